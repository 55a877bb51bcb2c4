CREATE TABLE "email_outbox" (
    "id" BLOB NOT NULL CHECK (length("id") = 16),
    "user_id" BLOB CHECK (length("user_id") = 16),
    "kind" TEXT NOT NULL,
    "recipient_sealed" BLOB NOT NULL,
    "payload_sealed" BLOB,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" INTEGER NOT NULL,
    "lease_until" INTEGER,
    "last_error" TEXT,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "sent_at" INTEGER,
    CONSTRAINT "email_outbox_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "email_outbox_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "email_outbox_state_check" CHECK (state IN ('pending', 'sent', 'dead')),
    CONSTRAINT "email_outbox_attempts_check" CHECK (attempts >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX "email_outbox_state_next_attempt_at_idx" ON "email_outbox" ("state", "next_attempt_at");
CREATE INDEX "email_outbox_state_expires_at_idx" ON "email_outbox" ("state", "expires_at");
CREATE INDEX "email_outbox_user_id_created_at_idx" ON "email_outbox" ("user_id", "created_at");
