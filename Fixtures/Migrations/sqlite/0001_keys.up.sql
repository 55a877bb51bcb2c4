CREATE TABLE "mortise_keys" (
    "key_id" INTEGER NOT NULL,
    "check_value" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "mortise_keys_pkey" PRIMARY KEY ("key_id"),
    CONSTRAINT "mortise_keys_check_value_check" CHECK (length(check_value) = 32)
) STRICT, WITHOUT ROWID;
