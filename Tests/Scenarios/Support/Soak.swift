#if CLI
import Foundation

/// Whether the long form of the tests runs: `MORTISE_SOAK=1`, as `make soak` sets it.
enum Soak {
    static let isOn = ProcessInfo.processInfo.environment["MORTISE_SOAK"] == "1"

    /// The size of a test: the first in every run of the tests, the second in the long form.
    static func size<Size>(_ usual: Size, soak: Size) -> Size { isOn ? soak : usual }
}
#endif
