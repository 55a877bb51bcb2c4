import MortiseLocking

/// Keeps each mail as a file `<message id>.eml` of a folder instead of sending it: for development, for tests, and for
/// whoever carries the files on by other means.
///
/// A file is written whole under another name, flushed, and renamed: nobody reads half a mail, and a mail that was sent
/// is on the disk. A mail sent again replaces its file. The folder is made when it is missing, for its owner alone; its
/// parent must exist. The files hold links that grant access: they are of mode 0600.
public struct FolderTransport: MailTransport {
    /// The folder.
    public let folder: String
    private let thread = WorkerThreads(limit: 1, queueLimit: 1000)

    /// A transport into a folder; nothing is touched before the first mail.
    public init(folder: String) {
        self.folder = folder
    }

    /// Writes the mail, on a thread of its own.
    public func send(_ message: MailMessage) async throws(MailError) {
        let file = MailFile(folder: folder, name: "\(message.id.unique).eml")
        let outcome: Result<Void, MailError>
        do throws(WorkRefusal) {
            outcome = try await thread.run { _ in
                Result { () throws(MailError) in try file.write(message.rendered()) }
            }
        } catch {
            throw MailError(error)
        }
        try outcome.get()
    }
}
