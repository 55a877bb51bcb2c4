DROP TABLE "mortise_keys";
