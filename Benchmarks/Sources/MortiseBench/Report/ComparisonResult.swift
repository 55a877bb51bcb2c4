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

    /// Which way the target is meant; not part of the file.
    let sign: String

    /// `nil` when the reference was left out.
    init?(_ comparison: Comparison, in detail: ScenarioDetail) {
        let measure = comparison.measure
        guard let ours = detail.variants.first?.measurement, let value = measure.value(of: ours) else { return nil }
        switch comparison.reference {
        case .variant(let name):
            guard let number = detail.measurement(of: name).flatMap(measure.value) else { return nil }
            reference = name
            referenceValue = number
        case .limit(let number):
            reference = "limit"
            referenceValue = number
        case .ownMedian:
            guard let median = ours.p50 else { return nil }
            reference = "its own median"
            referenceValue = median
        }
        let ratio = value / referenceValue
        name = comparison.name
        self.ours = value
        unit = measure.unit
        self.ratio = ratio
        target = comparison.target
        met = comparison.target.map { measure.isMet(ratio, target: $0) }
        sign = measure.sign
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
