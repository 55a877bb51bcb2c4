extension EnglishMail {
    static func unlock(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Unlock your account at \(values.app)", values,
            [
                .text("Your account at \(values.app) was locked, because a wrong password was given too many times."),
                .text("Unlock it here. The link works once, until \(values.expires)."),
                .link(label: "Unlock the account"),
                .text("If somebody else tried to get in, choose a password that you use nowhere else."),
            ])
    }
}
