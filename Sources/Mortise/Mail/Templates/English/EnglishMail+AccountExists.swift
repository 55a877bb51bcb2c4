extension EnglishMail {
    static func accountExists(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "You have an account at \(values.app) already", values,
            [
                .text(
                    "Somebody, perhaps you, tried to make an account at \(values.app) with the address \(values.address)."
                ),
                .text("You have one already, so nothing was changed. Log in to it as usual."),
                .text("If you no longer know your password, go to \(values.app) and choose \"forgot password\"."),
                .text("If that was not you, do nothing: whoever it was learned nothing."),
            ])
    }
}
