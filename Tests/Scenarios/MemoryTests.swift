#if CLI
import Foundation
import MortiseTesting
import Testing

/// The memory of a process that does nothing but run statements.
struct MemoryTests {
    // The thread sanitizer's notes on every piece of memory count as well.
    private static let mostResident =
        ProcessInfo.processInfo.environment["MORTISE_TSAN"] == nil ? 4_000_000 : 40_000_000

    @Test(arguments: TestBackend.concurrent)
    func `F16: memory stays as it is while statements run`(backend: TestBackend) async throws {
        let statements = Soak.size(50_000, soak: 1_000_000)
        try await backend.withStorage { storage in
            let url = try #require(storage.url)
            // Under the address sanitizer: freed memory that it keeps for a while would count as resident.
            let sanitizer = "detect_leaks=0:quarantine_size_mb=0:thread_local_quarantine_size_kb=0"
            let end = try await RunningProgram.run(
                "CrashProbe", ["memory", url, "\(statements)"], in: storage.folder,
                environment: ["ASAN_OPTIONS": sanitizer])
            #expect(end.status == 0, "\(end.errors)")
            let numbers = end.output.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
            try #require(numbers.count == 2, "\(end.output)")
            // A leak of 100 bytes a statement would be 5 MB in the short form, and one of 5 bytes as much in the long one.
            #expect(numbers[0] < Self.mostResident, "resident memory grew")
            #expect(numbers[1] < 1_000_000, "allocated memory grew")
            print("\(backend): \(statements) statements, \(end.output)")
        }
    }
}
#endif
