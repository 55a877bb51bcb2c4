extension EnglishMail {
    static func unlock(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Unlock your account at \(values.app)", values,
            [
                .text(
                    "Your account \(values.address) at \(values.app) was locked at \(values.time), because a wrong "
                        + "password was given too many times."),
                .text("Devices on which you logged in before still work."),
                .text("Unlock it here. The link works once, until \(values.expires)."),
                .link(label: "Unlock the account"),
                .text("If somebody else tried to get in, choose a password that you use nowhere else."),
            ])
    }
}
