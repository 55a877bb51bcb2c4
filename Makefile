# Every target says what it does: run `make` for the list.
#
# Variables:
#   ARGS         arguments for `mortise serve` (make run) or the benchmarks (make bench)
#   SWIFT_FLAGS  flags for every swift build and swift test, such as --jobs 2
#   TEST_FLAGS   flags for every swift test, such as --filter MortiseSQLTests

SWIFT ?= swift
SWIFT_FLAGS ?=
TEST_FLAGS ?=
ARGS ?=

# The test targets that start and kill processes. Each has a run of its own after the others, which would delay it; and
# Foundation's Process reads past its buffer, and may crash, in a test process with more than about 1,300 descriptors.
FAULTY = MortiseCLITests MortiseSMTPTests PostgresFaultTests Scenarios
# The tests that MORTISE_SOAK=1 makes larger.
SOAKED = PostgresFaultTests SQLiteInputOutputTests ConformanceTests Scenarios

FORMATTED = Package.swift $(wildcard Sources Tests Migrations Fixtures Examples Benchmarks)

.DEFAULT_GOAL := help
.PHONY: help run release build test pages soak test-sqlite test-tsan test-asan bench bench-scale bench-http build-bench format \
	lint clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS='|' read -r target does; do printf '  make %-12s %s\n' "$$target" "$$does"; done

run: ## Build the server and run it on a SQLite file under data/
	@Scripts/install-dependencies build
	$(SWIFT) build -c release --product mortise $(SWIFT_FLAGS)
	exec "$$($(SWIFT) build -c release --show-bin-path $(SWIFT_FLAGS))/mortise" serve --data data $(ARGS)

# The libraries of Swift are linked in, so that the program runs where there is no Swift; those in C stay the system's, which
# keeps them safe. A build folder of its own: else each of the two kinds would build everything anew after the other.
RELEASE = $(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-release --product mortise $(SWIFT_FLAGS)

release: ## Build the server for other machines: release/mortise, which needs no Swift there
	@Scripts/install-dependencies build
	$(RELEASE)
	install -D "$$($(RELEASE) --show-bin-path)/mortise" release/mortise

build: ## Build everything for debugging
	@Scripts/install-dependencies build
	$(SWIFT) build $(SWIFT_FLAGS)

test: ## Check format, imports and documents, run all tests on both databases, build and run the embedding example
	@Scripts/install-dependencies test
	@$(MAKE) --no-print-directory lint
	$(SWIFT) build --build-tests $(SWIFT_FLAGS)
	Scripts/with-postgres --fast $(SWIFT) test --skip-build --parallel $(SWIFT_FLAGS) \
		$(or $(TEST_FLAGS),$(FAULTY:%=--skip '^%\.'))
	$(if $(TEST_FLAGS),,for target in $(FAULTY); do \
		Scripts/with-postgres --fast $(SWIFT) test --skip-build --parallel $(SWIFT_FLAGS) --filter "^$$target\." \
			|| exit 1; done; \
		SWIFT="$(SWIFT)" SWIFT_FLAGS="$(SWIFT_FLAGS)" Scripts/with-postgres --fast Scripts/test-pages)
	Scripts/check-embedding

pages: ## Write pictures of the hosted pages, light, dark and narrow, into pages/
	@Scripts/install-dependencies test
	$(SWIFT) build --product mortise $(SWIFT_FLAGS)
	SWIFT="$(SWIFT)" SWIFT_FLAGS="$(SWIFT_FLAGS)" Scripts/test-pages look pages

soak: ## The fault tests at full size, which takes long; TEST_FLAGS chooses among them
	@Scripts/install-dependencies test
	$(SWIFT) build --build-tests $(SWIFT_FLAGS)
	MORTISE_SOAK=1 Scripts/with-postgres --fast $(SWIFT) test --skip-build --no-parallel $(SWIFT_FLAGS) \
		$(or $(TEST_FLAGS),$(SOAKED:%=--filter %))

test-sqlite: ## The fast lane: tests on SQLite alone, without HTTP, the command line and the scenarios
	@Scripts/install-dependencies build
	$(SWIFT) test --disable-default-traits --traits SQLite --scratch-path .build-sqlite $(SWIFT_FLAGS) $(TEST_FLAGS)

# The sanitizers slow everything down, so tests run one after the other: their time limits are made for real machines.
test-tsan: ## All tests under the thread sanitizer
	@Scripts/install-dependencies test
	MORTISE_TSAN=1 $(SWIFT) build --build-tests --sanitize=thread --scratch-path .build-tsan $(SWIFT_FLAGS)
	MORTISE_TSAN=1 Scripts/with-postgres --fast $(SWIFT) test --skip-build --no-parallel --sanitize=thread \
		--scratch-path .build-tsan $(SWIFT_FLAGS) $(TEST_FLAGS)

# libXCTest leaks by itself, which would fail the run; no test here needs it.
test-asan: ## All tests under the address sanitizer
	@Scripts/install-dependencies test
	$(SWIFT) build --build-tests --disable-xctest --sanitize=address --scratch-path .build-asan $(SWIFT_FLAGS)
	ASAN_OPTIONS=suppressions=$(CURDIR)/Tests/asan.supp \
	LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/lsan.supp Scripts/with-postgres --fast $(SWIFT) test --skip-build \
		--no-parallel --disable-xctest --sanitize=address --scratch-path .build-asan $(SWIFT_FLAGS) $(TEST_FLAGS)

# Each builds in release mode and brings a PostgreSQL server of its own.
BENCH = Scripts/with-postgres $(SWIFT) run -c release --package-path Benchmarks --skip-build $(SWIFT_FLAGS) mortise-bench

bench: build-bench ## Measure against raw C and GRDB on both databases; writes Benchmarks/results.json
	$(BENCH) compare $(ARGS)

bench-scale: build-bench ## Measure a lookup among ten million sessions: takes 10 GB in /tmp and some minutes
	$(BENCH) scale $(ARGS)

bench-http: ## Measure the server with wrk, in turns with a bare Hummingbird route
	@Scripts/install-dependencies bench
	$(SWIFT) build -c release --product mortise $(SWIFT_FLAGS)
	$(SWIFT) build -c release --package-path Benchmarks --product BareServer $(SWIFT_FLAGS)
	Scripts/with-postgres Benchmarks/http "$$($(SWIFT) build -c release --show-bin-path $(SWIFT_FLAGS))/mortise" \
		"$$($(SWIFT) build -c release --package-path Benchmarks --show-bin-path $(SWIFT_FLAGS))/BareServer" $(ARGS)

build-bench:
	@Scripts/install-dependencies bench
	$(SWIFT) build -c release --package-path Benchmarks --product mortise-bench $(SWIFT_FLAGS)

format: ## Rewrite the sources in the house format
	$(SWIFT) format --in-place --recursive --parallel $(FORMATTED)

lint: ## Check the format, the dependency arrows, and that documents keep to the code
	$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)
	Scripts/check-imports
	Scripts/check-docs

clean: ## Remove what was built; data/ stays
	rm -rf .build .build-* release Examples/*/.build Benchmarks/.build
