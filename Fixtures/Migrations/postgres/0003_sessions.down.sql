DROP INDEX "sessions_user_id_created_at_idx";
DROP INDEX "sessions_token_digest_key";
DROP TABLE "sessions";
