import Foundation

/// The test of Mann and Whitney: whether one of two sets of samples tends to be greater than the other.
///
/// H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18 (1947); with the normal approximation and the
/// correction for ties, which are exact enough from some dozens of samples on.
enum MannWhitney {
    /// The two-sided p-value: how often samples of one source would differ as much as these do. 1 for no samples.
    static func pValue(_ first: [UInt32], _ second: [UInt32]) -> Double {
        let n = Double(first.count)
        let m = Double(second.count)
        guard n > 0, m > 0 else { return 1 }
        let all = (first.map { ($0, true) } + second.map { ($0, false) }).sorted { $0.0 < $1.0 }
        var rankSum = 0.0
        var ties = 0.0
        var start = 0
        while start < all.count {
            var end = start
            while end < all.count, all[end].0 == all[start].0 { end += 1 }
            let rank = Double(start + end + 1) / 2
            rankSum += rank * Double(all[start..<end].count { $0.1 })
            let size = Double(end - start)
            ties += size * size * size - size
            start = end
        }
        let total = n + m
        let u = rankSum - n * (n + 1) / 2
        let variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
        guard variance > 0 else { return 1 }
        return erfc(abs(u - n * m / 2) / variance.squareRoot() / 2.0.squareRoot())
    }
}
