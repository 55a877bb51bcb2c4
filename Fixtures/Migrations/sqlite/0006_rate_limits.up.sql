CREATE TABLE "rate_limits" (
    "key_digest" BLOB NOT NULL,
    "policy" TEXT NOT NULL,
    "theoretical_arrival" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "reported_at" INTEGER,
    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key_digest"),
    CONSTRAINT "rate_limits_key_digest_check" CHECK (length(key_digest) = 32),
    CONSTRAINT "rate_limits_tries_check" CHECK (tries >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX "rate_limits_updated_at_idx" ON "rate_limits" ("updated_at");
