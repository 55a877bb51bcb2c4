DROP INDEX "rate_limits_updated_at_idx";
DROP TABLE "rate_limits";
