# Zapenda. `make run` starts everything, `make test` tests everything; nothing but
# Python 3.11+, git and make is needed. PYTHON= names another Python.

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
  $(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print("$(p)")' 2>/dev/null)) python3)
PY := .venv/bin/python
# Enough for tools that only read the settings and connect to nothing.
OFFLINE := SECRET_KEY=unused DATABASE_URL=postgresql:///unused REDIS_URL=unix:///unused
DJADE := .venv/bin/djade --target-version 5.2
ARGS ?=
# Tests wait for pages and processes more than they work: three keep two cores busy.
JOBS ?= 3
# Else each process that a test starts would compile all of the product first.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run manage test lint style contracts types models words format translations bench screenshots clean

help: ## Show what can be done
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

install: ## Install into this folder what the other commands need
	@$(PYTHON) -I config/run/bootstrap.py

run: install ## Start the whole product (PORT=8000, HOST=127.0.0.1, DATABASE_URL=, REDIS_URL=)
	@exec $(PY) -m config.run

manage: ## Run a command on what runs: make manage ARGS="doctor"
	@$(PY) -m config.run manage $(ARGS)

test: install ## Run all tests on real servers and a real browser (ARGS="-k booking")
	@$(PY) -m config.run.chromium
	@$(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: style contracts types models words ## Style, templates, import contracts, types, migrations, texts

style: install
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	git ls-files -z 'templates/*.html' | xargs -0 $(DJADE) --check

contracts: install
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

types: install
	$(OFFLINE) $(PY) -m mypy accounts catalog scheduling bot campaigns analytics config

models: install
	$(OFFLINE) $(PY) -m config.run.offline_checks

words: install
	$(PY) -m config.run.translations check

format: install ## Let the tools put the code in order
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	git ls-files -z 'templates/*.html' | xargs -0 $(DJADE)

translations: install ## Collect new texts into locale/{en,es}
	$(PY) -m config.run.translations extract

bench: install ## Measure throughput and latency; prints a table and writes a JSON file
	@$(PY) -m bench $(ARGS)

screenshots: install ## Take the pictures of the README
	@$(PY) -m tests.screenshots $(ARGS)

clean: ## Remove everything installed or built here (the data in .data stays)
	rm -rf .venv node_modules staticfiles static/build .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm -f {} +
