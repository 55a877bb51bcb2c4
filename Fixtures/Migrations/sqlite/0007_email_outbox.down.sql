DROP INDEX "email_outbox_user_id_created_at_idx";
DROP INDEX "email_outbox_state_expires_at_idx";
DROP INDEX "email_outbox_state_next_attempt_at_idx";
DROP TABLE "email_outbox";
