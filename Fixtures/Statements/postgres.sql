-- keys.all
SELECT "mortise_keys"."key_id", "mortise_keys"."check_value" FROM "mortise_keys" ORDER BY "mortise_keys"."key_id";

-- keys.insert
INSERT INTO "mortise_keys" ("key_id", "check_value", "created_at") VALUES ($1, $2, $3) ON CONFLICT ("key_id") DO NOTHING;

-- keys.drop
UPDATE "mortise_keys" SET "check_value" = $2 WHERE ("mortise_keys"."key_id" = $1);

-- users.by_id
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until" FROM "users" WHERE ("users"."id" = $1);

-- users.by_email
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until" FROM "users" WHERE (("users"."email_digest" IN ($1, $2, $3, $4)) AND ("users"."deleted_at" IS NULL));

-- users.page
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until" FROM "users" WHERE ("users"."id" > $1) ORDER BY "users"."id" LIMIT $2;

-- users.first_page
SELECT "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until" FROM "users" ORDER BY "users"."id" LIMIT $1;

-- users.insert
INSERT INTO "users" ("id", "email_digest", "email_sealed", "password_hash", "is_active", "is_verified", "created_at", "updated_at", "failed_login_attempts", "security_epoch", "version") SELECT $1, $2, $3, $4, $12, $5, $6, $6, $13, $14, $15 WHERE ((NOT (EXISTS (SELECT "users"."id" FROM "users" WHERE (("users"."email_digest" IN ($7, $8, $9, $10)) AND ("users"."deleted_at" IS NULL))))) AND (NOT (EXISTS (SELECT "mortise_keys"."key_id" FROM "mortise_keys" WHERE (("mortise_keys"."key_id" > $11) AND ("mortise_keys"."check_value" <> $16)))))) ON CONFLICT ("email_digest") WHERE (deleted_at IS NULL) DO NOTHING RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.void_password
UPDATE "users" SET "password_hash" = $4, "security_epoch" = ("users"."security_epoch" + $5), "version" = ("users"."version" + $6), "updated_at" = $3 WHERE ((((("users"."id" = $1) AND ("users"."security_epoch" = $2)) AND ("users"."is_verified" = $7)) AND ("users"."password_hash" IS NOT NULL)) AND ("users"."last_login_at" IS NULL));

-- users.record_login
UPDATE "users" SET "last_login_at" = $3, "failed_login_attempts" = $4, "last_failed_login_at" = $5, "locked_until" = $6 WHERE (((("users"."id" = $1) AND ("users"."security_epoch" = $2)) AND ("users"."is_active" = $7)) AND ("users"."deleted_at" IS NULL)) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.record_failed_login
UPDATE "users" SET "failed_login_attempts" = (CASE WHEN ("users"."last_failed_login_at" < $3) THEN $4 ELSE ("users"."failed_login_attempts" + $5) END), "last_failed_login_at" = $2 WHERE ("users"."id" = $1);

-- users.lock
UPDATE "users" SET "locked_until" = $4 WHERE ((((("users"."id" = $1) AND ("users"."is_active" = $5)) AND ("users"."deleted_at" IS NULL)) AND ("users"."failed_login_attempts" >= $2)) AND (("users"."locked_until" IS NULL) OR ("users"."locked_until" <= $3))) RETURNING "users"."id";

-- users.login_failures
SELECT "users"."failed_login_attempts", "users"."last_failed_login_at", "users"."locked_until" FROM "users" WHERE ("users"."id" = $1);

-- users.rehash
UPDATE "users" SET "password_hash" = $3 WHERE (("users"."id" = $1) AND ("users"."password_hash" = $2));

-- users.lock_address
SELECT (pg_advisory_xact_lock($1) IS NOT NULL);

