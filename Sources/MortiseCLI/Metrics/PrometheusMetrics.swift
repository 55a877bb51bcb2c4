#if CLI
import CoreMetrics
import MortiseLocking

/// The metrics of the process, kept for whoever reads them in the text format of Prometheus.
///
/// A counter becomes a counter; a gauge and a meter become a gauge; a timer becomes a histogram of seconds, a recorder
/// that aggregates one of its values.
final class PrometheusMetrics: MetricsFactory {
    /// Metrics of one name and kind, by their labels.
    private struct Family {
        let kind: String
        var series: [String: any PrometheusSeries] = [:]
    }

    private let families = Locked<[String: Family]>([:])

    /// All metrics, by name and labels: the same text for the same values.
    func text() -> String {
        let families = families.withLock { $0 }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += "# TYPE \(name) \(family.kind)\n"
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                series.write(name, labels: labels, into: &text)
            }
        }
        return text
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, kind: "counter") { PrometheusCounter() }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, kind: "gauge") { PrometheusGauge() }
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if !aggregate { return series(label, dimensions, kind: "gauge") { PrometheusGauge() } }
        return series(label, dimensions, kind: "histogram") { PrometheusHistogram() }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, kind: "histogram") { PrometheusHistogram() }
    }

    // What was counted stays counted: handles are made once for each route, statement or code, and kept.
    func destroyCounter(_: any CounterHandler) {}
    func destroyMeter(_: any MeterHandler) {}
    func destroyRecorder(_: any RecorderHandler) {}
    func destroyTimer(_: any TimerHandler) {}

    /// The series of a name and labels; one that nobody reads where the name is one of another kind.
    private func series<Series: PrometheusSeries>(
        _ name: String, _ dimensions: [(String, String)], kind: String, make: () -> Series
    ) -> Series {
        let labels = PrometheusText.labels(dimensions)
        return families.withLock { families in
            let name = PrometheusText.name(name)
            if let known = families[name]?.series[labels] as? Series { return known }
            let series = make()
            if families[name, default: Family(kind: kind)].kind == kind {
                families[name, default: Family(kind: kind)].series[labels] = series
            }
            return series
        }
    }
}
#endif
