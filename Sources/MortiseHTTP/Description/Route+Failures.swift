#if HTTP
import HTTPTypes

extension Route {
    /// The errors that the route may answer, by status: those that it names, and those that follow from what it takes.
    var failures: [(status: Int, codes: [ErrorCode])] {
        guard let description else { return [] }
        var codes = Set(description.errors)
        if base == .prefix { codes.formUnion([.rateLimited, .internal, .unavailable, .overloaded]) }
        if method != .get { codes.insert(.csrfFailed) }
        if case .required = description.session { codes.insert(.sessionRequired) }
        if description.takesPrecondition { codes.insert(.preconditionRequired) }
        if description.body != nil {
            codes.formUnion([.badJSON, .requestTimeout, .bodyTooLarge, .unsupportedMediaType, .validationFailed])
        }
        return Dictionary(grouping: codes, by: \.status.code)
            .map { ($0.key, $0.value.sorted { $0.rawValue < $1.rawValue }) }
            .sorted { $0.status < $1.status }
    }

    /// The statuses of all its answers.
    var statuses: Set<Int> {
        Set(failures.map(\.status) + (description?.answers.map(\.status.code) ?? []))
    }
}
#endif