-- users.verify
UPDATE "users" SET "is_verified" = $4, "version" = ("users"."version" + $5), "updated_at" = GREATEST("users"."updated_at", $3) WHERE (((("users"."id" = $1) AND ("users"."security_epoch" = $2)) AND ("users"."is_verified" = $6)) AND (("users"."deleted_at" IS NULL) AND ("users"."is_active" = $7))) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.reset_password
UPDATE "users" SET "password_hash" = $3, "is_verified" = $5, "failed_login_attempts" = $6, "last_failed_login_at" = $7, "locked_until" = $8, "security_epoch" = ("users"."security_epoch" + $9), "version" = ("users"."version" + $10), "updated_at" = GREATEST("users"."updated_at", $4) WHERE ((("users"."id" = $1) AND ("users"."security_epoch" = $2)) AND (("users"."deleted_at" IS NULL) AND ("users"."is_active" = $11))) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.change_password
UPDATE "users" SET "password_hash" = $3, "failed_login_attempts" = $5, "last_failed_login_at" = $6, "locked_until" = $7, "security_epoch" = ("users"."security_epoch" + $8), "version" = ("users"."version" + $9), "updated_at" = GREATEST("users"."updated_at", $4) WHERE ((("users"."id" = $1) AND ("users"."security_epoch" = $2)) AND ("users"."deleted_at" IS NULL)) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.change_email
UPDATE "users" SET "email_digest" = $3, "email_sealed" = $4, "is_verified" = $11, "security_epoch" = ("users"."security_epoch" + $12), "version" = ("users"."version" + $13), "updated_at" = GREATEST("users"."updated_at", $5) WHERE (((("users"."id" = $1) AND ("users"."security_epoch" = $2)) AND (("users"."deleted_at" IS NULL) AND ("users"."is_active" = $14))) AND ((NOT (EXISTS (SELECT "users"."id" FROM "users" WHERE ((("users"."email_digest" IN ($6, $7, $8, $9)) AND ("users"."deleted_at" IS NULL)) AND ("users"."id" <> $1))))) AND (NOT (EXISTS (SELECT "mortise_keys"."key_id" FROM "mortise_keys" WHERE (("mortise_keys"."key_id" > $10) AND ("mortise_keys"."check_value" <> $15))))))) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.restore_email
UPDATE "users" SET "email_digest" = $2, "email_sealed" = $3, "is_verified" = $10, "password_hash" = $11, "failed_login_attempts" = $12, "last_failed_login_at" = $13, "locked_until" = $14, "security_epoch" = ("users"."security_epoch" + $15), "version" = ("users"."version" + $16), "updated_at" = GREATEST("users"."updated_at", $4) WHERE ((("users"."id" = $1) AND (("users"."deleted_at" IS NULL) AND ("users"."is_active" = $17))) AND ((NOT (EXISTS (SELECT "users"."id" FROM "users" WHERE ((("users"."email_digest" IN ($5, $6, $7, $8)) AND ("users"."deleted_at" IS NULL)) AND ("users"."id" <> $1))))) AND (NOT (EXISTS (SELECT "mortise_keys"."key_id" FROM "mortise_keys" WHERE (("mortise_keys"."key_id" > $9) AND ("mortise_keys"."check_value" <> $18))))))) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.update_profile
UPDATE "users" SET "display_name_sealed" = $3, "version" = ("users"."version" + $5), "updated_at" = GREATEST("users"."updated_at", $4) WHERE ((("users"."id" = $1) AND ("users"."version" = $2)) AND (("users"."deleted_at" IS NULL) AND ("users"."is_active" = $6))) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.set_active
UPDATE "users" SET "is_active" = $2, "security_epoch" = ("users"."security_epoch" + $4), "version" = ("users"."version" + $5), "updated_at" = GREATEST("users"."updated_at", $3) WHERE ((("users"."id" = $1) AND ("users"."is_active" <> $2)) AND ("users"."deleted_at" IS NULL)) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.delete
UPDATE "users" SET "deleted_at" = $2, "security_epoch" = ("users"."security_epoch" + $3), "version" = ("users"."version" + $4), "updated_at" = GREATEST("users"."updated_at", $2) WHERE (("users"."id" = $1) AND ("users"."deleted_at" IS NULL)) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.restore
UPDATE "users" SET "deleted_at" = $8, "security_epoch" = ("users"."security_epoch" + $9), "version" = ("users"."version" + $10), "updated_at" = GREATEST("users"."updated_at", $2) WHERE ((("users"."id" = $1) AND ("users"."deleted_at" IS NOT NULL)) AND ((NOT (EXISTS (SELECT "users"."id" FROM "users" WHERE ((("users"."email_digest" IN ($3, $4, $5, $6)) AND ("users"."deleted_at" IS NULL)) AND ("users"."id" <> $1))))) AND (NOT (EXISTS (SELECT "mortise_keys"."key_id" FROM "mortise_keys" WHERE (("mortise_keys"."key_id" > $7) AND ("mortise_keys"."check_value" <> $11))))))) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.purge
DELETE FROM "users" WHERE (("users"."id" = $1) AND ("users"."deleted_at" IS NOT NULL)) RETURNING "users"."id";

