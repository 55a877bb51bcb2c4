// A connection for filling tables.
#include <libpq-fe.h>

#include "reference.h"

reference_connection *reference_postgres_connect(const char *url) {
    return (reference_connection *)PQconnectdb(url);
}

const char *reference_postgres_execute(reference_connection *session, const char *sql) {
    PGconn *connection = (PGconn *)session;
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? NULL : PQerrorMessage(connection);
}

void reference_postgres_disconnect(reference_connection *session) {
    PQfinish((PGconn *)session);
}
