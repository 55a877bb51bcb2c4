CREATE TABLE "sessions" (
    "id" BLOB NOT NULL CHECK (length("id") = 16),
    "user_id" BLOB NOT NULL CHECK (length("user_id") = 16),
    "token_digest" BLOB NOT NULL,
    "token_key_id" INTEGER NOT NULL,
    "security_epoch" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_seen_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "idle_timeout_seconds" INTEGER NOT NULL,
    "ip" TEXT,
    "user_agent" TEXT,
    "authentications" TEXT NOT NULL,
    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "sessions_token_digest_check" CHECK (length(token_digest) = 32),
    CONSTRAINT "sessions_expires_at_check" CHECK (expires_at > created_at),
    CONSTRAINT "sessions_idle_timeout_seconds_check" CHECK (idle_timeout_seconds > 0)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "sessions_token_digest_key" ON "sessions" ("token_digest");
CREATE INDEX "sessions_user_id_created_at_idx" ON "sessions" ("user_id", "created_at");