-- users.unlock
UPDATE "users" SET "failed_login_attempts" = $2, "last_failed_login_at" = $3, "locked_until" = $4 WHERE (("users"."id" = $1) AND ("users"."deleted_at" IS NULL)) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- users.move_epoch
UPDATE "users" SET "security_epoch" = ("users"."security_epoch" + $2) WHERE (("users"."id" = $1) AND ("users"."deleted_at" IS NULL)) RETURNING "users"."id", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at", "users"."locked_until";

-- sessions.by_token
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent", "users"."email_sealed", ("users"."password_hash" IS NOT NULL), "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "sessions" JOIN "users" ON ("users"."id" = "sessions"."user_id") WHERE ("sessions"."token_digest" = $1);

-- sessions.insert
INSERT INTO "sessions" ("id", "user_id", "token_digest", "token_key_id", "security_epoch", "created_at", "last_seen_at", "expires_at", "idle_timeout_seconds", "ip", "user_agent", "authentications") VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11);

-- sessions.trim
DELETE FROM "sessions" WHERE (("sessions"."user_id" = $1) AND (NOT ("sessions"."id" IN (SELECT "sessions"."id" FROM "sessions" WHERE ("sessions"."user_id" = $1) ORDER BY "sessions"."created_at" DESC, "sessions"."id" DESC LIMIT $2))));

-- sessions.touch
UPDATE "sessions" SET "last_seen_at" = $2 WHERE (("sessions"."id" = $1) AND ("sessions"."last_seen_at" < $2));

-- sessions.of_user
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent" FROM "sessions" WHERE ("sessions"."user_id" = $1) ORDER BY "sessions"."created_at" DESC, "sessions"."id" DESC;

-- sessions.end
DELETE FROM "sessions" WHERE ("sessions"."id" = $1) RETURNING "sessions"."id";

-- sessions.end_of_user
DELETE FROM "sessions" WHERE (("sessions"."id" = $1) AND ("sessions"."user_id" = $2)) RETURNING "sessions"."id";

-- sessions.end_others
DELETE FROM "sessions" WHERE (("sessions"."user_id" = $1) AND ("sessions"."id" <> $2)) RETURNING "sessions"."id";

-- sessions.end_all
DELETE FROM "sessions" WHERE ("sessions"."user_id" = $1) RETURNING "sessions"."id";

-- sessions.sweep
DELETE FROM "sessions" WHERE ("sessions"."id" IN (SELECT "sessions"."id" FROM "sessions" WHERE ("sessions"."expires_at" < $1) LIMIT $2));

-- sessions.page
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent", "users"."security_epoch" FROM "sessions" JOIN "users" ON ("users"."id" = "sessions"."user_id") WHERE ("sessions"."id" > $1) ORDER BY "sessions"."id" LIMIT $2;

-- sessions.first_page
SELECT "sessions"."id", "sessions"."user_id", "sessions"."security_epoch", "sessions"."created_at", "sessions"."last_seen_at", "sessions"."expires_at", "sessions"."idle_timeout_seconds", "sessions"."ip", "sessions"."user_agent", "users"."security_epoch" FROM "sessions" JOIN "users" ON ("users"."id" = "sessions"."user_id") ORDER BY "sessions"."id" LIMIT $1;

-- sessions.authentications
SELECT "sessions"."authentications" FROM "sessions" WHERE ("sessions"."id" = $1);

