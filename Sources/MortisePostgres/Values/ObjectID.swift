#if Postgres
import CLibPQ
import MortiseSQL

/// The server's number of a type (`pg_type.oid`): those built in never change.
enum ObjectID {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let json: Oid = 114
    static let cidr: Oid = 650
    static let unknown: Oid = 705
    static let inet: Oid = 869
    static let bpchar: Oid = 1042
    static let varchar: Oid = 1043
    static let timestamptz: Oid = 1184
    static let uuid: Oid = 2950
    static let jsonb: Oid = 3802
}

extension SQLType {
    /// The native type a placeholder of this type has.
    var objectID: Oid {
        switch self {
        case .uuid: ObjectID.uuid
        case .instant: ObjectID.timestamptz
        case .bool: ObjectID.bool
        case .int64: ObjectID.int8
        case .text: ObjectID.text
        case .bytes: ObjectID.bytea
        case .json: ObjectID.jsonb
        case .ip: ObjectID.inet
        }
    }
}
#endif
