#if Postgres
import CLibPQ
import Glibc
import MortiseSQL

/// What a connection string says, a URL or `keyword=value` pairs, as libpq reads it.
struct ConnectionString {
    private let given: [String: String]

    /// - Throws: ``DatabaseError`` with code `.misuse` when it is malformed.
    init(_ text: String) throws(DatabaseError) {
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(text, &message)
        defer {
            PQfreemem(message)
            PQconninfoFree(options)
        }
        // libpq's own message quotes the string, which may hold the password.
        guard let options else { throw DatabaseError(.misuse, "the connection string is malformed") }
        given = Self.values(of: options)
    }

    /// What the string itself gives for a keyword.
    subscript(_ keyword: String) -> String? { given[keyword] }

    /// Whether what is sent could be read or answered by others on its way: it leaves this machine, and `sslmode` does
    /// not have the server prove who it is.
    var trustsNetwork: Bool {
        let defaults = PQconndefaults()
        defer { PQconninfoFree(defaults) }
        let open = defaults.map { Self.values(of: $0) } ?? [:]
        if given["sslmode"] ?? open["sslmode"] == "verify-full" { return false }
        // Where a service leads is known to its file alone.
        if given["service"] != nil { return true }
        let names = Self.list(given["host"] ?? open["host"])
        let addresses = Self.list(given["hostaddr"] ?? open["hostaddr"])
        return (0..<max(names.count, addresses.count)).contains { index in
            let name = index < names.count ? names[index] : ""
            let address = index < addresses.count ? addresses[index] : ""
            // An address is connected to whatever the name beside it.
            return !Self.isLocal(address.isEmpty ? name : address)
        }
    }

    private static func values(of options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }

    private static func list(_ text: String?) -> [String] {
        text?.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { String(Substring($0)) }
            ?? []
    }

    /// Whether a host is this machine: a socket's folder, an address of the loopback, or its name.
    private static func isLocal(_ host: String) -> Bool {
        if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host.lowercased() == "localhost" {
            return true
        }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: &six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }
}
#endif