-- tokens.issue
INSERT INTO "one_time_tokens" ("id", "user_id", "purpose", "token_digest", "token_key_id", "security_epoch", "payload_sealed", "created_at", "expires_at") SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE (EXISTS (SELECT "users"."id" FROM "users" WHERE ("users"."id" = $2))) ON CONFLICT ("user_id", "purpose") WHERE (consumed_at IS NULL AND purpose <> 'undo_email_change') DO UPDATE SET "id" = excluded."id", "token_digest" = excluded."token_digest", "token_key_id" = excluded."token_key_id", "security_epoch" = excluded."security_epoch", "payload_sealed" = excluded."payload_sealed", "created_at" = excluded."created_at", "expires_at" = excluded."expires_at";

-- tokens.find
SELECT "one_time_tokens"."id", "one_time_tokens"."user_id", "one_time_tokens"."purpose", "one_time_tokens"."security_epoch", "one_time_tokens"."payload_sealed", "one_time_tokens"."created_at", "one_time_tokens"."expires_at", "one_time_tokens"."consumed_at", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "one_time_tokens" JOIN "users" ON ("users"."id" = "one_time_tokens"."user_id") WHERE (((((("one_time_tokens"."token_digest" = $1) AND ("one_time_tokens"."purpose" = $2)) AND ("one_time_tokens"."consumed_at" IS NULL)) AND ("one_time_tokens"."expires_at" > $3)) AND ("one_time_tokens"."created_at" <= $4)) AND ((("users"."deleted_at" IS NULL) AND ("users"."is_active" = $5)) AND (("users"."security_epoch" = "one_time_tokens"."security_epoch") OR ("one_time_tokens"."purpose" = $6))));

-- tokens.trace
SELECT "one_time_tokens"."id", "one_time_tokens"."user_id", "one_time_tokens"."purpose", "one_time_tokens"."security_epoch", "one_time_tokens"."payload_sealed", "one_time_tokens"."created_at", "one_time_tokens"."expires_at", "one_time_tokens"."consumed_at", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "one_time_tokens" JOIN "users" ON ("users"."id" = "one_time_tokens"."user_id") WHERE (("one_time_tokens"."token_digest" = $1) AND ("one_time_tokens"."purpose" = $2));

-- tokens.consume
UPDATE "one_time_tokens" SET "consumed_at" = $3 WHERE (((((("one_time_tokens"."token_digest" = $1) AND ("one_time_tokens"."purpose" = $2)) AND ("one_time_tokens"."consumed_at" IS NULL)) AND ("one_time_tokens"."expires_at" > $3)) AND ("one_time_tokens"."created_at" <= $4)) AND (EXISTS (SELECT "users"."id" FROM "users" WHERE (("users"."id" = "one_time_tokens"."user_id") AND ((("users"."deleted_at" IS NULL) AND ("users"."is_active" = $5)) AND (("users"."security_epoch" = "one_time_tokens"."security_epoch") OR ("one_time_tokens"."purpose" = $6))))))) RETURNING "one_time_tokens"."id", "one_time_tokens"."user_id", "one_time_tokens"."purpose", "one_time_tokens"."security_epoch", "one_time_tokens"."payload_sealed", "one_time_tokens"."created_at", "one_time_tokens"."expires_at", "one_time_tokens"."consumed_at";

-- tokens.end_since
UPDATE "one_time_tokens" SET "consumed_at" = $4 WHERE (((("one_time_tokens"."user_id" = $1) AND ("one_time_tokens"."purpose" = $2)) AND ("one_time_tokens"."created_at" >= $3)) AND ("one_time_tokens"."consumed_at" IS NULL));

-- tokens.sweep
DELETE FROM "one_time_tokens" WHERE ("one_time_tokens"."id" IN (SELECT "one_time_tokens"."id" FROM "one_time_tokens" WHERE ("one_time_tokens"."expires_at" < $1) ORDER BY "one_time_tokens"."expires_at" LIMIT $2));

