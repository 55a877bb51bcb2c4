// What Mortise is compared with: the same statements and hashes in plain C, one connection and one thread a worker.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Workers that are ready to be measured, over and over.
typedef struct reference reference;

// A connection for filling tables.
typedef struct reference_connection reference_connection;

// The keys that lookups choose from at random, `length` bytes each.
typedef struct {
    const uint8_t *bytes;
    size_t length;
    size_t count;
} reference_keys;

typedef enum {
    reference_null,
    reference_number,
    reference_text,
    reference_bytes,
    // A new UUID for each execution.
    reference_new_id,
} reference_kind;

// A value to bind. Text and bytes are copied.
typedef struct {
    reference_kind kind;
    int64_t number;
    const void *bytes;
    size_t length;
} reference_value;

// What one measurement gave.
typedef struct {
    uint64_t operations;
    // From the start of the first operation to the end of the last.
    double seconds;
    // Processor time of this process in user and system mode.
    double cpu_seconds;
    // The time of each step, in nanoseconds: of each operation, or of each batch in pipeline mode.
    uint32_t *latencies;
    size_t latency_count;
} reference_outcome;

// Each makes the workers and their connections. Where that failed, reference_error tells why.
reference *reference_sqlite_lookup(const char *path, const char *sql, reference_keys keys, int threads);
// Commits once for `batch` inserts.
reference *reference_sqlite_insert(
    const char *path, const char *sql, const reference_value *values, size_t count, int batch);
reference *reference_postgres_lookup(const char *url, const char *sql, reference_keys keys, int threads);
reference *reference_postgres_pipeline(const char *url, const char *sql, reference_keys keys, int threads, int batch);
reference *reference_postgres_insert(
    const char *url, const char *sql, const reference_value *values, size_t count, int threads);
reference *reference_argon2(int threads, uint32_t memory_kib, uint32_t iterations, uint32_t parallelism);

// What went wrong last; NULL if nothing did.
const char *reference_error(const reference *reference);

// Lets all workers work for that long. The latencies of the outcome are the caller's to free.
reference_outcome reference_measure(reference *reference, double seconds);

// Closes the connections and frees everything.
void reference_close(reference *reference);

// A new UUIDv7 (RFC 9562 section 5.7), and the next state of the generator, which must not be 0.
void reference_make_id(uint64_t *random, uint8_t id[16]);

// Connects; a failure shows with the first statement. NULL if there is no memory.
reference_connection *reference_postgres_connect(const char *url);
// Runs statements. Returns what went wrong, which lives until the next call; NULL if nothing did.
const char *reference_postgres_execute(reference_connection *connection, const char *sql);
void reference_postgres_disconnect(reference_connection *connection);
