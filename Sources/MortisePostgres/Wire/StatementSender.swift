#if Postgres
import CLibPQ
import MortiseSQL

/// Hands requests to libpq, each by itself or many lookups as one statement, and knows what is prepared.
struct StatementSender {
    private let settings: WireSettings
    var statements: StatementCache
    private var encoder = ParameterEncoder()
    /// The gathered forms of the lookups seen; `nil` for those that have none. The templates are kept alive: another
    /// object at the address of one would be taken for it.
    private var gathered: [ObjectIdentifier: (StatementTemplate, GatheredStatement?)] = [:]

    init(_ settings: WireSettings) {
        self.settings = settings
        statements = StatementCache(limit: settings.preparedStatementLimit)
    }

    /// Puts requests aboard.
    ///
    /// - Parameters:
    ///   - minimum: The least number of the same lookup that are asked as one statement; `nil` means never.
    ///   - landed: Takes those that cannot be sent at all.
    /// - Returns: `nil` when libpq took them all; else those that are not aboard, and the connection is to be given up.
    mutating func board(
        _ requests: [Request], gathering minimum: Int?, _ connection: OpaquePointer, _ flight: inout Flight,
        _ landed: inout [Flight.Landing]
    ) -> [Request]? {
        var groups = requests.count < minimum ?? .max ? [requests[...]] : grouped(requests)
        while let group = groups.popLast() {
            var rest = group
            if let minimum, group.count >= minimum, let (template, form) = gatheredForm(of: group) {
                rest = []
                if send(form, of: template, for: Array(group), connection, &flight) { continue }
            } else {
                var isSent = true
                while isSent, let request = rest.popFirst() { isSent = send(request, connection, &flight, &landed) }
                if isSent { continue }
            }
            return Array(rest) + groups.joined()
        }
        return nil
    }

    /// Notes what the answers say about what is prepared.
    mutating func note(_ finding: Flight.Finding) {
        switch finding {
        case .unprepared(let template, let form): statements.remove(template, form)
        case .separated(let template): statements.retire(template, .gathered)
        case .ungatherable(let template):
            statements.retire(template, .gathered)
            gathered[ObjectIdentifier(template)] = (template, nil)
        }
    }

    // The same lookups together; all else is one group, in its order.
    private func grouped(_ requests: [Request]) -> [ArraySlice<Request>] {
        var others: [Request] = []
        var lookups: [(template: StatementTemplate, requests: [Request])] = []
        for request in requests {
            guard case .statement(let template, _) = request.command, template.isLookup else {
                others.append(request)
                continue
            }
            if let index = lookups.firstIndex(where: { $0.template === template }) {
                lookups[index].requests.append(request)
            } else {
                lookups.append((template, [request]))
            }
        }
        return [others[...]] + lookups.map { $0.requests[...] }
    }

    private mutating func gatheredForm(
        of group: ArraySlice<Request>
    ) -> (StatementTemplate, GatheredStatement)? {
        guard case .statement(let template, _)? = group.first?.command, template.isLookup else { return nil }
        let key = ObjectIdentifier(template)
        if let (_, known) = gathered[key] { return known.map { (template, $0) } }
        if gathered.count >= settings.preparedStatementLimit { gathered = [:] }
        let form = GatheredStatement(template, dialect: settings.dialect)
        gathered[key] = (template, form)
        return form.map { (template, $0) }
    }

    // A request is aboard before it is known whether libpq took it: if not, the connection is given up with all aboard.
    private mutating func send(
        _ request: Request, _ connection: OpaquePointer, _ flight: inout Flight, _ landed: inout [Flight.Landing]
    ) -> Bool {
        switch request.command {
        case .text(let text):
            flight.append(.execute(request))
            return PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 1) == 1
        case .statement(let template, let values):
            do throws(DatabaseError) {
                return try send(template, values, for: request, connection, &flight)
            } catch {
                landed.append(.init(request: request, reply: .unanswered(error, wasSent: false)))
                return true
            }
        }
    }

    private mutating func send(
        _ template: StatementTemplate, _ values: [SQLValue], for request: Request, _ connection: OpaquePointer,
        _ flight: inout Flight
    ) throws(DatabaseError) -> Bool {
        guard settings.preparesStatements, template.isReused else {
            let text = try template.text(for: settings.dialect)
            let types = template.parameterTypes.map(\.objectID)
            flight.append(.execute(request))
            return encoder.withParameters(values) { count, values, lengths, formats in
                PQsendQueryParams(connection, text, count, types, values, lengths, formats, 1) == 1
            }
        }
        var isPrepared = true
        let name: String
        if let known = statements.name(of: template, .single) {
            name = known
        } else {
            let text = try template.text(for: settings.dialect)
            let types = template.parameterTypes.map(\.objectID)
            (name, isPrepared) = prepare(template, .single, text, types, connection, &flight)
        }
        flight.append(.execute(request))
        return isPrepared
            && encoder.withParameters(values) { count, values, lengths, formats in
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1
            }
    }

    private mutating func send(
        _ form: GatheredStatement, of template: StatementTemplate, for requests: [Request],
        _ connection: OpaquePointer, _ flight: inout Flight
    ) -> Bool {
        var isPrepared = true
        let name: String
        if let known = statements.name(of: template, .gathered) {
            name = known
        } else {
            (name, isPrepared) = prepare(
                template, .gathered, form.text, form.parameterTypes, connection, &flight)
        }
        flight.append(.gather(template, requests))
        let callers = requests.map { request in
            if case .statement(_, let values) = request.command { values } else { [SQLValue]() }
        }
        return isPrepared
            && encoder.withArrays(of: form.inputTypes, callers) { count, values, lengths, formats in
                PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1
            }
    }

    private mutating func prepare(
        _ template: StatementTemplate, _ form: StatementCache.Form, _ text: String, _ types: [Oid],
        _ connection: OpaquePointer, _ flight: inout Flight
    ) -> (name: String, isSent: Bool) {
        let name = statements.add(template, form)
        flight.append(.prepare(template, form))
        return (name, PQsendPrepare(connection, name, text, Int32(types.count), types) == 1)
    }
}
#endif