-- tokens.page
SELECT "one_time_tokens"."id", "one_time_tokens"."user_id", "one_time_tokens"."purpose", "one_time_tokens"."security_epoch", "one_time_tokens"."payload_sealed", "one_time_tokens"."created_at", "one_time_tokens"."expires_at", "one_time_tokens"."consumed_at", "users"."email_digest", "users"."email_sealed", "users"."password_hash", "users"."is_active", "users"."is_verified", "users"."created_at", "users"."updated_at", "users"."last_login_at", "users"."display_name_sealed", "users"."security_epoch", "users"."version", "users"."deleted_at" FROM "one_time_tokens" JOIN "users" ON ("users"."id" = "one_time_tokens"."user_id") WHERE ("one_time_tokens"."id" > $1) ORDER BY "one_time_tokens"."id" LIMIT $2;

-- limits.take
INSERT INTO "rate_limits" ("key_digest", "policy", "theoretical_arrival", "tries", "updated_at") VALUES ($1, $2, $4, $8, $3) ON CONFLICT ("key_digest") DO UPDATE SET "theoretical_arrival" = (LEAST(GREATEST("rate_limits"."theoretical_arrival", $3), $5) + $7), "tries" = ("rate_limits"."tries" + $9), "updated_at" = $3 WHERE (("rate_limits"."theoretical_arrival" <= $5) OR ("rate_limits"."theoretical_arrival" > $6)) RETURNING "rate_limits"."tries";

-- limits.take_with_backoff
INSERT INTO "rate_limits" ("key_digest", "policy", "theoretical_arrival", "tries", "updated_at") VALUES ($1, $2, $4, $10, $3) ON CONFLICT ("key_digest") DO UPDATE SET "theoretical_arrival" = ($3 + (CASE WHEN ((CASE WHEN ("rate_limits"."updated_at" <= $5) THEN $11 ELSE ("rate_limits"."tries" + $12) END) < $7) THEN $13 ELSE LEAST($9, ($8 << CAST(LEAST(GREATEST(((CASE WHEN ("rate_limits"."updated_at" <= $5) THEN $14 ELSE ("rate_limits"."tries" + $15) END) - $7), $16), $17) AS integer))) END)), "tries" = (CASE WHEN ("rate_limits"."updated_at" <= $5) THEN $18 ELSE ("rate_limits"."tries" + $19) END), "updated_at" = $3 WHERE ((("rate_limits"."theoretical_arrival" <= $3) OR ("rate_limits"."updated_at" <= $5)) OR ("rate_limits"."updated_at" > $6)) RETURNING "rate_limits"."tries";

-- limits.arrival
SELECT "rate_limits"."theoretical_arrival" FROM "rate_limits" WHERE ("rate_limits"."key_digest" = $1);

-- limits.tries
SELECT "rate_limits"."tries" FROM "rate_limits" WHERE ("rate_limits"."key_digest" = $1);

-- limits.clear
DELETE FROM "rate_limits" WHERE ("rate_limits"."key_digest" = $1);

-- limits.report
UPDATE "rate_limits" SET "reported_at" = $2 WHERE (("rate_limits"."key_digest" = $1) AND ((("rate_limits"."reported_at" IS NULL) OR ("rate_limits"."reported_at" < $3)) OR ("rate_limits"."reported_at" > $2)));

-- limits.sweep
DELETE FROM "rate_limits" WHERE ("rate_limits"."key_digest" IN (SELECT "rate_limits"."key_digest" FROM "rate_limits" WHERE (("rate_limits"."updated_at" < $1) AND (("rate_limits"."policy" <> $2) OR ("rate_limits"."updated_at" < $3))) ORDER BY "rate_limits"."updated_at" LIMIT $4));

-- outbox.enqueue
INSERT INTO "email_outbox" ("id", "user_id", "kind", "recipient_sealed", "payload_sealed", "state", "attempts", "next_attempt_at", "created_at", "expires_at") SELECT $1, $2, $3, $4, $5, $8, $9, $6, $6, $7 WHERE (EXISTS (SELECT "users"."id" FROM "users" WHERE ("users"."id" = $2)));

