#if Postgres
import CLibPQ

/// The one owner of a `PGconn`.
///
/// `@unchecked Sendable` holds because libpq lets any thread use a connection, one at a time, and there are no copies.
struct ConnectionHandle: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQfinish(pointer) }

    /// The socket; negative once libpq has closed it.
    var socket: Int32 { PQsocket(pointer) }
}
#endif
