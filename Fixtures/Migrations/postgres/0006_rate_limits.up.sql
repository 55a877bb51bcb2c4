CREATE TABLE "rate_limits" (
    "key_digest" bytea NOT NULL,
    "policy" text NOT NULL,
    "theoretical_arrival" bigint NOT NULL,
    "tries" bigint NOT NULL,
    "updated_at" bigint NOT NULL,
    "reported_at" bigint,
    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key_digest"),
    CONSTRAINT "rate_limits_key_digest_check" CHECK (length(key_digest) = 32),
    CONSTRAINT "rate_limits_tries_check" CHECK (tries >= 0)
);
CREATE INDEX "rate_limits_updated_at_idx" ON "rate_limits" ("updated_at");
