DROP INDEX "users_email_digest_key";
DROP TABLE "users";
