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
    static let boolArray: Oid = 1000
    static let byteaArray: Oid = 1001
    static let textArray: Oid = 1009
    static let int8Array: Oid = 1016
    static let timestamptzArray: Oid = 1185
    static let uuidArray: Oid = 2951
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

    /// The type of an array of these; `nil` where values do not travel in binary form.
    var arrayObjectID: Oid? {
        switch self {
        case .uuid: ObjectID.uuidArray
        case .instant: ObjectID.timestamptzArray
        case .bool: ObjectID.boolArray
        case .int64: ObjectID.int8Array
        case .text: ObjectID.textArray
        case .bytes: ObjectID.byteaArray
        case .json, .ip: nil
        }
    }
}
#endif
