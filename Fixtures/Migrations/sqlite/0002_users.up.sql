CREATE TABLE "users" (
    "id" BLOB NOT NULL CHECK (length("id") = 16),
    "email_digest" BLOB NOT NULL,
    "email_sealed" BLOB NOT NULL,
    "password_hash" TEXT,
    "is_active" INTEGER NOT NULL CHECK ("is_active" IN (0, 1)),
    "is_verified" INTEGER NOT NULL CHECK ("is_verified" IN (0, 1)),
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "last_login_at" INTEGER,
    "failed_login_attempts" INTEGER NOT NULL,
    "last_failed_login_at" INTEGER,
    "locked_until" INTEGER,
    "display_name_sealed" BLOB,
    "security_epoch" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "users_email_digest_check" CHECK (length(email_digest) = 32),
    CONSTRAINT "users_failed_login_attempts_check" CHECK (failed_login_attempts >= 0),
    CONSTRAINT "users_security_epoch_check" CHECK (security_epoch >= 1),
    CONSTRAINT "users_version_check" CHECK (version >= 1)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "users_email_digest_key" ON "users" ("email_digest") WHERE deleted_at IS NULL;
