DROP INDEX "user_audit_log_request_id_idx";
DROP INDEX "user_audit_log_action_id_idx";
DROP INDEX "user_audit_log_user_id_id_idx";
DROP TABLE "user_audit_log";
