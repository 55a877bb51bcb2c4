DROP INDEX "event_outbox_user_id_subscriber_id_idx";
DROP INDEX "event_outbox_state_subscriber_next_attempt_at_idx";
DROP INDEX "event_outbox_event_id_subscriber_key";
DROP TABLE "event_outbox";
