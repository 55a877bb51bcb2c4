#include <sqlite3.h>
#include <string.h>

#include "worker.h"

static int failed(worker *worker) {
    return worker_failed(worker, worker->connection ? sqlite3_errmsg(worker->connection) : "no connection");
}

// As Mortise opens a file: write-ahead log, durable commits, the same cache, no lock around a connection.
static int open_worker(worker *worker, const char *path, const char *sql) {
    static const char settings[] =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
        "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 1000;";
    sqlite3 *connection = NULL;
    int code = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    worker->connection = connection;
    if (code != SQLITE_OK) return failed(worker);
    sqlite3_busy_timeout(connection, 5000);
    if (sqlite3_exec(connection, settings, NULL, NULL, NULL) != SQLITE_OK) return failed(worker);
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        return failed(worker);
    }
    worker->statement = statement;
    return 0;
}

static void close_worker(worker *worker) {
    sqlite3_finalize(worker->statement);
    sqlite3_close(worker->connection);
}

static int take_row(worker *worker, sqlite3_stmt *statement) {
    for (int index = 0; index < session_column_count; index++) {
        void *place = (uint8_t *)&worker->found + session_columns[index].offset;
        const void *bytes;
        switch (session_columns[index].kind) {
        case session_uuid:
            bytes = sqlite3_column_blob(statement, index);
            if (sqlite3_column_bytes(statement, index) != 16) return worker_failed(worker, "no UUID");
            memcpy(place, bytes, 16);
            break;
        case session_number:
        case session_flag: *(int64_t *)place = sqlite3_column_int64(statement, index); break;
        case session_moment:
            *(int64_t *)place = sqlite3_column_type(statement, index) == SQLITE_NULL
                ? NO_MOMENT : sqlite3_column_int64(statement, index);
            break;
        case session_address:
        case session_text:
            bytes = sqlite3_column_text(statement, index);
            if (!session_set_value(place, bytes, (size_t)sqlite3_column_bytes(statement, index))) {
                return worker_failed(worker, "the text is too long");
            }
            break;
        case session_bytes:
            bytes = sqlite3_column_blob(statement, index);
            if (!session_set_value(place, bytes, (size_t)sqlite3_column_bytes(statement, index))) {
                return worker_failed(worker, "the bytes are too long");
            }
        }
    }
    return 0;
}

static int look_up(worker *worker) {
    sqlite3_stmt *statement = worker->statement;
    const uint8_t *key = worker_key(worker);
    sqlite3_bind_blob(statement, 1, key, (int)worker->reference->keys.length, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_ROW) return worker_failed(worker, "the lookup found no row");
    if (take_row(worker, statement) < 0) return -1;
    if (sqlite3_step(statement) != SQLITE_DONE) return worker_failed(worker, "the lookup found a second row");
    sqlite3_reset(statement);
    return 1;
}

static int insert(worker *worker) {
    sqlite3_stmt *statement = worker->statement;
    uint8_t id[16];
    for (size_t index = 0; index < worker->reference->value_count; index++) {
        const reference_value *value = &worker->reference->values[index];
        int place = (int)index + 1;
        switch (value->kind) {
        case reference_null: sqlite3_bind_null(statement, place); break;
        case reference_number: sqlite3_bind_int64(statement, place, value->number); break;
        case reference_text:
            sqlite3_bind_text(statement, place, value->bytes, (int)value->length, SQLITE_STATIC);
            break;
        case reference_bytes:
            sqlite3_bind_blob(statement, place, value->bytes, (int)value->length, SQLITE_STATIC);
            break;
        case reference_new_id:
            reference_make_id(&worker->random, id);
            sqlite3_bind_blob(statement, place, id, sizeof id, SQLITE_STATIC);
        }
    }
    int code = sqlite3_step(statement);
    if (code != SQLITE_DONE) return failed(worker);
    sqlite3_reset(statement);
    return 1;
}

static int execute(worker *worker, const char *sql) {
    return sqlite3_exec(worker->connection, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : failed(worker);
}

static int insert_batch(worker *worker) {
    if (execute(worker, "BEGIN IMMEDIATE") < 0) return -1;
    for (int index = 0; index < worker->reference->batch; index++) {
        if (insert(worker) < 0) return -1;
    }
    return execute(worker, "COMMIT") < 0 ? -1 : worker->reference->batch;
}

static reference *opened(reference *made, const char *path, const char *sql) {
    for (int index = 0; index < made->worker_count; index++) {
        if (open_worker(&made->workers[index], path, sql) < 0) break;
    }
    return made;
}

reference *reference_sqlite_lookup(const char *path, const char *sql, reference_keys keys, int threads) {
    reference *made = reference_new(threads, look_up, close_worker);
    reference_copy_keys(made, keys);
    opened(made, path, sql);
    if (!reference_error(made) && sqlite3_column_count(made->workers[0].statement) != session_column_count) {
        worker_failed(&made->workers[0], "the statement has other columns");
    }
    return made;
}

reference *reference_sqlite_insert(
    const char *path, const char *sql, const reference_value *values, size_t count, int batch) {
    reference *made = reference_new(1, batch > 1 ? insert_batch : insert, close_worker);
    made->batch = batch;
    reference_copy_values(made, values, count);
    return opened(made, path, sql);
}
