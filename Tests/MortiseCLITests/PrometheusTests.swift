#if CLI
import CoreMetrics
import Testing

@testable import MortiseCLI

/// The text format of Prometheus.
struct PrometheusTests {
    @Test func `each kind of metric has its lines`() {
        let metrics = PrometheusMetrics()
        Counter(label: "a_total", dimensions: [("route", "GET /x"), ("code", "200")], factory: metrics).increment(by: 3)
        Counter(label: "a_total", dimensions: [("route", "GET /x"), ("code", "401")], factory: metrics).increment()
        let meter = Meter(label: "b", factory: metrics)
        meter.increment(by: 2)
        meter.decrement(by: 0.5)
        Gauge(label: "c", factory: metrics).record(7)
        let timer = Timer(label: "d_seconds", dimensions: [("x", "1")], factory: metrics)
        timer.recordMilliseconds(3)
        timer.recordSeconds(60)
        let lines = metrics.text().split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(7) == [
                "# TYPE a_total counter", #"a_total{code="200",route="GET /x"} 3"#,
                #"a_total{code="401",route="GET /x"} 1"#, "# TYPE b gauge", "b 1.5", "# TYPE c gauge", "c 7",
            ])
        #expect(lines[7] == "# TYPE d_seconds histogram")
        #expect(lines.contains(#"d_seconds_bucket{x="1",le="0.0025"} 0"#))
        #expect(lines.contains(#"d_seconds_bucket{x="1",le="0.005"} 1"#))
        #expect(lines.contains(#"d_seconds_bucket{x="1",le="10"} 1"#))
        #expect(
            lines.suffix(3) == [
                #"d_seconds_bucket{x="1",le="+Inf"} 2"#, #"d_seconds_sum{x="1"} 60.003"#, #"d_seconds_count{x="1"} 2"#,
            ])
    }

    @Test func `handles of one name and labels are one series`() {
        let metrics = PrometheusMetrics()
        for _ in 1...2 { Counter(label: "a", dimensions: [("x", "y")], factory: metrics).increment() }
        #expect(metrics.text() == "# TYPE a counter\na{x=\"y\"} 2\n")
        // A name of another kind does not get in between.
        Meter(label: "a", factory: metrics).set(9)
        #expect(metrics.text() == "# TYPE a counter\na{x=\"y\"} 2\n")
    }

    @Test func `what a label or a name must not hold is escaped`() {
        let metrics = PrometheusMetrics()
        Counter(label: "a-b.c", dimensions: [("1x", "q\"\\\n")], factory: metrics).increment()
        #expect(metrics.text() == "# TYPE a_b_c counter\na_b_c{_x=\"q\\\"\\\\\\n\"} 1\n")
    }
}
#endif
