CREATE TABLE "user_audit_log" (
    "id" BLOB NOT NULL CHECK (length("id") = 16),
    "user_id" BLOB CHECK (length("user_id") = 16),
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "request_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "user_audit_log_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "user_audit_log_actor_check" CHECK (actor IN ('anonymous', 'user', 'operator', 'system')),
    CONSTRAINT "user_audit_log_action_check" CHECK (action IN ('REGISTRATION', 'LOGIN_SUCCESS', 'LOGIN_FAILED', 'LOGOUT', 'PASSWORD_RESET_REQUEST', 'PASSWORD_RESET_SUCCESS', 'PASSWORD_CHANGED', 'PASSWORD_REHASHED', 'EMAIL_VERIFICATION_REQUEST', 'EMAIL_VERIFICATION_SUCCESS', 'EMAIL_CHANGE_REQUEST', 'EMAIL_CHANGED', 'EMAIL_CHANGE_UNDONE', 'ACCOUNT_LOCKED', 'ACCOUNT_UNLOCKED', 'ACCOUNT_DEACTIVATED', 'ACCOUNT_ACTIVATED', 'ACCOUNT_DELETED', 'ACCOUNT_RESTORED', 'ACCOUNT_PURGED', 'PROFILE_UPDATED', 'SESSION_REVOKED', 'RATE_LIMITED', 'TOKEN_REFUSED', 'VETOED', 'KEY_ACTIVATED', 'KEYS_ROTATED', 'KEY_DROPPED'))
) STRICT, WITHOUT ROWID;
CREATE INDEX "user_audit_log_created_at_id_idx" ON "user_audit_log" ("created_at", "id");
CREATE INDEX "user_audit_log_user_id_created_at_id_idx" ON "user_audit_log" ("user_id", "created_at", "id");
CREATE INDEX "user_audit_log_action_created_at_id_idx" ON "user_audit_log" ("action", "created_at", "id");
CREATE INDEX "user_audit_log_ip_address_created_at_id_idx" ON "user_audit_log" ("ip_address", "created_at", "id");
CREATE INDEX "user_audit_log_request_id_idx" ON "user_audit_log" ("request_id");
