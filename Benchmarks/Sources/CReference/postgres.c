#include "postgres.h"

#include <arpa/inet.h>
#include <string.h>

enum { most_values = 16 };

int postgres_open(worker *worker, const char *url, const char *sql) {
    PGconn *connection = PQconnectdb(url);
    worker->connection = connection;
    if (PQstatus(connection) != CONNECTION_OK) return worker_failed(worker, PQerrorMessage(connection));
    PGresult *result = PQprepare(connection, STATEMENT_NAME, sql, 0, NULL);
    int code = PQresultStatus(result) == PGRES_COMMAND_OK ? 0 : worker_failed(worker, PQerrorMessage(connection));
    PQclear(result);
    return code;
}

void postgres_close(worker *worker) {
    PQfinish(worker->connection);
}

static int64_t number(const char *bytes, int length) {
    uint64_t number = 0;
    for (int index = 0; index < length; index++) number = number << 8 | (uint8_t)bytes[index];
    return (int64_t)number;
}

// The binary form of `inet`: family, bits, whether it is a network, length, address.
static int take_address(session_value *value, const char *bytes, int length) {
    if (length != 8 && length != 20) return 0;
    if (!inet_ntop(length == 8 ? AF_INET : AF_INET6, bytes + 4, (char *)value->bytes, sizeof value->bytes)) return 0;
    value->length = (int)strlen((const char *)value->bytes);
    return 1;
}

static int take_column(session *found, PGresult *result, int index) {
    // From 1970 to 2000, where PostgreSQL counts from.
    static const int64_t epoch = 946684800000000;
    void *place = (uint8_t *)found + session_columns[index].offset;
    int is_null = PQgetisnull(result, 0, index);
    const char *bytes = PQgetvalue(result, 0, index);
    int length = PQgetlength(result, 0, index);
    switch (session_columns[index].kind) {
    case session_uuid:
        if (length != 16) return 0;
        memcpy(place, bytes, 16);
        return 1;
    case session_number:
        if (length != 8) return 0;
        *(int64_t *)place = number(bytes, length);
        return 1;
    case session_flag:
        if (length != 1) return 0;
        *(int64_t *)place = *bytes;
        return 1;
    case session_moment:
        if (length != 8 && !is_null) return 0;
        *(int64_t *)place = is_null ? NO_MOMENT : number(bytes, length) + epoch;
        return 1;
    case session_address:
        return is_null ? session_set_value(place, NULL, 0) : take_address(place, bytes, length);
    default: return session_set_value(place, is_null ? NULL : bytes, (size_t)length);
    }
}

int postgres_take_row(worker *worker, PGresult *result) {
    int code = 0;
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        code = worker_failed(worker, PQresultErrorMessage(result));
    } else if (PQntuples(result) != 1 || PQnfields(result) != session_column_count) {
        code = worker_failed(worker, "the lookup found no row, or one of other columns");
    }
    for (int index = 0; index < session_column_count && code == 0; index++) {
        if (!take_column(&worker->found, result, index)) code = worker_failed(worker, "a column is of another type");
    }
    PQclear(result);
    return code;
}

static int look_up(worker *worker) {
    const char *values[] = {(const char *)worker_key(worker)};
    const int lengths[] = {(int)worker->reference->keys.length};
    const int formats[] = {1};
    PGresult *result = PQexecPrepared(worker->connection, STATEMENT_NAME, 1, values, lengths, formats, 1);
    return postgres_take_row(worker, result) < 0 ? -1 : 1;
}

static int insert(worker *worker) {
    const char *values[most_values];
    int lengths[most_values], formats[most_values];
    uint8_t id[16];
    size_t count = worker->reference->value_count;
    for (size_t index = 0; index < count; index++) {
        const reference_value *value = &worker->reference->values[index];
        values[index] = value->bytes;
        lengths[index] = (int)value->length;
        formats[index] = value->kind != reference_text;
        if (value->kind == reference_new_id) {
            reference_make_id(&worker->random, id);
            values[index] = (const char *)id;
            lengths[index] = sizeof id;
        }
    }
    PGresult *result =
        PQexecPrepared(worker->connection, STATEMENT_NAME, (int)count, values, lengths, formats, 1);
    int code = PQresultStatus(result) == PGRES_COMMAND_OK ? 1 : worker_failed(worker, PQresultErrorMessage(result));
    PQclear(result);
    return code;
}

static reference *opened(reference *made, const char *url, const char *sql) {
    for (int index = 0; index < made->worker_count; index++) {
        if (postgres_open(&made->workers[index], url, sql) < 0) break;
    }
    return made;
}

reference *reference_postgres_lookup(const char *url, const char *sql, reference_keys keys, int threads) {
    reference *made = reference_new(threads, look_up, postgres_close);
    reference_copy_keys(made, keys);
    return opened(made, url, sql);
}

reference *reference_postgres_insert(
    const char *url, const char *sql, const reference_value *values, size_t count, int threads) {
    reference *made = reference_new(threads, insert, postgres_close);
    if (count > most_values) {
        worker_failed(&made->workers[0], "too many values");
        return made;
    }
    reference_copy_values(made, values, count);
    return opened(made, url, sql);
}
