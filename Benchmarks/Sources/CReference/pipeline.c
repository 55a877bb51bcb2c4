// libpq's pipeline mode: a batch of lookups is sent at once, with one Sync at its end.
#include "postgres.h"

static int send_batch(worker *worker) {
    PGconn *connection = worker->connection;
    const int lengths[] = {(int)worker->reference->keys.length};
    const int formats[] = {1};
    for (int index = 0; index < worker->reference->batch; index++) {
        const char *values[] = {(const char *)worker_key(worker)};
        if (!PQsendQueryPrepared(connection, STATEMENT_NAME, 1, values, lengths, formats, 1)) {
            return worker_failed(worker, PQerrorMessage(connection));
        }
    }
    if (!PQpipelineSync(connection)) return worker_failed(worker, PQerrorMessage(connection));
    return 0;
}

static int look_up_batch(worker *worker) {
    PGconn *connection = worker->connection;
    if (send_batch(worker) < 0) return -1;
    for (int index = 0; index < worker->reference->batch; index++) {
        if (postgres_take_row(worker, PQgetResult(connection)) < 0) return -1;
        // The end of the results of one statement.
        PQclear(PQgetResult(connection));
    }
    PGresult *sync = PQgetResult(connection);
    int is_sync = PQresultStatus(sync) == PGRES_PIPELINE_SYNC;
    PQclear(sync);
    return is_sync ? worker->reference->batch : worker_failed(worker, "the pipeline lost its order");
}

reference *reference_postgres_pipeline(const char *url, const char *sql, reference_keys keys, int threads, int batch) {
    reference *made = reference_new(threads, look_up_batch, postgres_close);
    reference_copy_keys(made, keys);
    made->batch = batch;
    for (int index = 0; index < threads; index++) {
        worker *worker = &made->workers[index];
        if (postgres_open(worker, url, sql) < 0) break;
        if (!PQenterPipelineMode(worker->connection)) {
            worker_failed(worker, PQerrorMessage(worker->connection));
            break;
        }
    }
    return made;
}