-- outbox.claim
UPDATE "email_outbox" SET "lease_until" = $2, "attempts" = ("email_outbox"."attempts" + $4) WHERE ("email_outbox"."id" IN (SELECT "email_outbox"."id" FROM "email_outbox" WHERE ((("email_outbox"."state" = $5) AND ("email_outbox"."next_attempt_at" <= $1)) AND (("email_outbox"."lease_until" IS NULL) OR ("email_outbox"."lease_until" <= $1))) ORDER BY "email_outbox"."next_attempt_at" LIMIT $3 FOR UPDATE SKIP LOCKED)) RETURNING "email_outbox"."id", "email_outbox"."user_id", "email_outbox"."kind", "email_outbox"."recipient_sealed", "email_outbox"."payload_sealed", "email_outbox"."attempts", "email_outbox"."lease_until", "email_outbox"."created_at", "email_outbox"."expires_at";

-- outbox.complete
UPDATE "email_outbox" SET "state" = $3, "sent_at" = $2, "payload_sealed" = $4, "lease_until" = $5, "last_error" = $6 WHERE ("email_outbox"."id" = $1);

-- outbox.postpone
UPDATE "email_outbox" SET "next_attempt_at" = $3, "lease_until" = $5, "last_error" = $4 WHERE (("email_outbox"."id" = $1) AND ("email_outbox"."lease_until" = $2));

-- outbox.bury
UPDATE "email_outbox" SET "state" = $4, "payload_sealed" = $5, "lease_until" = $6, "last_error" = $3 WHERE (("email_outbox"."id" = $1) AND ("email_outbox"."lease_until" = $2));

-- outbox.expire
UPDATE "email_outbox" SET "state" = $3, "payload_sealed" = $4, "lease_until" = $5, "last_error" = $6 WHERE ("email_outbox"."id" IN (SELECT "email_outbox"."id" FROM "email_outbox" WHERE ((("email_outbox"."state" = $7) AND ("email_outbox"."expires_at" <= $1)) AND (("email_outbox"."lease_until" IS NULL) OR ("email_outbox"."lease_until" <= $1))) ORDER BY "email_outbox"."expires_at" LIMIT $2 FOR UPDATE SKIP LOCKED));

-- outbox.retry
UPDATE "email_outbox" SET "next_attempt_at" = $2 WHERE ((("email_outbox"."id" = $1) AND ("email_outbox"."state" = $3)) AND (("email_outbox"."lease_until" IS NULL) OR ("email_outbox"."lease_until" <= $2))) RETURNING "email_outbox"."id";

-- outbox.of_state
SELECT "email_outbox"."id", "email_outbox"."user_id", "email_outbox"."kind", "email_outbox"."state", "email_outbox"."attempts", "email_outbox"."next_attempt_at", "email_outbox"."last_error", "email_outbox"."created_at", "email_outbox"."sent_at" FROM "email_outbox" WHERE (("email_outbox"."state" = $1) AND ("email_outbox"."id" < $2)) ORDER BY "email_outbox"."id" DESC LIMIT $3;

-- outbox.of_user
SELECT "email_outbox"."id", "email_outbox"."user_id", "email_outbox"."kind", "email_outbox"."state", "email_outbox"."attempts", "email_outbox"."next_attempt_at", "email_outbox"."last_error", "email_outbox"."created_at", "email_outbox"."sent_at" FROM "email_outbox" WHERE ("email_outbox"."user_id" = $1) ORDER BY "email_outbox"."created_at" DESC, "email_outbox"."id" DESC LIMIT $2;

-- outbox.backlog
SELECT COUNT(*), MIN("email_outbox"."created_at") FROM "email_outbox" WHERE ("email_outbox"."state" = $1);

-- outbox.sweep
DELETE FROM "email_outbox" WHERE ("email_outbox"."id" IN (SELECT "email_outbox"."id" FROM "email_outbox" WHERE (("email_outbox"."state" <> $3) AND ("email_outbox"."created_at" < $1)) LIMIT $2));

-- outbox.page
SELECT "email_outbox"."id", "email_outbox"."user_id", "email_outbox"."kind", "email_outbox"."recipient_sealed", "email_outbox"."payload_sealed", "email_outbox"."attempts", "email_outbox"."lease_until", "email_outbox"."created_at", "email_outbox"."expires_at", "email_outbox"."state" FROM "email_outbox" WHERE ("email_outbox"."id" > $1) ORDER BY "email_outbox"."id" LIMIT $2;

