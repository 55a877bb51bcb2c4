CREATE TABLE "mortise_keys" (
    "key_id" bigint NOT NULL,
    "check_value" bytea NOT NULL,
    "created_at" timestamptz NOT NULL,
    CONSTRAINT "mortise_keys_pkey" PRIMARY KEY ("key_id"),
    CONSTRAINT "mortise_keys_check_value_check" CHECK (length(check_value) = 32)
);
