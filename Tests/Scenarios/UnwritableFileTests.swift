#if CLI
import Foundation
import MortiseSQL
import MortiseTesting
import Testing

@testable import CrashProbe

/// SQLite files and folders that the user of the process may not read or write.
struct UnwritableFileTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let fileMode: Int?
        let folderMode: Int
        var isReadOnly = false
        let outcome: String
        /// What the message must name.
        var mention = ""

        var testDescription: String { name }

        static let all = [
            Case(
                name: "all rights", fileMode: 0o666, folderMode: 0o777, outcome: "opened\nread 0\nwritten\n"),
            Case(
                name: "a file without the right to write", fileMode: 0o444, folderMode: 0o777, outcome: "read_only",
                mention: "write the file and its folder"),
            Case(
                name: "a file without any right", fileMode: 0, folderMode: 0o777, outcome: "permission_denied",
                mention: "write the file and its folder"),
            Case(
                name: "a folder without the right to write", fileMode: 0o666, folderMode: 0o555,
                outcome: "read_only", mention: "write the file and its folder"),
            Case(
                name: "a folder without any right", fileMode: 0o666, folderMode: 0, outcome: "permission_denied",
                mention: "folder"),
            Case(
                name: "no file in a folder without the right to write", fileMode: nil, folderMode: 0o555,
                outcome: "permission_denied", mention: "folder"),
            Case(
                name: "opened for reading, all rights", fileMode: 0o666, folderMode: 0o777, isReadOnly: true,
                outcome: "opened\nread 0\nread_only"),
            Case(
                name: "opened for reading, no right to write", fileMode: 0o444, folderMode: 0o777, isReadOnly: true,
                outcome: "opened\nread 0\nread_only"),
            Case(
                name: "opened for reading, in a folder without the right to write", fileMode: 0o444,
                folderMode: 0o555, isReadOnly: true, outcome: "read_only", mention: "even to read"),
        ]
    }

    @Test(arguments: Case.all)
    func `what the user may not write is a typed error that says what to do, and stays as it is`(
        _ case: Case
    ) async throws {
        try await TestBackend.sqliteFile.withStorage { storage in
            // The probe is another user where this one is the superuser.
            chmod(storage.folder.path, 0o755)
            let folder = "\(storage.folder.path)/locked"
            let path = "\(folder)/a.db"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            defer { chmod(folder, 0o700) }
            var before = Data()
            if let mode = `case`.fileMode {
                let database = try await DatabaseSource.at("sqlite:\(path)").open()
                try await database.execute(LedgerTable.creation)
                await database.close()
                before = try Data(contentsOf: URL(fileURLWithPath: path))
                chmod(path, mode_t(mode))
            }
            chmod(folder, mode_t(`case`.folderMode))
            let end = try await RunningProgram.run(
                "CrashProbe", ["open", path, `case`.isReadOnly ? "read" : "write"], in: storage.folder)
            #expect(end.status == 0, "\(end.errors)")
            #expect(end.output.hasPrefix(`case`.outcome), "\(end.output)")
            #expect(`case`.mention.isEmpty || end.output.contains(`case`.mention), "\(end.output)")
            chmod(folder, 0o700)
            chmod(path, 0o600)
            if `case`.fileMode != nil && !`case`.outcome.hasSuffix("written\n") {
                #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            }
            // One that was opened has its log beside it until it is closed.
            if !`case`.outcome.hasPrefix("opened") {
                let names = try FileManager.default.contentsOfDirectory(atPath: folder)
                #expect(names == (`case`.fileMode == nil ? [] : ["a.db"]))
            }
        }
    }
}
#endif
