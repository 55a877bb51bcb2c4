extension EnglishMail {
    static func verification(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Verify your address for \(values.app)", values,
            [
                .text("Somebody, we hope you, made an account at \(values.app) with the address \(values.address)."),
                .text("Verify that this address is yours. The link works until \(values.expires)."),
                .link(label: "Verify the address"),
                .text("If that was not you, do nothing: nobody can use the account without this link."),
            ])
    }
}
