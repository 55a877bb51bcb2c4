extension EnglishMail {
    static func emailChange(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Confirm your new address for \(values.app)", values,
            [
                .text("You asked \(values.app) to use the address \(values.address) for your account from now on."),
                .text("Confirm it here. The link works until \(values.expires); until then nothing changes."),
                .link(label: "Confirm the new address"),
                .text("If you did not ask for this, do nothing: somebody mistyped their address."),
            ])
    }
}
