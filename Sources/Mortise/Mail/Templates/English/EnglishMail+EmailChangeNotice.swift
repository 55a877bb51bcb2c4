extension EnglishMail {
    static func emailChangeNotice(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Your address for \(values.app) was changed", values,
            [
                .text(
                    "The address of your account at \(values.app) was changed to \(values.address) at \(values.time)."),
                .text("If that was you, do nothing. If it was not, take it back here, until \(values.expires)."),
                .link(label: "Take the change back"),
                .text("Then set a new password: whoever did this may know yours."),
            ])
    }
}
