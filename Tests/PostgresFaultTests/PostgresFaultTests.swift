#if Postgres
import TestServers
import Testing

/// What becomes of callers when the database, the network or the operator fails them. Each test has servers of its own,
/// so they take turns.
@Suite(.serialized, .enabled(if: PostgresCluster.isAvailable, Comment(rawValue: PostgresCluster.requirement)))
struct PostgresFaultTests {}
#endif
