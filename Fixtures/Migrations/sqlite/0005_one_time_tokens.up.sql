CREATE TABLE "one_time_tokens" (
    "id" BLOB NOT NULL CHECK (length("id") = 16),
    "user_id" BLOB NOT NULL CHECK (length("user_id") = 16),
    "purpose" TEXT NOT NULL,
    "token_digest" BLOB NOT NULL,
    "token_key_id" INTEGER NOT NULL,
    "security_epoch" INTEGER NOT NULL,
    "payload_sealed" BLOB,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "consumed_at" INTEGER,
    CONSTRAINT "one_time_tokens_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "one_time_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "one_time_tokens_purpose_check" CHECK (purpose IN ('verify_email', 'reset_password', 'change_email', 'undo_email_change', 'unlock')),
    CONSTRAINT "one_time_tokens_token_digest_check" CHECK (length(token_digest) = 32),
    CONSTRAINT "one_time_tokens_expires_at_check" CHECK (expires_at > created_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "one_time_tokens_token_digest_key" ON "one_time_tokens" ("token_digest");
CREATE UNIQUE INDEX "one_time_tokens_user_id_purpose_key" ON "one_time_tokens" ("user_id", "purpose") WHERE consumed_at IS NULL AND purpose <> 'undo_email_change';
CREATE INDEX "one_time_tokens_expires_at_idx" ON "one_time_tokens" ("expires_at");
