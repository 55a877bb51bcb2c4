import Testing

@testable import MortiseSQL

@Suite struct MigrationPlannerTests {
    @Test func `a new database gets everything, in order, set by set`() throws {
        let plan = try planner([engine, app]).plan(.latest, applied: [], existingTables: [])
        #expect(
            plan.steps.map { "\($0.component) \($0.migration.number)" } == [
                "engine 1", "engine 2", "engine 3", "app 1",
            ])
        #expect(plan.steps.allSatisfy { $0.direction == .up && !$0.isResumed })
    }

    @Test func `only what is missing is applied, and a target stops short`() throws {
        let planner = planner([engine])
        #expect(try numbers(planner.plan(.latest, applied: [record(1)], existingTables: ["t1"])) == [2, 3])
        #expect(try numbers(planner.plan(.up(to: 2), applied: [record(1)], existingTables: ["t1"])) == [2])
        #expect(try planner.plan(.latest, applied: (1...3).map { record($0) }, existingTables: ["t1"]).isEmpty)
    }

    @Test func `an interrupted migration is taken up again`() throws {
        let plan = try planner([engine]).plan(
            .latest, applied: [record(1), record(2, finished: false)], existingTables: ["t1"])
        #expect(plan.steps.map(\.isResumed) == [true, false])
        #expect(numbers(plan) == [2, 3])
    }

    @Test func `the way down is the way up reversed`() throws {
        let applied = (1...2).map { record($0) }
        #expect(try numbers(planner([engine]).plan(.down(to: 0), applied: applied, existingTables: ["t1"])) == [2, 1])
    }

    @Test func `an irreversible migration refuses before anything is undone`() {
        #expect(throws: MigrationError.Code.irreversible(component: "engine", number: 3).asError) {
            try planner([engine]).plan(.down(to: 0), applied: (1...3).map { record($0) }, existingTables: ["t1"])
        }
    }

    @Test func `drift, unknown migrations, gaps, foreign tables and bad targets are refused by name`() {
        let cases: [(MigrationError.Code, MigrationPlanner.Target, [AppliedMigration], Set<String>)] = [
            (.drift(component: "engine", number: 1), .latest, [record(1, checksum: "other")], ["t1"]),
            (.drift(component: "engine", number: 1), .latest, [record(1, name: "renamed")], ["t1"]),
            (.unknownNewer(component: "engine", number: 9), .latest, (1...3).map { record($0) } + [record(9)], ["t1"]),
            (.gap(component: "engine", number: 2), .latest, [record(1), record(3)], ["t1"]),
            (.foreignDatabase(tables: ["t1"]), .latest, [], ["t1", "theirs"]),
            (.invalidTarget(4), .up(to: 4), [], []),
            (.invalidTarget(-1), .down(to: -1), [], []),
        ]
        for (code, target, applied, tables) in cases {
            #expect(throws: code.asError) {
                try planner([engine]).plan(target, applied: applied, existingTables: tables)
            }
        }
    }

    @Test func `a set that is not numbered from 1 without gaps is refused`() {
        let gapped = MigrationSet("engine", [Migration(1, "a", up: []), Migration(3, "b", up: [])])
        #expect(throws: MigrationError.Code.invalidSet(component: "engine").asError) {
            try planner([gapped]).plan(.latest, applied: [], existingTables: [])
        }
    }

    private let engine = MigrationSet(
        "engine",
        [
            Migration(
                1, "one",
                up: [.createTable(TableDefinition("t1", columns: [ColumnDefinition("id", .uuid)], primaryKey: ["id"]))]),
            Migration(2, "two", up: [.addColumn(ColumnDefinition("n", .int64).nullable, table: "t1")]),
            Migration(3, "three", up: [], down: .irreversible("the data is gone")),
        ])
    private let app = MigrationSet("app", [Migration(1, "own", up: [])])

    private func planner(_ sets: [MigrationSet]) -> MigrationPlanner {
        MigrationPlanner(sets: sets) { (migration) throws(DatabaseError) in "sum \(migration.number)" }
    }

    private func record(
        _ number: Int, name: String? = nil, checksum: String? = nil, finished: Bool = true
    ) -> AppliedMigration {
        AppliedMigration(
            component: "engine", number: number, name: name ?? ["one", "two", "three", "?"][min(number, 4) - 1],
            checksum: checksum ?? "sum \(number)", engineVersion: "1", startedAt: Instant(seconds: 0),
            finishedAt: finished ? Instant(seconds: 1) : nil)
    }

    private func numbers(_ plan: MigrationPlan) -> [Int] { plan.steps.map(\.migration.number) }
}

extension MigrationError.Code {
    var asError: MigrationError { MigrationError(self, "") }
}
