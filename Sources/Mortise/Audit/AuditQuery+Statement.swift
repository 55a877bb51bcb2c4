import MortiseSQL

extension AuditQuery {
    /// The entries from a place on, the nearest first, before ``client`` is looked at unless it is a single address.
    ///
    /// It is written for its filters alone: a statement for any of them would keep the databases from their indexes.
    func statement(_ direction: AuditCursor.Direction, from place: AuditCursor?, limit: Int) -> Statement<AuditEvent> {
        let entries = AuditLog.entries
        let isDescending = direction == .older
        var select = Select(AuditLog.event, from: entries)
        for predicate in filters { select = select.where(predicate) }
        if let place {
            let position = (constant(place.createdAt), constant(place.id))
            select = select.where(
                isDescending
                    ? isBefore((entries.createdAt, entries.id), position)
                    : isAfter((entries.createdAt, entries.id), position))
        }
        select = select.order(by: entries.createdAt, descending: isDescending)
            .order(by: entries.id, descending: isDescending)
        return Statement(once: "audit.query", select.limit(constant(Int64(limit))))
    }

    /// The address that ``client`` is, unless it is a block of several.
    var address: IPAddress? {
        client.flatMap { $0.prefixLength == ($0.base.isIPv4 ? 32 : 128) ? $0.base : nil }
    }

    private var filters: [Predicate] {
        let entries = AuditLog.entries
        var filters: [Predicate] = []
        if let requestID { filters.append(entries.requestID == constant(requestID)) }
        if let user { filters.append(entries.userID == constant(user)) }
        if let address { filters.append(entries.ip == constant(IPText(address.description))) }
        if client != nil, address == nil { filters.append(entries.ip.isNotNull) }
        if let actor { filters.append(entries.actor == constant(actor)) }
        // Sorted, so that equal queries are equal texts.
        let names = actions.sorted { $0.rawValue < $1.rawValue }
        if let only = names.first, names.count == 1 {
            filters.append(entries.action == constant(only))
        } else if !names.isEmpty {
            filters.append(entries.action.isIn(names))
        }
        if let since { filters.append(entries.createdAt >= constant(since)) }
        if let until { filters.append(entries.createdAt < constant(until)) }
        return filters
    }
}
