import Testing

@testable import MortiseArgon2

struct PHCStringFuzzTests {
    private func randomHash(_ random: inout SplitMix64) throws -> PHCString {
        let parallelism = Int.random(in: 1...255, using: &random)
        let parameters = try Argon2Parameters(
            memoryKiB: .random(in: 8 * parallelism...1_048_576, using: &random),
            iterations: .random(in: 1...64, using: &random), parallelism: parallelism)
        let salt = (0..<Int.random(in: 8...64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let tag = (0..<Int.random(in: 16...64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        return PHCString(parameters: parameters, salt: salt, tag: tag)
    }

    /// Changes, inserts, removes, cuts or doubles at a random place; half of the new bytes come from the format itself.
    private func mutate(_ text: inout [UInt8], _ random: inout SplitMix64) {
        let place = Int.random(in: 0...text.count, using: &random)
        let byte =
            Bool.random(using: &random)
            ? "$=,0129+/Aamtpv".utf8.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: text.insert(byte, at: place)
        case 1 where place < text.count: text.remove(at: place)
        case 2 where place < text.count: text[place] = byte
        case 3 where place < text.count: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 4: text.removeSubrange(place...)
        default: text.insert(contentsOf: text[place...].prefix(40), at: place)
        }
    }

    @Test func `valid values come back exactly from their text`() throws {
        var random = SplitMix64(state: 1)
        for _ in 0..<5_000 {
            let hash = try randomHash(&random)
            #expect(try PHCString(parsing: hash.encoded) == hash)
        }
    }

    @Test func `a mutated string is refused or is itself the text of what was read`() throws {
        var random = SplitMix64(state: 2)
        var accepted = 0
        var refused = 0
        for _ in 0..<40_000 {
            var text = Array(try randomHash(&random).encoded.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&text, &random) }
            do {
                let hash = try PHCString(parsing: text)
                accepted += 1
                if Array(hash.encoded.utf8) != text {
                    Issue.record("read but not canonical: \(String(decoding: text, as: UTF8.self))")
                }
            } catch {
                refused += 1
                if error.code != .malformedHash && error.code != .invalidParameters {
                    Issue.record("unexpected \(error)")
                }
            }
        }
        // Both sides must have been exercised.
        #expect(accepted > 1_000)
        #expect(refused > 10_000)
    }

    @Test func `random bytes never trap`() {
        var random = SplitMix64(state: 3)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(throws: Argon2Error.self) { try PHCString(parsing: text) }
        }
    }

    @Test func `base64 has one text for each value`() {
        var random = SplitMix64(state: 4)
        for length in 0...100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = Array(UnpaddedBase64.encode(bytes).utf8)
            #expect(UnpaddedBase64.decode(text[...]) == bytes)
        }
        #expect(UnpaddedBase64.encode([0xfb, 0xff]) == "+/8")
        #expect(UnpaddedBase64.decode(Array("+/9".utf8)[...]) == nil)
        #expect(UnpaddedBase64.decode(Array("AB".utf8)[...]) == nil)
        #expect(UnpaddedBase64.decode(Array("AAAAA".utf8)[...]) == nil)
        #expect(UnpaddedBase64.decode(Array("AA_-".utf8)[...]) == nil)
    }
}
