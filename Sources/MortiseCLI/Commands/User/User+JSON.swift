#if CLI
import Mortise

extension User {
    /// The account, for programs.
    var json: JSON {
        [
            "id": .string(id.description), "email": .string(email.address),
            "display_name": displayName.map(JSON.string) ?? .null, "is_active": .bool(isActive),
            "is_verified": .bool(isVerified), "has_password": .bool(hasPassword),
            "created_at": .string(createdAt.rfc3339), "updated_at": .string(updatedAt.rfc3339),
            "last_login_at": lastLoginAt.map { .string($0.rfc3339) } ?? .null,
            "deleted_at": deletedAt.map { .string($0.rfc3339) } ?? .null, "version": .integer(Int64(version)),
        ]
    }
}
#endif