-- events.insert
INSERT INTO "event_outbox" ("id", "event_id", "user_id", "subscriber", "kind", "payload_sealed", "state", "attempts", "next_attempt_at", "created_at") VALUES ($1, $2, $3, $4, $5, $6, $8, $9, $7, $7);

-- events.claim
UPDATE "event_outbox" SET "lease_until" = $3, "attempts" = ("event_outbox"."attempts" + $5) WHERE ("event_outbox"."id" IN (SELECT "event_outbox"."id" FROM "event_outbox" WHERE ((((("event_outbox"."state" = $6) AND ("event_outbox"."subscriber" = $1)) AND ("event_outbox"."next_attempt_at" <= $2)) AND (("event_outbox"."lease_until" IS NULL) OR ("event_outbox"."lease_until" <= $2))) AND (NOT EXISTS (SELECT 1 FROM event_outbox AS earlier WHERE earlier.user_id = event_outbox.user_id AND earlier.subscriber = event_outbox.subscriber AND earlier.state = 'pending' AND earlier.id < event_outbox.id))) ORDER BY "event_outbox"."next_attempt_at", "event_outbox"."id" LIMIT $4 FOR UPDATE SKIP LOCKED)) RETURNING "event_outbox"."id", "event_outbox"."event_id", "event_outbox"."user_id", "event_outbox"."kind", "event_outbox"."payload_sealed", "event_outbox"."attempts";

-- events.complete
UPDATE "event_outbox" SET "state" = $3, "delivered_at" = $2, "payload_sealed" = $4, "lease_until" = $5, "last_error" = $6 WHERE ("event_outbox"."id" = $1);

-- events.postpone
UPDATE "event_outbox" SET "next_attempt_at" = $3, "lease_until" = $5, "last_error" = $4 WHERE (("event_outbox"."id" = $1) AND ("event_outbox"."lease_until" = $2));

-- events.bury
UPDATE "event_outbox" SET "state" = $4, "lease_until" = $5, "last_error" = $3 WHERE (("event_outbox"."id" = $1) AND ("event_outbox"."lease_until" = $2));

-- events.retry
UPDATE "event_outbox" SET "state" = $3, "attempts" = $4, "next_attempt_at" = $2 WHERE ((("event_outbox"."id" = $1) AND ("event_outbox"."state" <> $5)) AND (("event_outbox"."lease_until" IS NULL) OR ("event_outbox"."lease_until" <= $2))) RETURNING "event_outbox"."id";

-- events.of_state
SELECT "event_outbox"."id", "event_outbox"."event_id", "event_outbox"."user_id", "event_outbox"."subscriber", "event_outbox"."kind", "event_outbox"."state", "event_outbox"."attempts", "event_outbox"."next_attempt_at", "event_outbox"."last_error", "event_outbox"."created_at", "event_outbox"."delivered_at" FROM "event_outbox" WHERE (("event_outbox"."state" = $1) AND ("event_outbox"."id" < $2)) ORDER BY "event_outbox"."id" DESC LIMIT $3;

-- events.of_user
SELECT "event_outbox"."id", "event_outbox"."event_id", "event_outbox"."user_id", "event_outbox"."subscriber", "event_outbox"."kind", "event_outbox"."state", "event_outbox"."attempts", "event_outbox"."next_attempt_at", "event_outbox"."last_error", "event_outbox"."created_at", "event_outbox"."delivered_at" FROM "event_outbox" WHERE ("event_outbox"."user_id" = $1) ORDER BY "event_outbox"."id" DESC LIMIT $2;

-- events.backlog
SELECT COUNT(*), MIN("event_outbox"."created_at") FROM "event_outbox" WHERE ("event_outbox"."state" = $1);

-- events.sweep
DELETE FROM "event_outbox" WHERE ("event_outbox"."id" IN (SELECT "event_outbox"."id" FROM "event_outbox" WHERE (("event_outbox"."state" <> $3) AND ("event_outbox"."created_at" < $1)) LIMIT $2));

-- events.page
SELECT "event_outbox"."id", "event_outbox"."event_id", "event_outbox"."user_id", "event_outbox"."kind", "event_outbox"."payload_sealed", "event_outbox"."attempts", "event_outbox"."state" FROM "event_outbox" WHERE ("event_outbox"."id" > $1) ORDER BY "event_outbox"."id" LIMIT $2;

