import MortiseSQL

/// What changes an account. Each statement names the state it changes; a missing row says that it was another one.
///
/// All that changes how somebody gets in moves the security epoch, which ends sessions and tokens at once.
extension UserStatements {
    /// Marks the address as verified, of an account that still is as it was when the token was made.
    static let verify = Query("users.verify") {
        (id: Parameter<UserID>, epoch: Parameter<Int64>, now: Parameter<Instant>) in
        Update(
            users, set: [users.isVerified.set(to: true)] + revised(now),
            where: users.id == id && users.securityEpoch == epoch && users.isVerified == constant(false) && isUsable
        ).returning(UserRecord.projection)
    }

    /// Sets a password by a token that went to the address: this verifies it too, and lifts a lock.
    static let resetPassword = Query("users.reset_password") {
        (id: Parameter<UserID>, epoch: Parameter<Int64>, hash: Parameter<String?>, now: Parameter<Instant>) in
        Update(
            users,
            set: [users.passwordHash.set(to: hash), users.isVerified.set(to: true)] + unlocked + moved + revised(now),
            where: users.id == id && users.securityEpoch == epoch && isUsable
        ).returning(UserRecord.projection)
    }

    static let changePassword = Query("users.change_password") {
        (id: Parameter<UserID>, epoch: Parameter<Int64>, hash: Parameter<String?>, now: Parameter<Instant>) in
        Update(
            users, set: [users.passwordHash.set(to: hash)] + unlocked + moved + revised(now),
            where: users.id == id && users.securityEpoch == epoch && users.deletedAt.isNull
        ).returning(UserRecord.projection)
    }

    static let changeEmail = Query("users.change_email") {
        (
            id: Parameter<UserID>, epoch: Parameter<Int64>, digest: Parameter<[UInt8]>, sealed: Parameter<[UInt8]>,
            now: Parameter<Instant>, a: Parameter<[UInt8]>, b: Parameter<[UInt8]>, c: Parameter<[UInt8]>,
            d: Parameter<[UInt8]>, newest: Parameter<Int64>
        ) in
        Update(
            users,
            set: [
                users.emailDigest.set(to: digest), users.emailSealed.set(to: sealed), users.isVerified.set(to: true),
            ] + moved + revised(now),
            where: users.id == id && users.securityEpoch == epoch && isUsable
                && isFree([a, b, c, d], newest: newest, butFor: id)
        ).returning(UserRecord.projection)
    }

    /// Gives a former address back, and takes the password: whoever changed the address may know it.
    static let restoreEmail = Query("users.restore_email") {
        (
            id: Parameter<UserID>, digest: Parameter<[UInt8]>, sealed: Parameter<[UInt8]>, now: Parameter<Instant>,
            a: Parameter<[UInt8]>, b: Parameter<[UInt8]>, c: Parameter<[UInt8]>, d: Parameter<[UInt8]>,
            newest: Parameter<Int64>
        ) in
        Update(
            users,
            set: [
                users.emailDigest.set(to: digest), users.emailSealed.set(to: sealed), users.isVerified.set(to: true),
                users.passwordHash.set(to: nil),
            ] + unlocked + moved + revised(now),
            where: users.id == id && isUsable && isFree([a, b, c, d], newest: newest, butFor: id)
        ).returning(UserRecord.projection)
    }

    static let updateProfile = Query("users.update_profile") {
        (id: Parameter<UserID>, version: Parameter<Int64>, name: Parameter<[UInt8]?>, now: Parameter<Instant>) in
        Update(
            users, set: [users.displayNameSealed.set(to: name)] + revised(now),
            where: users.id == id && users.version == version && isUsable
        ).returning(UserRecord.projection)
    }

    static let setActive = Query("users.set_active") {
        (id: Parameter<UserID>, isActive: Parameter<Bool>, now: Parameter<Instant>) in
        Update(
            users, set: [users.isActive.set(to: isActive)] + moved + revised(now),
            where: users.id == id && users.isActive != isActive && users.deletedAt.isNull
        ).returning(UserRecord.projection)
    }

    static let delete = Query("users.delete") { (id: Parameter<UserID>, now: Parameter<Instant>) in
        Update(
            users, set: [users.deletedAt.set(to: now)] + moved + revised(now),
            where: users.id == id && users.deletedAt.isNull
        ).returning(UserRecord.projection)
    }

    /// Undeletes an account, unless its address has been registered again.
    static let restore = Query("users.restore") {
        (
            id: Parameter<UserID>, now: Parameter<Instant>, a: Parameter<[UInt8]>, b: Parameter<[UInt8]>,
            c: Parameter<[UInt8]>, d: Parameter<[UInt8]>, newest: Parameter<Int64>
        ) in
        Update(
            users, set: [users.deletedAt.set(to: nil)] + moved + revised(now),
            where: users.id == id && users.deletedAt.isNotNull
                && isFree([a, b, c, d], newest: newest, butFor: id)
        ).returning(UserRecord.projection)
    }

    /// Removes a deleted account; its sessions, tokens and mails go with it.
    static let purge = Query("users.purge") { (id: Parameter<UserID>) in
        Delete(from: users, where: users.id == id && users.deletedAt.isNotNull).returning(Projection(users.id))
    }

    static let unlock = Query("users.unlock") { (id: Parameter<UserID>) in
        Update(users, set: unlocked, where: users.id == id && users.deletedAt.isNull)
            .returning(UserRecord.projection)
    }

    /// Ends all sessions and tokens of an account and leaves the rest as it is.
    static let moveEpoch = Query("users.move_epoch") { (id: Parameter<UserID>) in
        Update(users, set: moved, where: users.id == id && users.deletedAt.isNull).returning(UserRecord.projection)
    }

    static let changes = [
        verify.template, resetPassword.template, changePassword.template, changeEmail.template,
        restoreEmail.template, updateProfile.template, setActive.template, delete.template, restore.template,
        purge.template, unlock.template, moveEpoch.template,
    ]

    private static let isUsable = users.deletedAt.isNull && users.isActive == constant(true)

    private static let moved = [users.securityEpoch.set(to: users.securityEpoch + 1)]

    private static let unlocked = [
        users.failedLoginAttempts.set(to: 0), users.lastFailedLoginAt.set(to: nil), users.lockedUntil.set(to: nil),
    ]

    private static func revised(_ now: Parameter<Instant>) -> [Assignment] {
        [users.version.set(to: users.version + 1), users.updatedAt.set(to: greatest(users.updatedAt, now))]
    }
}
