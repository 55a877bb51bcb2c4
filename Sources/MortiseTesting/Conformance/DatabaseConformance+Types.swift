import FoundationEssentials
import MortiseSQL

extension DatabaseConformance {
    static let typeChecks: [Check] = [
        Check("UUIDs come back as they were stored") { database in
            let values = [UUID(), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))]
            try await requireRoundTrip(of: values, in: samples.uuid, of: database) { $0 }
        },
        Check("instants come back to the microsecond, from year 1 to 9999") { database in
            let microseconds: [Int64] = [
                0, 1, -1, 1_700_000_000_123_456, -62_135_596_800_000_000, 253_402_300_799_999_999,
            ]
            let values = microseconds.map(Instant.init(microseconds:))
            try await requireRoundTrip(of: values, in: samples.instant, of: database) { $0 }
        },
        Check("truth values come back as they were stored") { database in
            try await requireRoundTrip(of: [true, false], in: samples.bool, of: database) { $0 }
        },
        Check("integers come back over the whole range") { database in
            try await requireRoundTrip(of: [0, -1, .min, .max], in: samples.int64, of: database) { $0 }
        },
        Check("texts come back byte for byte") { database in
            let values = [
                "", "a", "O'Brien \"; -- \\ %_ ?1 $1", "line\r\nline\n", "\u{E9}", "e\u{301}", "日本語 🦩",
                String(repeating: "é", count: 100_000),
            ]
            try await requireRoundTrip(of: values, in: samples.text, of: database) { Array($0.utf8) }
        },
        Check("byte strings come back byte for byte") { database in
            let values: [[UInt8]] = [
                [], [0], [0, 1, 0, 255], Array(0...255), (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) },
            ]
            try await requireRoundTrip(of: values, in: samples.bytes, of: database) { $0 }
        },
        Check("JSON documents come back") { database in
            let values = ["{}", "[]", "null", #"{"a": 1, "b": [true, null, "é\"\n"]}"#].map(JSONText.init)
            try await requireRoundTrip(of: values, in: samples.json, of: database) { Array($0.text.utf8) }
        },
        Check("IP addresses come back in canonical form") { database in
            let values = ["10.0.0.1", "255.255.255.255", "::1", "2001:db8::ff00:42:8329"].map(IPText.init)
            try await requireRoundTrip(of: values, in: samples.ip, of: database) { $0.text }
        },
        Check("NULL where a value is required is a decoding error") { database in
            try await ConformanceSchema.create(in: database)
            let add = Insert(into: samples, [samples.id.set(to: Int64(1))])
            try await database.execute(Statement(once: "conformance.add_null", add))
            try await requireDecodingFailure(String.self, samples.text.fragment, in: database)
            try await requireDecodingFailure(Int64.self, samples.int64.fragment, in: database)
            try await requireDecodingFailure(Bool.self, samples.bool.fragment, in: database)
            try await requireDecodingFailure([UInt8].self, samples.bytes.fragment, in: database)
            try await requireDecodingFailure(UUID.self, samples.uuid.fragment, in: database)
            try await requireDecodingFailure(Instant.self, samples.instant.fragment, in: database)
        },
        Check("a value of another type is a decoding error") { database in
            try await ConformanceSchema.create(in: database)
            let add = Insert(
                into: samples,
                [samples.id.set(to: Int64(1)), samples.text.set(to: "7"), samples.int64.set(to: Int64(7))])
            try await database.execute(Statement(once: "conformance.add_sample", add))
            try await requireDecodingFailure(Int64.self, samples.text.fragment, in: database)
            try await requireDecodingFailure(String.self, samples.int64.fragment, in: database)
            try await requireDecodingFailure([UInt8].self, samples.text.fragment, in: database)
            try await requireDecodingFailure(UUID.self, samples.text.fragment, in: database)
        },
    ]

    /// Stores each value and NULL, as input and as constant, and reads them back; `form` makes them comparable to the
    /// byte, which Swift's strings are not.
    private static func requireRoundTrip<Value: SQLConvertible, Form: Equatable>(
        of values: [Value], in column: Column<Value?>, of database: any Database, form: @Sendable (Value) -> Form
    ) async throws where Value.Wrapped == Value {
        try await ConformanceSchema.create(in: database)
        let insert = Query("conformance.insert_sample") { (id: Parameter<Int64>, value: Parameter<Value?>) in
            Insert(into: samples, [samples.id.set(to: id), column.set(to: value)])
        }
        let byID = Query("conformance.sample_by_id") { (id: Parameter<Int64>) in
            Select(Projection(column), from: samples).where(samples.id == id)
        }
        let byValue = Query("conformance.samples_by_value") { (value: Parameter<Value>) in
            Select(Projection(samples.id), from: samples).where(column == value).order(by: samples.id)
        }
        let optionals = values.map(Optional.some) + [nil]
        for (position, value) in optionals.enumerated() {
            let name = "\(Value.self) number \(position + 1) of \(optionals.count)"
            let (input, fixed) = (Int64(2 * position), Int64(2 * position + 1))
            try expect(try await database.execute(insert(input, value)), is: 1, "rows inserted for \(name)")
            let once = Insert(into: samples, [samples.id.set(to: fixed), column.set(to: value)])
            try await database.execute(Statement(once: "conformance.insert_constant", once))
            for id in [input, fixed] {
                guard let stored = try await database.first(byID(id)) else {
                    throw ConformanceFailure("\(name) is gone")
                }
                // Not printed in full: a value may be a megabyte long.
                try expect(stored.map(form) == value.map(form), "\(name) equals what was stored")
            }
            guard let value else { continue }
            try expect(try await database.all(byValue(value)), is: [input, fixed], "rows found by \(name)")
        }
    }

    private static func requireDecodingFailure<Value: SQLConvertible>(
        _ type: Value.Type, _ column: SQLFragment, in database: any Database
    ) async throws {
        let projection = Projection(Expression<Value>(unsafeRaw: column))
        let select = Statement(once: "conformance.decode", Select(projection, from: samples))
        try await expectFailure(.decoding, of: "reading another column as \(type)") { try await database.all(select) }
    }
}
