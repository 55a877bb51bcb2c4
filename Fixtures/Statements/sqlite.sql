-- keys.all
SELECT "mortise_keys"."key_id", "mortise_keys"."check_value" FROM "mortise_keys" ORDER BY "mortise_keys"."key_id";

-- keys.insert
INSERT INTO "mortise_keys" ("key_id", "check_value", "created_at") VALUES (?1, ?2, ?3) ON CONFLICT ("key_id") DO NOTHING;

-- users.by_id
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "users" WHERE ("users"."id" = ?1);

-- users.by_email
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "users" WHERE (("users"."email_digest" = ?1) AND ("users"."deleted_at" IS NULL));

-- users.page
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "users" WHERE ("users"."id" > ?1) ORDER BY "users"."id" LIMIT ?2;

-- users.first_page
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "users" ORDER BY "users"."id" LIMIT ?1;

-- users.insert
INSERT INTO "users" ("id", "email_digest", "email_sealed", "password_hash", "is_active", "is_verified", "created_at", "updated_at", "failed_login_attempts", "security_epoch", "version") VALUES (?1, ?2, ?3, ?4, ?7, ?5, ?6, ?6, ?8, ?9, ?10) ON CONFLICT ("email_digest") WHERE (deleted_at IS NULL) DO NOTHING RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at";

-- users.void_password
UPDATE "users" SET "password_hash" = ?4, "security_epoch" = ("users"."security_epoch" + ?5), "version" = ("users"."version" + ?6), "updated_at" = ?3 WHERE (((("users"."id" = ?1) AND ("users"."security_epoch" = ?2)) AND ("users"."is_verified" = ?7)) AND ("users"."password_hash" IS NOT NULL));

-- users.record_login
UPDATE "users" SET "last_login_at" = ?3, "failed_login_attempts" = ?4 WHERE (((("users"."id" = ?1) AND ("users"."security_epoch" = ?2)) AND ("users"."is_active" = ?5)) AND ("users"."deleted_at" IS NULL)) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at";

-- users.record_failed_login
UPDATE "users" SET "failed_login_attempts" = ("users"."failed_login_attempts" + ?3), "last_failed_login_at" = ?2 WHERE ("users"."id" = ?1);

-- users.rehash
UPDATE "users" SET "password_hash" = ?3 WHERE (("users"."id" = ?1) AND ("users"."password_hash" = ?2));

-- sessions.by_token
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent", "users"."email_sealed", ("users"."password_hash" IS NOT NULL), "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "sessions" JOIN "users" ON ("users"."id" = "sessions"."user_id") WHERE ("sessions"."token_digest" = ?1);

-- sessions.insert
INSERT INTO "sessions" ("id", "user_id", "token_digest", "token_key_id", "security_epoch", "created_at", "last_seen_at", "expires_at", "idle_timeout_seconds", "ip", "user_agent", "authentications") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11);

-- sessions.trim
DELETE FROM "sessions" WHERE (("sessions"."user_id" = ?1) AND (NOT ("sessions"."id" IN (SELECT "sessions"."id" FROM "sessions" WHERE ("sessions"."user_id" = ?1) ORDER BY "sessions"."created_at" DESC, "sessions"."id" DESC LIMIT ?2))));

-- sessions.touch
UPDATE "sessions" SET "last_seen_at" = ?2 WHERE (("sessions"."id" = ?1) AND ("sessions"."last_seen_at" < ?2));

-- sessions.of_user
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent" FROM "sessions" WHERE ("sessions"."user_id" = ?1) ORDER BY "sessions"."created_at" DESC, "sessions"."id" DESC;

-- sessions.end
DELETE FROM "sessions" WHERE ("sessions"."id" = ?1) RETURNING "sessions"."id";

-- sessions.end_others
DELETE FROM "sessions" WHERE (("sessions"."user_id" = ?1) AND ("sessions"."id" <> ?2)) RETURNING "sessions"."id";

-- sessions.end_all
DELETE FROM "sessions" WHERE ("sessions"."user_id" = ?1) RETURNING "sessions"."id";

-- sessions.page
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent", "users"."security_epoch" FROM "sessions" JOIN "users" ON ("users"."id" = "sessions"."user_id") WHERE ("sessions"."id" > ?1) ORDER BY "sessions"."id" LIMIT ?2;

-- sessions.first_page
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent", "users"."security_epoch" FROM "sessions" JOIN "users" ON ("users"."id" = "sessions"."user_id") ORDER BY "sessions"."id" LIMIT ?1;

-- audit.insert
INSERT INTO "user_audit_log" ("id", "user_id", "actor", "action", "details", "ip_address", "user_agent", "request_id", "created_at") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- audit.of_user
SELECT "user_audit_log"."id", "user_audit_log"."user_id", "user_audit_log"."actor", "user_audit_log"."action", "user_audit_log"."details", "user_audit_log"."ip_address", "user_audit_log"."user_agent", "user_audit_log"."request_id", "user_audit_log"."created_at" FROM "user_audit_log" WHERE ("user_audit_log"."user_id" = ?1) ORDER BY "user_audit_log"."id" DESC LIMIT ?2;

-- audit.of_request
SELECT "user_audit_log"."id", "user_audit_log"."user_id", "user_audit_log"."actor", "user_audit_log"."action", "user_audit_log"."details", "user_audit_log"."ip_address", "user_audit_log"."user_agent", "user_audit_log"."request_id", "user_audit_log"."created_at" FROM "user_audit_log" WHERE ("user_audit_log"."request_id" = ?1) ORDER BY "user_audit_log"."id";
