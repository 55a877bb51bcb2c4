#if HTTP
import Hummingbird
import Mortise

extension Request {
    /// The value of a parameter of the query; `nil` where the query lacks it or is no form.
    func queryValue(_ name: String) -> String? {
        uri.query.flatMap { FormParser.parse(Array($0.utf8)) }?[name]?.stringValue
    }
}
#endif
