// The row of the session lookup, read into a struct as an app would hold it.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { longest_value = 512 };

// Stands for NULL where a moment may be missing.
#define NO_MOMENT INT64_MIN

// Text or bytes; the length is -1 for NULL.
typedef struct {
    int length;
    uint8_t bytes[longest_value];
} session_value;

typedef struct {
    uint8_t id[16];
    uint8_t user_id[16];
    int64_t security_epoch;
    // Moments are microseconds since 1970.
    int64_t created_at;
    int64_t last_seen_at;
    int64_t expires_at;
    int64_t idle_timeout_seconds;
    session_value ip;
    session_value user_agent;

    session_value user_email_sealed;
    int64_t user_has_password;
    int64_t user_is_active;
    int64_t user_is_verified;
    int64_t user_created_at;
    int64_t user_updated_at;
    int64_t user_last_login_at;
    session_value user_display_name_sealed;
    int64_t user_security_epoch;
    int64_t user_version;
    int64_t user_deleted_at;
} session;

typedef enum {
    session_uuid,
    session_number,
    session_flag,
    session_moment,
    session_address,
    session_text,
    session_bytes,
} session_kind;

// Where each column of the statement goes, in its order.
typedef struct {
    session_kind kind;
    size_t offset;
} session_column;

enum { session_column_count = 20 };
extern const session_column session_columns[session_column_count];

// Copies text or bytes; NULL as no bytes at all. Returns 0 where they are too long.
int session_set_value(session_value *value, const void *bytes, size_t length);