-- audit.insert
INSERT INTO "user_audit_log" ("id", "user_id", "actor", "action", "details", "ip_address", "user_agent", "request_id", "created_at") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- audit.of_user
SELECT "user_audit_log"."id", "user_audit_log"."user_id", "user_audit_log"."actor", "user_audit_log"."action", "user_audit_log"."details", "user_audit_log"."ip_address", "user_audit_log"."user_agent", "user_audit_log"."request_id", "user_audit_log"."created_at" FROM "user_audit_log" WHERE ("user_audit_log"."user_id" = $1) ORDER BY "user_audit_log"."created_at" DESC, "user_audit_log"."id" DESC LIMIT $2;

-- audit.of_request
SELECT "user_audit_log"."id", "user_audit_log"."user_id", "user_audit_log"."actor", "user_audit_log"."action", "user_audit_log"."details", "user_audit_log"."ip_address", "user_audit_log"."user_agent", "user_audit_log"."request_id", "user_audit_log"."created_at" FROM "user_audit_log" WHERE ("user_audit_log"."request_id" = $1) ORDER BY "user_audit_log"."id";

-- audit.forget_clients
UPDATE "user_audit_log" SET "ip_address" = $2, "user_agent" = $3 WHERE ("user_audit_log"."user_id" = $1);

-- audit.sweep
DELETE FROM "user_audit_log" WHERE ("user_audit_log"."id" IN (SELECT "user_audit_log"."id" FROM "user_audit_log" WHERE ("user_audit_log"."created_at" < $1) ORDER BY "user_audit_log"."created_at" LIMIT $2));

-- rotation.address
UPDATE "users" SET "email_digest" = $4, "email_sealed" = $5 WHERE ((("users"."id" = $1) AND ("users"."email_digest" = $2)) AND ("users"."email_sealed" = $3));

-- rotation.name
UPDATE "users" SET "display_name_sealed" = $3 WHERE (("users"."id" = $1) AND ("users"."display_name_sealed" = $2));

-- rotation.token
UPDATE "one_time_tokens" SET "payload_sealed" = $3 WHERE (("one_time_tokens"."id" = $1) AND ("one_time_tokens"."payload_sealed" = $2));

-- rotation.recipient
UPDATE "email_outbox" SET "recipient_sealed" = $3 WHERE (("email_outbox"."id" = $1) AND ("email_outbox"."recipient_sealed" = $2));

-- rotation.mail
UPDATE "email_outbox" SET "payload_sealed" = $3 WHERE (("email_outbox"."id" = $1) AND ("email_outbox"."payload_sealed" = $2));

-- rotation.event
UPDATE "event_outbox" SET "payload_sealed" = $3 WHERE (("event_outbox"."id" = $1) AND ("event_outbox"."payload_sealed" = $2));

-- rotation.users
SELECT COUNT(*) FROM "users";

-- rotation.tokens
SELECT COUNT(*) FROM "one_time_tokens";

-- rotation.mails
SELECT COUNT(*) FROM "email_outbox";

-- rotation.events
SELECT COUNT(*) FROM "event_outbox";

-- rotation.living_sessions
SELECT "sessions"."token_key_id", COUNT(*) FROM "sessions" WHERE ("sessions"."expires_at" > $1) GROUP BY "sessions"."token_key_id";

-- rotation.open_tokens
SELECT "one_time_tokens"."token_key_id", COUNT(*) FROM "one_time_tokens" WHERE (("one_time_tokens"."expires_at" > $1) AND ("one_time_tokens"."consumed_at" IS NULL)) GROUP BY "one_time_tokens"."token_key_id";

-- rotation.end_sessions
DELETE FROM "sessions" WHERE ("sessions"."id" IN (SELECT "sessions"."id" FROM "sessions" WHERE ("sessions"."token_key_id" = $1) LIMIT $2));

-- rotation.end_tokens
DELETE FROM "one_time_tokens" WHERE ("one_time_tokens"."id" IN (SELECT "one_time_tokens"."id" FROM "one_time_tokens" WHERE ("one_time_tokens"."token_key_id" = $1) LIMIT $2));
