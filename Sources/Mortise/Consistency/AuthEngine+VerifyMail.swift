import MortiseSQL

/// The check of what is mailed: tokens and the outbox.
extension AuthEngine {
    func verifyTokens(
        _ report: inout ConsistencyReport, _ progress: (ConsistencyReport.Progress) -> Void
    ) async throws {
        var last = TokenID.first
        while true {
            let page = try await database.all(TokenStatements.page(last, Self.verifiedPageSize))
            for (token, user) in page {
                for problem in problems(of: token, user) {
                    report.add("one_time_tokens", token.id.description, problem)
                }
            }
            report.checked["one_time_tokens", default: 0] += page.count
            progress(
                ConsistencyReport.Progress(
                    table: "one_time_tokens", rows: report.checked["one_time_tokens", default: 0]))
            guard let end = page.last?.0.id else { return }
            last = end
        }
    }

    func verifyOutbox(
        _ report: inout ConsistencyReport, _ progress: (ConsistencyReport.Progress) -> Void
    ) async throws {
        var last = MailID.first
        while true {
            let page = try await database.all(OutboxStatements.page(last, Self.verifiedPageSize))
            for (mail, state) in page {
                for problem in problems(of: mail, state) {
                    report.add("email_outbox", mail.id.description, problem)
                }
            }
            report.checked["email_outbox", default: 0] += page.count
            progress(
                ConsistencyReport.Progress(table: "email_outbox", rows: report.checked["email_outbox", default: 0]))
            guard let end = page.last?.0.id else { return }
            last = end
        }
    }

    private func problems(of token: TokenRecord, _ user: UserRecord) -> [String] {
        var problems: [String] = []
        if token.securityEpoch > user.securityEpoch { problems.append("its security epoch is ahead of its user's") }
        let bearsAddress = token.purpose == .changeEmail || token.purpose == .undoEmailChange
        guard let sealed = token.payloadSealed else {
            return bearsAddress ? problems + ["the address it is for is missing"] : problems
        }
        guard bearsAddress else { return problems + ["it has a payload that its purpose does not have"] }
        do {
            let address = try vault.open(sealed, from: .payload(of: token.id))
            if (try? EmailAddress(address)) == nil { problems.append("its payload holds no address") }
        } catch {
            problems.append(error.message)
        }
        return problems
    }

    private func problems(of mail: OutboxRecord, _ state: OutboxMail.State) -> [String] {
        var problems: [String] = []
        do {
            let address = try vault.open(mail.recipientSealed, from: .recipient(of: mail.id))
            if (try? EmailAddress(address)) == nil { problems.append("its recipient is no address") }
        } catch {
            problems.append(error.message)
        }
        switch (state, mail.payloadSealed) {
        case (.pending, nil): problems.append("it waits, but its content is missing")
        case (.pending, let sealed?):
            do {
                let text = try vault.open(sealed, from: .payload(of: mail.id))
                if (try? JSON.parse(Array(text.utf8))) == nil { problems.append("its content is not JSON") }
            } catch {
                problems.append(error.message)
            }
        case (.sent, .some), (.dead, .some): problems.append("it is over, but its content is still there")
        case (.sent, nil), (.dead, nil): break
        }
        return problems
    }
}
