import Foundation

/// The memory of this process that is not swapped out, as Linux tells it (proc(5)).
enum ResidentMemory {
    /// Now, in MiB.
    static var mebibytes: Double { value(of: "VmRSS") }

    /// The most there was since the start, or since the peak was forgotten, in MiB.
    static var peakMebibytes: Double { value(of: "VmHWM") }

    /// Lets the peak begin anew.
    static func forgetPeak() {
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }

    private static func value(of name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") } ?? ""
        let kibibytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
        return kibibytes / 1024
    }
}
