DROP INDEX "user_audit_log_request_id_idx";
DROP INDEX "user_audit_log_ip_address_created_at_id_idx";
DROP INDEX "user_audit_log_action_created_at_id_idx";
DROP INDEX "user_audit_log_user_id_created_at_id_idx";
DROP INDEX "user_audit_log_created_at_id_idx";
DROP TABLE "user_audit_log";
