CREATE TABLE "sessions" (
    "id" uuid NOT NULL,
    "user_id" uuid NOT NULL,
    "token_digest" bytea NOT NULL,
    "token_key_id" bigint NOT NULL,
    "security_epoch" bigint NOT NULL,
    "created_at" timestamptz NOT NULL,
    "last_seen_at" timestamptz NOT NULL,
    "expires_at" timestamptz NOT NULL,
    "idle_timeout_seconds" bigint NOT NULL,
    "ip" inet,
    "user_agent" text,
    "authentications" jsonb NOT NULL,
    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "sessions_token_digest_check" CHECK (length(token_digest) = 32),
    CONSTRAINT "sessions_expires_at_check" CHECK (expires_at > created_at),
    CONSTRAINT "sessions_idle_timeout_seconds_check" CHECK (idle_timeout_seconds > 0)
);
CREATE UNIQUE INDEX "sessions_token_digest_key" ON "sessions" ("token_digest");
CREATE INDEX "sessions_user_id_created_at_idx" ON "sessions" ("user_id", "created_at");
