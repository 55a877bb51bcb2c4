extension EnglishMail {
    static func accountLocked(_ values: MailValues) -> EnglishMail {
        EnglishMail(
            subject: "Your account at \(values.app) was locked", values,
            [
                .text(
                    "Your account \(values.address) at \(values.app) was locked at \(values.time), because a wrong "
                        + "password was given too many times."),
                .text("Devices on which you logged in before still work."),
                .text("If you no longer know your password, go to \(values.app) and choose \"forgot password\"."),
            ])
    }
}
