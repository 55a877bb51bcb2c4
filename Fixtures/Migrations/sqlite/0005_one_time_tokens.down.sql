DROP INDEX "one_time_tokens_expires_at_idx";
DROP INDEX "one_time_tokens_user_id_purpose_key";
DROP INDEX "one_time_tokens_token_digest_key";
DROP TABLE "one_time_tokens";
