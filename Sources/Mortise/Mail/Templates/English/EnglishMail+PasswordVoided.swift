extension EnglishMail {
    static func passwordVoided(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Set a password for \(values.app)", values,
            [
                .text(
                    "An account at \(values.app) was made twice with the address \(values.address), with different "
                        + "passwords, before anybody verified that the address is theirs."),
                .text("We cannot know which of the two was you, so neither password works."),
                .text("To use the account, go to \(values.app), choose \"forgot password\" and set a new one."),
                .text("If neither was you, do nothing: nobody can use the account without your mailbox."),
            ])
    }
}
