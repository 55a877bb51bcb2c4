CREATE TABLE "one_time_tokens" (
    "id" uuid NOT NULL,
    "user_id" uuid NOT NULL,
    "purpose" text NOT NULL,
    "token_digest" bytea NOT NULL,
    "token_key_id" bigint NOT NULL,
    "security_epoch" bigint NOT NULL,
    "payload_sealed" bytea,
    "created_at" timestamptz NOT NULL,
    "expires_at" timestamptz NOT NULL,
    "consumed_at" timestamptz,
    CONSTRAINT "one_time_tokens_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "one_time_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "one_time_tokens_purpose_check" CHECK (purpose IN ('verify_email', 'reset_password', 'change_email', 'undo_email_change', 'unlock')),
    CONSTRAINT "one_time_tokens_token_digest_check" CHECK (length(token_digest) = 32),
    CONSTRAINT "one_time_tokens_expires_at_check" CHECK (expires_at > created_at)
);
CREATE UNIQUE INDEX "one_time_tokens_token_digest_key" ON "one_time_tokens" ("token_digest");
CREATE UNIQUE INDEX "one_time_tokens_user_id_purpose_key" ON "one_time_tokens" ("user_id", "purpose") WHERE consumed_at IS NULL AND purpose <> 'undo_email_change';
CREATE INDEX "one_time_tokens_expires_at_idx" ON "one_time_tokens" ("expires_at");
