#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static uint64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

// xorshift64* (Vigna, 2016).
static uint64_t next(uint64_t *random) {
    *random ^= *random >> 12;
    *random ^= *random << 25;
    *random ^= *random >> 27;
    return *random * 2685821657736338717u;
}

// Memory that a benchmark cannot do without.
static void *allocate(size_t size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory) abort();
    return memory;
}

reference *reference_new(int threads, int (*step)(worker *), void (*close)(worker *)) {
    reference *made = allocate(sizeof *made);
    made->step = step;
    made->close = close;
    made->worker_count = threads;
    made->workers = allocate((size_t)threads * sizeof(worker));
    for (int index = 0; index < threads; index++) {
        made->workers[index].reference = made;
        made->workers[index].random = nanoseconds(CLOCK_REALTIME) ^ ((uint64_t)(index + 1) << 48);
    }
    return made;
}

void reference_copy_keys(reference *reference, reference_keys keys) {
    uint8_t *copy = allocate(keys.length * keys.count);
    memcpy(copy, keys.bytes, keys.length * keys.count);
    reference->keys = (reference_keys){copy, keys.length, keys.count};
}

void reference_copy_values(reference *reference, const reference_value *values, size_t count) {
    reference->values = allocate(count * sizeof *values);
    reference->value_count = count;
    for (size_t index = 0; index < count; index++) {
        reference->values[index] = values[index];
        if (!values[index].bytes) continue;
        // One more, so that text ends with a NUL.
        uint8_t *copy = allocate(values[index].length + 1);
        memcpy(copy, values[index].bytes, values[index].length);
        reference->values[index].bytes = copy;
    }
}

int worker_failed(worker *worker, const char *reason) {
    snprintf(worker->error, sizeof worker->error, "%s", reason && *reason ? reason : "unknown");
    return -1;
}

const uint8_t *worker_key(worker *worker) {
    reference_keys keys = worker->reference->keys;
    return keys.bytes + keys.length * (next(&worker->random) % keys.count);
}

static void note_latency(worker *worker, uint64_t latency) {
    if (worker->latency_count == worker->latency_capacity) {
        worker->latency_capacity = worker->latency_capacity ? 2 * worker->latency_capacity : 65536;
        worker->latencies = realloc(worker->latencies, worker->latency_capacity * sizeof *worker->latencies);
        if (!worker->latencies) abort();
    }
    worker->latencies[worker->latency_count++] = latency > UINT32_MAX ? UINT32_MAX : (uint32_t)latency;
}

static void *work(void *argument) {
    worker *worker = argument;
    struct reference *reference = (struct reference *)worker->reference;
    pthread_barrier_wait(&reference->start);
    uint64_t now = nanoseconds(CLOCK_MONOTONIC);
    uint64_t deadline = now + reference->duration;
    worker->started = now;
    do {
        int operations = reference->step(worker);
        if (operations < 0) break;
        worker->operations += (uint64_t)operations;
        uint64_t last = now;
        now = nanoseconds(CLOCK_MONOTONIC);
        note_latency(worker, now - last);
    } while (now < deadline);
    worker->ended = now;
    return NULL;
}

reference_outcome reference_measure(reference *reference, double seconds) {
    reference->duration = (uint64_t)(seconds * 1e9);
    pthread_barrier_init(&reference->start, NULL, (unsigned)reference->worker_count);
    for (int index = 0; index < reference->worker_count; index++) {
        worker *worker = &reference->workers[index];
        worker->operations = 0;
        worker->latency_count = 0;
    }
    double cpu = cpu_seconds();
    for (int index = 0; index < reference->worker_count; index++) {
        // Without all of them the others would wait at the barrier for ever.
        if (pthread_create(&reference->workers[index].thread, NULL, work, &reference->workers[index])) abort();
    }
    for (int index = 0; index < reference->worker_count; index++) {
        pthread_join(reference->workers[index].thread, NULL);
    }
    cpu = cpu_seconds() - cpu;
    pthread_barrier_destroy(&reference->start);

    reference_outcome outcome = {.cpu_seconds = cpu};
    uint64_t started = UINT64_MAX, ended = 0;
    for (int index = 0; index < reference->worker_count; index++) {
        worker *worker = &reference->workers[index];
        outcome.operations += worker->operations;
        outcome.latency_count += worker->latency_count;
        if (worker->started < started) started = worker->started;
        if (worker->ended > ended) ended = worker->ended;
    }
    outcome.seconds = (double)(ended - started) / 1e9;
    outcome.latencies = allocate(outcome.latency_count * sizeof *outcome.latencies);
    size_t offset = 0;
    for (int index = 0; index < reference->worker_count; index++) {
        worker *worker = &reference->workers[index];
        if (!worker->latency_count) continue;
        memcpy(outcome.latencies + offset, worker->latencies, worker->latency_count * sizeof *outcome.latencies);
        offset += worker->latency_count;
    }
    return outcome;
}

const char *reference_error(const reference *reference) {
    for (int index = 0; index < reference->worker_count; index++) {
        if (*reference->workers[index].error) return reference->workers[index].error;
    }
    return NULL;
}

void reference_close(reference *reference) {
    for (int index = 0; index < reference->worker_count; index++) {
        worker *worker = &reference->workers[index];
        if (reference->close) reference->close(worker);
        free(worker->latencies);
    }
    for (size_t index = 0; index < reference->value_count; index++) free((void *)reference->values[index].bytes);
    free(reference->values);
    free((void *)reference->keys.bytes);
    free(reference->workers);
    free(reference);
}

void reference_make_id(uint64_t *random, uint8_t id[16]) {
    uint64_t milliseconds = nanoseconds(CLOCK_REALTIME) / 1000000u;
    uint64_t high = next(random), low = next(random);
    for (int index = 0; index < 6; index++) id[index] = (uint8_t)(milliseconds >> (40 - 8 * index));
    memcpy(id + 6, &high, 2);
    memcpy(id + 8, &low, 8);
    id[6] = (uint8_t)(0x70 | (id[6] & 0x0f));
    id[8] = (uint8_t)(0x80 | (id[8] & 0x3f));
}
