/// A comparison with its numbers: an element of `results.json`.
struct ComparisonResult: Encodable {
    let name: String
    let ours: Double
    /// The name of the reference.
    let reference: String
    let referenceValue: Double
    let unit: String
    /// Ours divided by the reference's.
    let ratio: Double
    let target: Double?
    let met: Bool?

    /// How ours went beside the number compared; not part of the file.
    let measurement: Measurement
    /// The processor time of the reference an operation.
    let referenceCPU: Double?

    /// `nil` when the reference was left out.
    init?(_ comparison: Comparison, ours: Measurement, among measurements: [String: Measurement]) {
        guard let value = comparison.measure.value(of: ours) else { return nil }
        switch comparison.reference {
        case .variant(let name):
            guard let other = measurements[name], let number = comparison.measure.value(of: other) else { return nil }
            reference = name
            referenceValue = number
            referenceCPU = other.cpuMicroseconds
        case .limit(let number):
            reference = "limit"
            referenceValue = number
            referenceCPU = nil
        }
        let ratio = value / referenceValue
        name = comparison.name
        self.ours = value
        unit = comparison.measure.unit
        self.ratio = ratio
        target = comparison.target
        met = comparison.target.map { comparison.measure.isMet(ratio, target: $0) }
        measurement = ours
    }

    private enum Key: String, CodingKey {
        case name, ours, reference, unit, ratio, target, met
        case referenceValue = "reference_value"
    }

    /// All keys are there; what is only reported has `null` as its target.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(ours, forKey: .ours)
        try container.encode(reference, forKey: .reference)
        try container.encode(referenceValue, forKey: .referenceValue)
        try container.encode(unit, forKey: .unit)
        try container.encode(ratio, forKey: .ratio)
        try container.encode(target, forKey: .target)
        try container.encode(met, forKey: .met)
    }
}
