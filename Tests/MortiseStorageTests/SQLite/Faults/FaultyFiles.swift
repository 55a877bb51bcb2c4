#if SQLite
import CSQLite
import Glibc
import MortiseLocking
import Testing

/// Puts a ``FaultyDisk`` under the files of a folder: a layer over SQLite's own file system, which all other files pass
/// untouched.
enum FaultyFiles {
    private struct File {
        let name: String
        let disk: FaultyDisk
        let kind: Int
    }

    private struct State {
        var disks: [String: FaultyDisk] = [:]
        /// By their address.
        var files: [UInt: File] = [:]
        var knownKinds: Set<Int> = []
    }

    private static let state = Locked(State())

    // Each is set once, before any file is used through it, and only read afterwards.
    private nonisolated(unsafe) static var base = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    // Two of each: the system has other methods for files that it locks, which are databases, than for logs.
    private nonisolated(unsafe) static let originals = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 2)
    private nonisolated(unsafe) static let faulty = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 2)
    private nonisolated(unsafe) static let fileSystem = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)

    /// A disk under the files of a folder, for the duration of the closure.
    static func withDisk<Result>(
        under folder: String, _ body: (FaultyDisk) async throws -> Result
    ) async throws -> Result {
        try #require(isInstalled, "SQLite's file system is not the one this layer knows")
        let disk = FaultyDisk()
        state.withLock { $0.disks[folder] = disk }
        defer { state.withLock { $0.disks[folder] = nil } }
        return try await body(disk)
    }

    private static let isInstalled: Bool = {
        guard sqlite3_initialize() == SQLITE_OK, let system = sqlite3_vfs_find("unix") else { return false }
        base = system
        fileSystem.initialize(to: system.pointee)
        fileSystem.pointee.pNext = nil
        fileSystem.pointee.zName = UnsafePointer(strdup("faulty"))
        fileSystem.pointee.xOpen = { _, name, file, flags, given in FaultyFiles.open(name, file, flags, given) }
        return sqlite3_vfs_register(fileSystem, 1) == SQLITE_OK
    }()

    /// Takes over the methods that the system has given to a file of a kind.
    private static func takeOver(_ file: UnsafeMutablePointer<sqlite3_file>, kind: Int) {
        state.withLock { state in
            guard let methods = file.pointee.pMethods?.pointee, state.knownKinds.insert(kind).inserted else { return }
            (originals + kind).initialize(to: methods)
            let own = faulty + kind
            own.initialize(to: methods)
            own.pointee.xClose = { file in FaultyFiles.close(file) }
            own.pointee.xRead = { file, buffer, count, offset in
                FaultyFiles.pass(.read, file) { $0.xRead(file, buffer, count, offset) }
            }
            own.pointee.xWrite = { file, buffer, count, offset in FaultyFiles.write(file, buffer, count, offset) }
            own.pointee.xSync = { file, flags in FaultyFiles.pass(.sync, file) { $0.xSync(file, flags) } }
            own.pointee.xTruncate = { file, size in FaultyFiles.truncate(file, size) }
            guard methods.xShmMap != nil else { return }
            own.pointee.xShmMap = { file, region, size, extends, memory in
                let status = FaultyFiles.original(of: file).xShmMap(file, region, size, extends, memory)
                return FaultyFiles.pass(.sharedMemory, file) { _ in status }
            }
        }
        file.pointee.pMethods = UnsafePointer(faulty + kind)
    }

    private static func open(
        _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ given: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let path = name.map { String(cString: $0) } ?? ""
        let disk = state.withLock { state in state.disks.first { path.hasPrefix($0.key + "/") }?.value }
        guard let disk, let file else { return base.pointee.xOpen(base, name, file, flags, given) }
        if disk.failure(of: .open) != nil {
            file.pointee.pMethods = nil
            errno = EIO
            return SQLITE_CANTOPEN
        }
        let status = base.pointee.xOpen(base, name, file, flags, given)
        guard status == SQLITE_OK else { return status }
        var size: sqlite3_int64 = 0
        if file.pointee.pMethods.pointee.xFileSize(file, &size) == SQLITE_OK { disk.resized(path, to: size) }
        let kind = flags & SQLITE_OPEN_MAIN_DB != 0 ? 0 : 1
        let address = UInt(bitPattern: file)
        state.withLock { $0.files[address] = File(name: path, disk: disk, kind: kind) }
        takeOver(file, kind: kind)
        return SQLITE_OK
    }

    private static func close(_ file: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
        let methods = original(of: file)
        let address = UInt(bitPattern: file)
        state.withLock { $0.files[address] = nil }
        return methods.xClose(file)
    }

    private static func original(of file: UnsafeMutablePointer<sqlite3_file>?) -> sqlite3_io_methods {
        originals[find(file)?.kind ?? 0]
    }

    private static func find(_ file: UnsafeMutablePointer<sqlite3_file>?) -> File? {
        let address = UInt(bitPattern: file)
        return state.withLock { $0.files[address] }
    }

    private static func pass(
        _ call: FaultyDisk.Call, _ file: UnsafeMutablePointer<sqlite3_file>?, _ body: (sqlite3_io_methods) -> Int32
    ) -> Int32 {
        guard let failure = find(file)?.disk.failure(of: call) else { return body(original(of: file)) }
        errno = failure.systemError
        // SQLite's own layer reports a lack of room as such for writes alone.
        switch call {
        case .sync: return SQLITE_IOERR | 4 << 8
        case .read: return SQLITE_IOERR | 1 << 8
        case .sharedMemory: return SQLITE_IOERR | 19 << 8
        case .open, .write, .truncate: return failure.status
        }
    }

    private static func write(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ buffer: UnsafeRawPointer?, _ count: Int32,
        _ offset: sqlite3_int64
    ) -> Int32 {
        guard let found = find(file),
            let failure = found.disk.failure(ofWriteTo: found.name, upTo: offset + Int64(count))
        else { return original(of: file).xWrite(file, buffer, count, offset) }
        // A disk that runs full has taken the first part.
        if count > 1 { _ = original(of: file).xWrite(file, buffer, count / 2, offset) }
        errno = failure.systemError
        return failure.status == SQLITE_IOERR ? SQLITE_IOERR | 3 << 8 : failure.status
    }

    private static func truncate(_ file: UnsafeMutablePointer<sqlite3_file>?, _ size: sqlite3_int64) -> Int32 {
        let status = pass(.truncate, file) { $0.xTruncate(file, size) }
        if status == SQLITE_OK, let found = find(file) { found.disk.resized(found.name, to: size) }
        return status == SQLITE_IOERR ? SQLITE_IOERR | 6 << 8 : status
    }
}
#endif
