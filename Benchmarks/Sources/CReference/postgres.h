#pragma once
#include <libpq-fe.h>

#include "worker.h"

// The name of the one prepared statement.
#define STATEMENT_NAME "reference"

int postgres_open(worker *worker, const char *url, const char *sql);
void postgres_close(worker *worker);

// Checks that the result holds one row, copies it and clears the result.
int postgres_take_row(worker *worker, PGresult *result);
