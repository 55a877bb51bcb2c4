CREATE TABLE "users" (
    "id" uuid NOT NULL,
    "email_digest" bytea NOT NULL,
    "email_sealed" bytea NOT NULL,
    "password_hash" text,
    "is_active" boolean NOT NULL,
    "is_verified" boolean NOT NULL,
    "created_at" timestamptz NOT NULL,
    "updated_at" timestamptz NOT NULL,
    "last_login_at" timestamptz,
    "failed_login_attempts" bigint NOT NULL,
    "last_failed_login_at" timestamptz,
    "locked_until" timestamptz,
    "display_name_sealed" bytea,
    "security_epoch" bigint NOT NULL,
    "version" bigint NOT NULL,
    "deleted_at" timestamptz,
    CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "users_email_digest_check" CHECK (length(email_digest) = 32),
    CONSTRAINT "users_failed_login_attempts_check" CHECK (failed_login_attempts >= 0),
    CONSTRAINT "users_security_epoch_check" CHECK (security_epoch >= 1),
    CONSTRAINT "users_version_check" CHECK (version >= 1)
);
CREATE UNIQUE INDEX "users_email_digest_key" ON "users" ("email_digest") WHERE deleted_at IS NULL;
