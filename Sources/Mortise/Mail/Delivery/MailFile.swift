import Glibc

/// One mail in a folder. Its calls block.
struct MailFile: Sendable {
    let folder: String
    let name: String

    /// Writes the mail under its name: all of it or nothing.
    func write(_ bytes: [UInt8]) throws(MailError) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("the folder of mails cannot be made") }
        // The files of a folder that is renamed meanwhile stay together.
        let place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw failure("the folder of mails cannot be opened") }
        defer { close(place) }
        let draft = ".\(name).\(UInt64.random(in: .min ... .max))"
        do throws(MailError) {
            try writeDraft(draft, bytes, in: place)
            guard renameat(place, draft, place, name) == 0 else { throw failure("a mail cannot be renamed") }
        } catch {
            unlinkat(place, draft, 0)
            throw error
        }
        guard fsync(place) == 0 else { throw failure("the folder of mails cannot be flushed", isWritten: true) }
    }

    private func writeDraft(_ draft: String, _ bytes: [UInt8], in place: Int32) throws(MailError) {
        let descriptor = openat(place, draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("a mail cannot be made in its folder") }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("a mail cannot be written") }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw failure("a mail cannot be flushed") }
    }

    private func failure(_ what: String, isWritten: Bool = false) -> MailError {
        let number = errno
        return MailError(.folder, "\(what): \(String(cString: strerror(number)))", mayHaveBeenAccepted: isWritten)
    }
}
