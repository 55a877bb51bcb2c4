#include "session.h"

#include <string.h>

#define COLUMN(kind, member) {session_##kind, offsetof(session, member)}

const session_column session_columns[session_column_count] = {
    COLUMN(uuid, id),
    COLUMN(uuid, user_id),
    COLUMN(number, security_epoch),
    COLUMN(moment, created_at),
    COLUMN(moment, last_seen_at),
    COLUMN(moment, expires_at),
    COLUMN(number, idle_timeout_seconds),
    COLUMN(address, ip),
    COLUMN(text, user_agent),
    COLUMN(bytes, user_email_sealed),
    COLUMN(flag, user_has_password),
    COLUMN(flag, user_is_active),
    COLUMN(flag, user_is_verified),
    COLUMN(moment, user_created_at),
    COLUMN(moment, user_updated_at),
    COLUMN(moment, user_last_login_at),
    COLUMN(bytes, user_display_name_sealed),
    COLUMN(number, user_security_epoch),
    COLUMN(number, user_version),
    COLUMN(moment, user_deleted_at),
};

int session_set_value(session_value *value, const void *bytes, size_t length) {
    if (length > sizeof value->bytes) return 0;
    value->length = bytes ? (int)length : -1;
    if (bytes) memcpy(value->bytes, bytes, length);
    return 1;
}
