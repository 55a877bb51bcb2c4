#include <argon2.h>

#include "worker.h"

static int hash(worker *worker) {
    static const char password[] = "correct horse battery";
    const struct reference *reference = worker->reference;
    uint8_t salt[16], tag[32];
    reference_make_id(&worker->random, salt);
    int code = argon2id_hash_raw(
        reference->iterations, reference->memory_kib, reference->parallelism, password, sizeof password - 1, salt,
        sizeof salt, tag, sizeof tag);
    if (code != ARGON2_OK) return worker_failed(worker, argon2_error_message(code));
    worker->checksum += tag[0];
    return 1;
}

reference *reference_argon2(int threads, uint32_t memory_kib, uint32_t iterations, uint32_t parallelism) {
    reference *made = reference_new(threads, hash, NULL);
    made->memory_kib = memory_kib;
    made->iterations = iterations;
    made->parallelism = parallelism;
    return made;
}
