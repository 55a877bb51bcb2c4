#if CLI
import Glibc

/// The folder of the default database.
enum DataFolder {
    /// Makes a folder, and those above it, where they are missing: for their owner alone.
    ///
    /// - Throws: ``CommandFailure`` where that is not possible.
    static func make(_ path: String) throws(CommandFailure) {
        let bytes = Array(path.utf8)
        let ends = bytes.indices.filter { $0 > 0 && bytes[$0] == UInt8(ascii: "/") } + [bytes.count]
        for end in ends {
            let folder = String(decoding: bytes[..<end], as: UTF8.self)
            guard mkdir(folder, 0o700) != 0, errno != EEXIST else { continue }
            throw CommandFailure(
                .failure, "data_folder",
                "The folder \(folder) cannot be made: \(String(cString: strerror(errno))). Name another with --data.")
        }
    }
}
#endif
