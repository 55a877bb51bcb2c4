import MortiseSQL

/// The statements on accounts.
enum UserStatements {
    static let byID = Query("users.by_id") { (id: Parameter<UserID>) in
        Select(UserRecord.projection, from: users).where(users.id == id)
    }

    /// The account that goes by an address now; deleted ones have given it up.
    ///
    /// One statement for the digests under all keys: between two of them a rotation could move the account from the one
    /// that is asked last to the one that was asked first.
    static let byEmail = Query("users.by_email") {
        (a: Parameter<[UInt8]>, b: Parameter<[UInt8]>, c: Parameter<[UInt8]>, d: Parameter<[UInt8]>) in
        Select(UserRecord.projection, from: users)
            .where(users.emailDigest.isOne(of: [a, b, c, d]) && users.deletedAt.isNull)
    }

    /// Waits until nobody else is about to give an account the same address.
    static let lockAddress = Query("users.lock_address") { (lock: Parameter<Int64>) in TransactionLock(on: lock) }

    static let page = Query("users.page", isScan: true) { (after: Parameter<UserID>, limit: Parameter<Int64>) in
        Select(UserRecord.projection, from: users).where(users.id > after).order(by: users.id).limit(limit)
    }

    static let firstPage = Query("users.first_page", isScan: true) { (limit: Parameter<Int64>) in
        Select(UserRecord.projection, from: users).order(by: users.id).limit(limit)
    }

    /// Inserts an account unless its address is taken, under whichever key; the returned row is the proof that it is new.
    static let insert = Query("users.insert") {
        (
            id: Parameter<UserID>, digest: Parameter<[UInt8]>, sealed: Parameter<[UInt8]>,
            hash: Parameter<String?>, isVerified: Parameter<Bool>, now: Parameter<Instant>, a: Parameter<[UInt8]>,
            b: Parameter<[UInt8]>, c: Parameter<[UInt8]>, d: Parameter<[UInt8]>, newest: Parameter<Int64>
        ) in
        Insert(
            into: users,
            [
                users.id.set(to: id), users.emailDigest.set(to: digest), users.emailSealed.set(to: sealed),
                users.passwordHash.set(to: hash), users.isActive.set(to: true), users.isVerified.set(to: isVerified),
                users.createdAt.set(to: now), users.updatedAt.set(to: now), users.failedLoginAttempts.set(to: 0),
                users.securityEpoch.set(to: 1), users.version.set(to: 1),
            ]
        )
        .when(isFree([a, b, c, d], newest: newest))
        .onConflictDoNothing(
            ["email_digest"], where: Predicate(unsafeRaw: SQLFragment(unsafeRaw: "deleted_at IS NULL"))
        )
        .returning(UserRecord.projection)
    }

    /// Takes the password from an account that nobody has verified, as it was when it was read.
    static let voidPassword = Query("users.void_password") {
        (id: Parameter<UserID>, epoch: Parameter<Int64>, now: Parameter<Instant>) in
        Update(
            users,
            set: [
                users.passwordHash.set(to: nil), users.securityEpoch.set(to: users.securityEpoch + 1),
                users.version.set(to: users.version + 1), users.updatedAt.set(to: now),
            ],
            where: users.id == id && users.securityEpoch == epoch && users.isVerified == constant(false)
                && users.passwordHash.isNotNull && users.lastLoginAt.isNull)
    }

    /// Records a login of an account that still is as it was when its password was checked.
    static let recordLogin = Query("users.record_login") {
        (id: Parameter<UserID>, epoch: Parameter<Int64>, now: Parameter<Instant>) in
        Update(
            users,
            set: [
                users.lastLoginAt.set(to: now), users.failedLoginAttempts.set(to: 0),
                users.lastFailedLoginAt.set(to: nil), users.lockedUntil.set(to: nil),
            ],
            where: users.id == id && users.securityEpoch == epoch && users.isActive == constant(true)
                && users.deletedAt.isNull
        ).returning(UserRecord.projection)
    }

    /// Counts a refused password. Failures before `forgotten` no longer count.
    static let recordFailedLogin = Query("users.record_failed_login") {
        (id: Parameter<UserID>, now: Parameter<Instant>, forgotten: Parameter<Instant>) in
        Update(
            users,
            set: [
                users.failedLoginAttempts.set(
                    to: (users.lastFailedLoginAt < forgotten)
                        .then(constant(Int64(1)), else: users.failedLoginAttempts + 1)),
                users.lastFailedLoginAt.set(to: now),
            ],
            where: users.id == id)
    }

    /// Locks a usable account that has failed too often in a row and is not locked; the returned row is the proof that it was
    /// this caller, who tells the owner.
    static let lock = Query("users.lock") {
        (id: Parameter<UserID>, limit: Parameter<Int64>, now: Parameter<Instant>, until: Parameter<Instant>) in
        Update(
            users, set: [users.lockedUntil.set(to: until)],
            where: users.id == id && users.isActive == constant(true) && users.deletedAt.isNull
                && users.failedLoginAttempts >= limit && (users.lockedUntil.isNull || users.lockedUntil <= now)
        ).returning(Projection(users.id))
    }

    /// The failed logins of an account.
    static let loginFailures = Query("users.login_failures") { (id: Parameter<UserID>) in
        Select(
            Projection(
                users.failedLoginAttempts, users.lastFailedLoginAt, users.lockedUntil,
                as: { LoginFailures(count: Int($0), lastAt: $1, lockedUntil: $2) }), from: users
        ).where(users.id == id)
    }

    /// Replaces a hash by one of the same password at another cost; the epoch stays.
    static let rehash = Query("users.rehash") {
        (id: Parameter<UserID>, old: Parameter<String>, new: Parameter<String?>) in
        Update(
            users, set: [users.passwordHash.set(to: new)], where: users.id == id && users.passwordHash == old)
    }

    static let templates =
        [
            byID.template, byEmail.template, page.template, firstPage.template, insert.template, voidPassword.template,
            recordLogin.template, recordFailedLogin.template, lock.template, loginFailures.template,
            rehash.template, lockAddress.template,
        ] + changes

    /// Nobody has an address, under whichever key of the ring, and the ring is that of the database. The unique index
    /// sees to two accounts under one key; this and ``lockAddress`` to two under different ones.
    static func isFree(
        _ digests: [Parameter<[UInt8]>], newest: Parameter<Int64>, butFor user: Parameter<UserID>? = nil
    ) -> Predicate {
        var holder = Select(Projection(users.id), from: users)
            .where(users.emailDigest.isOne(of: digests) && users.deletedAt.isNull)
        if let user { holder = holder.where(users.id != user) }
        return !.exists(holder) && KeyRecords.hasNoneAbove(newest)
    }
}
