#if CLI
import MortiseTesting
import Testing

/// A real file system that runs full. `SQLiteFullDiskTests` does the same everywhere, below SQLite's own calls.
struct FullDiskTests {
    @Test
    func `F9: an engine on a full disk refuses writes, keeps what it has and goes on when there is room`()
        async throws
    {
        try await TestBackend.sqliteFile.withStorage { storage in
            let end = try await RunningProgram.run("CrashProbe", ["full", storage.folder.path], in: storage.folder)
            guard end.status != 77 else {
                try Test.cancel("this machine lets no test mount a file system: \(end.output)")
            }
            #expect(end.status == 0, "\(end.output)\(end.errors)")
            #expect(end.output.contains("writes kept"))
        }
    }
}
#endif
