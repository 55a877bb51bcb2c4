CREATE TABLE "event_outbox" (
    "id" BLOB NOT NULL CHECK (length("id") = 16),
    "event_id" BLOB NOT NULL CHECK (length("event_id") = 16),
    "user_id" BLOB CHECK (length("user_id") = 16),
    "subscriber" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload_sealed" BLOB,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" INTEGER NOT NULL,
    "lease_until" INTEGER,
    "last_error" TEXT,
    "created_at" INTEGER NOT NULL,
    "delivered_at" INTEGER,
    CONSTRAINT "event_outbox_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "event_outbox_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "event_outbox_state_check" CHECK (state IN ('pending', 'delivered', 'dead')),
    CONSTRAINT "event_outbox_attempts_check" CHECK (attempts >= 0)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "event_outbox_event_id_subscriber_key" ON "event_outbox" ("event_id", "subscriber");
CREATE INDEX "event_outbox_state_subscriber_next_attempt_at_idx" ON "event_outbox" ("state", "subscriber", "next_attempt_at");
CREATE INDEX "event_outbox_user_id_subscriber_id_idx" ON "event_outbox" ("user_id", "subscriber", "id");
