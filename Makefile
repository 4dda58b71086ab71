# Diwan: `make help` lists the targets. A fresh machine needs Python 3.11+ and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH_STAMP := $(VENV)/.bench-installed

.PHONY: help setup check test fmt demo run clean bench bench-feeds bench-assess bench-acquisition bench-claim bench-alerts bench-digests chaos-delivery weeks pictures fuzz growth chaos bench-dedupe bench-names

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: $(STAMP) ## make the virtual environment

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

check: $(STAMP) ## lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Processes and sockets on a busy machine: a test that fails is run again, and shown as rerun.
test: $(STAMP) ## the whole test suite, with a real Redis and PostgreSQL
	$(BIN)/python -m pytest -q --reruns 2 -rR

fmt: $(STAMP) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what make made
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

bench-acquisition: $(STAMP) ## play faulty outlets over three simulated days: nothing lost, nothing doubled
	$(BIN)/python -m benchmarks.acquisition --days 3

demo: $(STAMP) ## replay a recorded day through the real thing, on loopback, under a minute
	@$(BIN)/diwan demo

run: $(STAMP) ## watch the shipped sources: one foreground process, SQLite in var/
	@$(BIN)/diwan run

bench: $(BENCH_STAMP) ## the whole pipeline beside the typical build
	$(BIN)/python -m benchmarks.bench_pipeline

chaos: $(STAMP) ## kill everything at 20 random moments, embedded and spread; minutes
	$(BIN)/python -m benchmarks.chaos

$(BENCH_STAMP): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench-feeds: $(BENCH_STAMP) ## reading feeds beside feedparser
	$(BIN)/python -m benchmarks.bench_feeds
	$(BIN)/python -m benchmarks.bench_poll --feeds 200 --rounds 5
	$(BIN)/python -m benchmarks.bench_poll --feeds 1000 --alone

bench-dedupe: $(BENCH_STAMP) ## folding: sketches, planted copies, templates, races, and cost as the archive grows
	$(BIN)/python benchmarks/bench_dedupe.py

bench-assess: $(BENCH_STAMP) ## understanding, entries a second and core
	$(BIN)/python -m benchmarks.bench_assess

bench-names: $(BENCH_STAMP) ## what a name costs that nobody has seen, and what is kept of it
	$(BIN)/python -m benchmarks.bench_names

fuzz: $(STAMP) ## throw odd texts at the classifier for a minute
	$(BIN)/python -m benchmarks.fuzz_assess --seconds 60 $(if $(SEED),--seed $(SEED))

growth: $(STAMP) ## repeat every kind of word and mark: no text may cost more than its length
	$(BIN)/python -m benchmarks.growth

quality: $(STAMP) ## measure what is understood, language by language; writes docs/quality.md
	$(BIN)/python -m benchmarks.quality

bench-alerts: $(STAMP) ## from the commit of a meeting to its message at the sink, 50 a second
	$(BIN)/python benchmarks/bench_alerts.py

bench-digests: $(STAMP) ## 1,000 digests of 50 meetings: at most 60 s
	$(BIN)/python benchmarks/bench_digests.py

chaos-delivery: $(STAMP) ## kill dispatchers at 50 random moments while the sinks fail
	$(BIN)/python benchmarks/chaos_delivery.py

weeks: $(STAMP) ## play weeks of news for people in odd zones, and hold what was told against what is known
	$(BIN)/python -m benchmarks.weeks

pictures: $(STAMP) ## screenshots of the digest in docs/images, with Chromium
	$(BIN)/python benchmarks/pictures.py

bench-watches: $(STAMP) ## 100,000 watches against a meeting: at most 5 ms
	$(BIN)/python -m benchmarks.bench_watches --check

bench-claim: $(STAMP) ## a claim tick with 100,000 sources on PostgreSQL: under 50 ms
	$(BIN)/python -m benchmarks.bench_claim
