/// All that was measured of a scenario, Mortise first.
struct ScenarioDetail {
    let name: String
    let variants: [(name: String, measurement: Measurement)]

    func results(of comparisons: [Comparison]) -> [ComparisonResult] {
        comparisons.compactMap { ComparisonResult($0, in: self) }
    }

    func measurement(of variant: String) -> Measurement? { variants.first { $0.name == variant }?.measurement }
}
