/// The measured speed of one thread, as time for each KiB block that is computed; recent hashes weigh more.
///
/// Counting blocks lets one measure serve jobs of different costs; tiny jobs, whose fixed cost would mislead, weigh little.
struct HashPace {
    // Before the first measurement: about 23 ms for a hash of standard cost.
    private var blocks = Argon2Parameters.standard.blocks
    private var nanoseconds = Argon2Parameters.standard.blocks * 600

    mutating func record(blocks: Double, nanoseconds: UInt64) {
        self.blocks = self.blocks * 0.9 + blocks
        self.nanoseconds = self.nanoseconds * 0.9 + Double(nanoseconds)
    }

    /// The nanoseconds that a job of so many blocks should take.
    func estimate(blocks: Double) -> Double {
        blocks * nanoseconds / self.blocks
    }
}
