/// How long sessions live and how many there may be.
public struct SessionPolicy: Sendable, Hashable {
    /// The longest life of a session.
    public var lifetime: Duration
    /// The longest pause between two uses of a session.
    public var idleTimeout: Duration
    /// The least time between two records of a session's last use; a quarter of the idle timeout where that is less.
    public var lastSeenInterval: Duration
    /// How long a device that logged in before is known.
    public var deviceLifetime: Duration
    /// The most sessions of one user; the oldest makes room.
    public var maximumPerUser: Int

    /// A policy.
    public init(
        lifetime: Duration = .seconds(30 * 86_400), idleTimeout: Duration = .seconds(7 * 86_400),
        lastSeenInterval: Duration = .seconds(60), deviceLifetime: Duration = .seconds(400 * 86_400),
        maximumPerUser: Int = 100
    ) {
        self.lifetime = lifetime
        self.idleTimeout = idleTimeout
        self.lastSeenInterval = lastSeenInterval
        self.deviceLifetime = deviceLifetime
        self.maximumPerUser = maximumPerUser
    }
}
