import Testing

@testable import MortiseArgon2

struct Argon2ParametersTests {
    @Test func `the defaults are the standard`() throws {
        let parameters = try Argon2Parameters()
        #expect(parameters == .standard)
        #expect(parameters.memoryKiB == 19_456)
        #expect(parameters.iterations == 2)
        #expect(parameters.parallelism == 1)
    }

    @Test(arguments: [(8, 1, 1), (2_040, 64, 255), (1_048_576, 64, 1), (16, 1, 2)])
    func `costs at the bounds are taken`(memory: Int, iterations: Int, parallelism: Int) throws {
        _ = try Argon2Parameters(memoryKiB: memory, iterations: iterations, parallelism: parallelism)
    }

    @Test(arguments: [
        (7, 1, 1), (15, 1, 2), (0, 1, 1), (-8, 1, 1), (1_048_577, 1, 1), (Int.max, 1, 1), (8, 0, 1), (8, 65, 1),
        (8, -1, 1), (8, Int.max, 1), (8, 1, 0), (8, 1, -1), (4_096, 1, 256), (8, 1, Int.max), (8, 1, Int.min),
    ])
    func `costs beyond the bounds are refused`(memory: Int, iterations: Int, parallelism: Int) {
        #expect(throws: Argon2Error(.invalidParameters, "")) {
            try Argon2Parameters(memoryKiB: memory, iterations: iterations, parallelism: parallelism)
        }
    }

    @Test func `limits can be narrowed and widened, but not beyond the format`() throws {
        let narrow = Argon2Parameters.Limits(memoryKiB: 64, iterations: 2)
        #expect(throws: Argon2Error(.invalidParameters, "")) { try Argon2Parameters(memoryKiB: 65, limits: narrow) }
        #expect(throws: Argon2Error(.invalidParameters, "")) {
            try Argon2Parameters(memoryKiB: 64, iterations: 3, limits: narrow)
        }
        let wide = Argon2Parameters.Limits(memoryKiB: .max, iterations: .max)
        _ = try Argon2Parameters(memoryKiB: Int(UInt32.max), iterations: Int(UInt32.max), limits: wide)
        #expect(throws: Argon2Error(.invalidParameters, "")) {
            try Argon2Parameters(memoryKiB: Int(UInt32.max) + 1, limits: wide)
        }
    }
}
