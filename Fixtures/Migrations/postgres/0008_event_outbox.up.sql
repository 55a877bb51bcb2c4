CREATE TABLE "event_outbox" (
    "id" uuid NOT NULL,
    "event_id" uuid NOT NULL,
    "user_id" uuid,
    "subscriber" text NOT NULL,
    "kind" text NOT NULL,
    "payload_sealed" bytea,
    "state" text NOT NULL,
    "attempts" bigint NOT NULL,
    "next_attempt_at" timestamptz NOT NULL,
    "lease_until" timestamptz,
    "last_error" text,
    "created_at" timestamptz NOT NULL,
    "delivered_at" timestamptz,
    CONSTRAINT "event_outbox_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "event_outbox_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "event_outbox_state_check" CHECK (state IN ('pending', 'delivered', 'dead')),
    CONSTRAINT "event_outbox_attempts_check" CHECK (attempts >= 0)
);
CREATE UNIQUE INDEX "event_outbox_event_id_subscriber_key" ON "event_outbox" ("event_id", "subscriber");
CREATE INDEX "event_outbox_state_subscriber_next_attempt_at_idx" ON "event_outbox" ("state", "subscriber", "next_attempt_at");
CREATE INDEX "event_outbox_user_id_subscriber_id_idx" ON "event_outbox" ("user_id", "subscriber", "id");
