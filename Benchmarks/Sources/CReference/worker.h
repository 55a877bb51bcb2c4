// What all references share: a thread a worker that repeats one step.
#pragma once
#include <pthread.h>

#include "reference.h"
#include "session.h"

typedef struct worker {
    // The connection and the statement; which type is the reference's own business.
    void *connection;
    void *statement;
    const reference *reference;
    uint64_t random;
    // What the last lookup found.
    session found;
    uint64_t checksum;
    char error[256];

    uint64_t operations;
    uint32_t *latencies;
    size_t latency_count;
    size_t latency_capacity;
    uint64_t started;
    uint64_t ended;
    pthread_t thread;
} worker;

struct reference {
    // Does one step. Returns the number of operations in it, or -1 with `error` set.
    int (*step)(worker *);
    void (*close)(worker *);
    worker *workers;
    int worker_count;
    reference_keys keys;
    reference_value *values;
    size_t value_count;
    int batch;
    uint32_t memory_kib;
    uint32_t iterations;
    uint32_t parallelism;

    pthread_barrier_t start;
    uint64_t duration;
};

reference *reference_new(int threads, int (*step)(worker *), void (*close)(worker *));
void reference_copy_keys(reference *reference, reference_keys keys);
void reference_copy_values(reference *reference, const reference_value *values, size_t count);

// Notes why the worker failed. Always returns -1.
int worker_failed(worker *worker, const char *reason);

// A key at random.
const uint8_t *worker_key(worker *worker);
