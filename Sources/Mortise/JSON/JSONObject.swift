extension JSON {
    /// The members of a JSON object, in order, each key once.
    ///
    /// Keys are compared as UTF-8 bytes. Look-up is linear: objects at the edges of the engine are small.
    public struct Object: Sendable, Hashable {
        /// One key and its value.
        public struct Member: Sendable, Hashable {
            /// The key, unescaped.
            public let key: String
            /// The value.
            public var value: JSON

            /// Whether keys, as bytes, and values are the same.
            public static func == (left: Member, right: Member) -> Bool {
                left.key.hasSameBytes(as: right.key) && left.value == right.value
            }

            /// Feeds the bytes of the key and the value into `hasher`.
            public func hash(into hasher: inout Hasher) {
                hasher.combine(bytesOf: key)
                hasher.combine(value)
            }
        }

        private var members: [Member]

        /// An object without members.
        public init() {
            members = []
        }

        /// For the parser, which has seen that no key comes twice.
        init(uniqueMembers: [Member]) {
            members = uniqueMembers
        }

        /// The value of `key`; setting keeps the place of a known key, appends a new one, and removes on nil.
        public subscript(key: String) -> JSON? {
            get {
                members.first { $0.key.hasSameBytes(as: key) }?.value
            }
            set {
                let index = members.firstIndex { $0.key.hasSameBytes(as: key) }
                switch (index, newValue) {
                case (let index?, let value?): members[index].value = value
                case (let index?, nil): members.remove(at: index)
                case (nil, let value?): members.append(Member(key: key, value: value))
                case (nil, nil): break
                }
            }
        }

        /// The keys, in order.
        public var keys: [String] {
            members.map(\.key)
        }
    }
}

extension JSON.Object: RandomAccessCollection {
    /// Zero.
    public var startIndex: Int { members.startIndex }
    /// The number of members.
    public var endIndex: Int { members.endIndex }

    /// The member at `position`, which must lie in `startIndex..<endIndex`.
    public subscript(position: Int) -> Member {
        members[position]
    }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
    /// An object of the members of a literal; the last value of a repeated key stays.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init()
        for (key, value) in elements {
            self[key] = value
        }
    }
}
