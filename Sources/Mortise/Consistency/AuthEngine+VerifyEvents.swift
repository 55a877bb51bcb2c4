import MortiseSQL

/// The check of the events that wait for subscribers.
extension AuthEngine {
    func verifyEvents(
        _ report: inout ConsistencyReport, _ progress: (ConsistencyReport.Progress) -> Void
    ) async throws {
        var last = EventDeliveryID.first
        while true {
            let page = try await database.all(EventStatements.page(last, Self.verifiedPageSize))
            for (event, state) in page {
                if let problem = problem(of: event, state) {
                    report.add("event_outbox", event.id.description, problem)
                }
            }
            report.checked["event_outbox", default: 0] += page.count
            progress(
                ConsistencyReport.Progress(table: "event_outbox", rows: report.checked["event_outbox", default: 0]))
            guard let end = page.last?.0.id else { return }
            last = end
        }
    }

    private func problem(of record: EventRecord, _ state: EventDelivery.State) -> String? {
        if state == .delivered {
            return record.payloadSealed == nil ? nil : "it was delivered, but its facts are still there"
        }
        guard record.payloadSealed != nil else { return "it is not delivered, but its facts are missing" }
        do {
            let event = try record.opened(with: vault)
            let isItself = event.id == record.eventID && event.kind == record.kind
            let isAboutUser = record.userID == nil ? event.kind == .purged : event.userID == record.userID
            return isItself && isAboutUser ? nil : "its facts are those of another event"
        } catch let error as DatabaseError {
            return error.message
        } catch {
            return "its facts are not those of an event"
        }
    }
}
