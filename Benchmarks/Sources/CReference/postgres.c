#include "postgres.h"

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

int postgres_take_row(worker *worker, PGresult *result) {
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1) {
        worker_failed(worker, PQresultStatus(result) == PGRES_TUPLES_OK
            ? "the lookup found no row" : PQresultErrorMessage(result));
        PQclear(result);
        return -1;
    }
    size_t offset = 0;
    int columns = PQnfields(result);
    for (int column = 0; column < columns; column++) {
        if (PQgetisnull(result, 0, column)) continue;
        worker_take(worker, &offset, PQgetvalue(result, 0, column), (size_t)PQgetlength(result, 0, column));
    }
    PQclear(result);
    return 0;
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
