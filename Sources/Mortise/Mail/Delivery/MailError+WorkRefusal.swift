package import MortiseLocking

extension MailError {
    /// Why a transport's threads did not take a mail.
    package init(_ refusal: WorkRefusal) {
        switch refusal {
        case .full: self.init(.overloaded, "too many mails wait to be sent")
        case .cancelled: self.init(.cancelled, "the task was cancelled")
        case .noThread(let number): self.init(.overloaded, "no thread could be started, error \(number)")
        }
    }
}
