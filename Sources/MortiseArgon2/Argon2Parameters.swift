/// The cost of one Argon2id hash (RFC 9106, section 3.1), checked when it is made.
public struct Argon2Parameters: Hashable, Sendable {
    /// The largest costs that are accepted, so that a stored or imported hash cannot claim memory or time without bound.
    public struct Limits: Hashable, Sendable {
        /// The largest memory, in KiB.
        public var memoryKiB: Int
        /// The largest number of passes.
        public var iterations: Int

        /// Makes limits of one's own; the defaults are 1 GiB and 64 passes.
        public init(memoryKiB: Int = 1_048_576, iterations: Int = 64) {
            self.memoryKiB = memoryKiB
            self.iterations = iterations
        }

        /// 1 GiB and 64 passes.
        public static let standard = Limits()
    }

    /// The work memory `m`, in KiB.
    public let memoryKiB: Int
    /// The number of passes `t` over the memory.
    public let iterations: Int
    /// The number of lanes `p`. Lanes are filled one after another on one thread; the number still changes the result.
    public let parallelism: Int

    /// 19,456 KiB, two passes, one lane: the minimum of OWASP's Password Storage Cheat Sheet.
    public static let standard = Argon2Parameters(uncheckedMemoryKiB: 19_456, iterations: 2, parallelism: 1)

    /// Checks a cost.
    ///
    /// - Parameters:
    ///   - memoryKiB: at least 8 KiB a lane (RFC 9106), at most `limits.memoryKiB`.
    ///   - iterations: 1 to `limits.iterations`.
    ///   - parallelism: 1 to 255.
    ///   - limits: the upper bounds; whatever they say, the format itself ends at 2^32 - 1.
    /// - Throws: ``Argon2Error`` with code `invalidParameters`.
    public init(
        memoryKiB: Int = 19_456, iterations: Int = 2, parallelism: Int = 1, limits: Limits = .standard
    ) throws(Argon2Error) {
        guard parallelism >= 1, parallelism <= 255 else {
            throw Argon2Error(.invalidParameters, "Argon2 parallelism must be 1 to 255.")
        }
        guard memoryKiB >= 8 * parallelism, memoryKiB <= min(limits.memoryKiB, Int(UInt32.max)) else {
            throw Argon2Error(
                .invalidParameters, "Argon2 memory must be at least 8 KiB a lane and at most \(limits.memoryKiB) KiB.")
        }
        guard iterations >= 1, iterations <= min(limits.iterations, Int(UInt32.max)) else {
            throw Argon2Error(.invalidParameters, "Argon2 iterations must be 1 to \(limits.iterations).")
        }
        self.init(uncheckedMemoryKiB: memoryKiB, iterations: iterations, parallelism: parallelism)
    }

    private init(uncheckedMemoryKiB memoryKiB: Int, iterations: Int, parallelism: Int) {
        self.memoryKiB = memoryKiB
        self.iterations = iterations
        self.parallelism = parallelism
    }

    /// Memory blocks of 1 KiB that one hash computes; the time of a hash is nearly proportional to it.
    var blocks: Double {
        Double(memoryKiB) * Double(iterations)
    }
}
