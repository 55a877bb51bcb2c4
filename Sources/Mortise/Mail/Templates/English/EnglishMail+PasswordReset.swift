extension EnglishMail {
    static func passwordReset(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Set a new password for \(values.app)", values,
            [
                .text("Somebody, we hope you, asked for a new password for your account at \(values.app)."),
                .text("Choose one here. The link works once, until \(values.expires)."),
                .link(label: "Choose a new password"),
                .text("If that was not you, do nothing: your password stays as it is."),
            ])
    }
}
