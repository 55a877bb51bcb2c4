CREATE TABLE "email_outbox" (
    "id" uuid NOT NULL,
    "user_id" uuid,
    "kind" text NOT NULL,
    "recipient_sealed" bytea NOT NULL,
    "payload_sealed" bytea,
    "state" text NOT NULL,
    "attempts" bigint NOT NULL,
    "next_attempt_at" timestamptz NOT NULL,
    "lease_until" timestamptz,
    "last_error" text,
    "created_at" timestamptz NOT NULL,
    "expires_at" timestamptz NOT NULL,
    "sent_at" timestamptz,
    CONSTRAINT "email_outbox_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "email_outbox_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "email_outbox_state_check" CHECK (state IN ('pending', 'sent', 'dead')),
    CONSTRAINT "email_outbox_attempts_check" CHECK (attempts >= 0)
);
CREATE INDEX "email_outbox_state_next_attempt_at_idx" ON "email_outbox" ("state", "next_attempt_at");
CREATE INDEX "email_outbox_state_expires_at_idx" ON "email_outbox" ("state", "expires_at");
CREATE INDEX "email_outbox_user_id_created_at_idx" ON "email_outbox" ("user_id", "created_at");
