extension EnglishMail {
    static func passwordChanged(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Your password for \(values.app) was changed", values,
            [
                .text("The password of your account \(values.address) at \(values.app) was changed at \(values.time)."),
                .text("You were logged out on all other devices."),
                .text(
                    "If that was not you, go to \(values.app) now, choose \"forgot password\" and set a new one. Change "
                        + "the password of your mailbox too, if others may know it."),
            ])
    }
}
