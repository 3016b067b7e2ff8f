# Everything a developer runs. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STAMPS := .data/stamps
CHROMIUM_PATH ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
WEB_SOURCES := $(shell find frontend/src frontend/public frontend/scripts -type f 2>/dev/null) \
	$(wildcard frontend/*.ts frontend/*.mjs frontend/package-lock.json)

export NEXT_TELEMETRY_DISABLED := 1
export CHROMIUM_PATH

.PHONY: help demo stop lighthouse screenshots bench bench-forecast offline test-extras test test-quick test-python test-fuzz test-api-fuzz test-faults soak test-web test-browser lint format setup lock openapi clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(STAMPS)/python $(STAMPS)/web-build ## set up, load and serve everything; Ctrl-C stops it
	@exec $(BIN)/python -m nova.demo

stop: $(STAMPS)/python ## stop the embedded PostgreSQL
	@$(BIN)/python -m nova.embedded stop

test: test-python test-web test-browser ## every test, on real PostgreSQL and, when there is one, a real browser

test-quick: $(STAMPS)/python ## the Python tests without the slow ones
	$(BIN)/python -m pytest -n 2 -m "not slow and not fuzz"

test-python: $(STAMPS)/python
	$(BIN)/python -m pytest -n 2 --durations=10 -m "not fuzz"

test-fuzz: $(STAMPS)/python ## 2,000 damaged parquet files, about ten minutes
	$(BIN)/python -m pytest -n 0 -s -m fuzz

test-api-fuzz: $(STAMPS)/python $(STAMPS)/web-build ## 5,000 generated requests against a demo of its own
	NOVA_DATA_DIR=$(CURDIR)/.data/api-fuzz API_PORT=8200 WEB_PORT=3200 \
	DEMO_ITEMS=40 DEMO_SITES=3 DEMO_DAYS=400 DATABASE_URL= PROCUREMENT= \
	$(BIN)/python -m nova.demo --then '$(BIN)/python -m tests.fuzz_api'

test-faults: $(STAMPS)/python ## every fault of loads and servers: kills, restarts, full disks, cut lines; root mounts the disks
	NOVA_FAULTS=full $(BIN)/python -m pytest tests/mlops/faults tests/outages

soak: $(STAMPS)/python ## half an hour of a working day, in which everything is restarted: MINUTES=30
	$(BIN)/python -m tests.outages.soak --minutes $(or $(MINUTES),30)

test-web: $(STAMPS)/web
	cd frontend && npm test

# The browser test drives a demo of its own: small data, own folder, own ports.
test-browser: $(STAMPS)/python $(STAMPS)/web-build
	@if [ -z "$(CHROMIUM_PATH)" ]; then \
		echo "browser test not run: no Chromium found (apt-get install chromium)"; \
	else \
		npm --prefix frontend run --silent initial-js && \
		NOVA_DATA_DIR=$(CURDIR)/.data/browser API_PORT=$${E2E_API_PORT:-8100} WEB_PORT=$${E2E_WEB_PORT:-3100} \
		DEMO_ITEMS=40 DEMO_SITES=2 DEMO_DAYS=400 DEMO_FILE=$(CURDIR)/.data/browser/demo.json DATABASE_URL= PROCUREMENT= \
		$(BIN)/python -m nova.demo --then 'npm --prefix frontend run e2e'; \
	fi

# Both look at the demo that `make demo` makes, which must not be running.
LOOK = DEMO_FILE=$(or $(NOVA_DATA_DIR),$(CURDIR)/.data)/demo.json $(BIN)/python -m nova.demo --then

lighthouse: $(STAMPS)/python $(STAMPS)/web-build ## every page of the demo under Lighthouse, into docs/lighthouse.md
	@$(LOOK) 'npm --prefix frontend run --silent lighthouse'

screenshots: $(STAMPS)/python $(STAMPS)/web-build ## pictures of every page of the demo, into docs/screenshots/
	@$(LOOK) 'npm --prefix frontend run --silent screenshots'

# ARGS=--help explains them; what is not given has a default.
bench: $(STAMPS)/python ## ours against its peers, into docs/benchmarks.md: SUITE=all SCALE=2M REPEAT=3
	@$(BIN)/python -m tests.perf $(or $(SUITE),all) $(if $(SCALE),--scale $(SCALE)) $(if $(LARGE),--large $(LARGE)) \
		$(if $(DEMAND),--demand $(DEMAND)) $(if $(READERS),--readers $(READERS)) $(if $(REPEAT),--repeat $(REPEAT)) \
		$(if $(PARTS),--parts $(PARTS)) $(ARGS)

# One thread, so that CPU seconds can be compared; ARGS=--help explains it.
bench-forecast: $(STAMPS)/python ## every forecasting model against the goals: BENCH_DATA=folder PARTS=store_item,carparts,procurement,scale
	@BENCH_DATA="$(BENCH_DATA)" OMP_NUM_THREADS=1 $(BIN)/python -m tests.perf.forecast_bench $(if $(PARTS),--parts $(PARTS)) $(ARGS)

offline: $(STAMPS)/python ## forecasts, features, KPIs and model card as a unit to load: OUT=folder SOURCE=postgres MODEL=auto
	@$(BIN)/python -m mlops.offline export --out $(or $(OUT),.data/offline) $(if $(SOURCE),--source $(SOURCE)) $(if $(MODEL),--model $(MODEL)) $(ARGS)

test-extras: $(STAMPS)/python ## Prophet, LSTM, ETS, Theta, ARIMA and Dask, in an environment of their own: PYTHON=its python
	OMP_NUM_THREADS=1 $(PYTHON) -m pytest -q --noconftest -c /dev/null --rootdir . -m extras \
		tests/mlops/offline/test_extras.py tests/mlops/offline/test_engines.py
	EXTRAS_PYTHON=$(PYTHON) OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q tests/mlops/test_offline_extras.py

lint: $(STAMPS)/python $(STAMPS)/web ## every static check of both languages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/django-architect violations . --no-baseline --fail-on warning
	$(BIN)/python manage.py makemigrations --check --dry-run
	cd frontend && npm run lint && npm run format:check && npm run typecheck

format: $(STAMPS)/python $(STAMPS)/web ## rewrite both languages in the house format
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	cd frontend && npm run format

setup: $(STAMPS)/python $(STAMPS)/web ## install what everything else needs

lock: $(STAMPS)/python ## pin requirements/*.in again, with hashes
	@for name in bootstrap base production offline offline-statsforecast offline-prophet offline-lstm offline-dask dev bench fuzz; do \
		echo "requirements/$$name.txt"; \
		(cd requirements && ../$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet $$name.in -o $$name.txt) || exit 1; \
	done

openapi: $(STAMPS)/python ## write the API's description, its examples, its Postman collection, and the dashboard's types
	NOVA_WRITE_EXAMPLES=1 $(BIN)/python -m pytest -q tests/nova/api/examples -k live_reply
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --format openapi-json --file frontend/openapi.json
	cd frontend && npm run types
	cd docs/postman && { [ -d node_modules ] || npm ci --silent; } && npm run --silent make

clean: ## remove everything that was installed, built or loaded
	-@[ -x $(BIN)/python ] && $(BIN)/python -m nova.embedded stop
	rm -rf .venv .data frontend/node_modules frontend/.next

$(STAMPS)/python: requirements/bootstrap.txt requirements/dev.txt
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11, 3.12 or 3.13 is needed: none was found on PATH"; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's venv module is needed (Debian: apt-get install python3-venv)"; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python requirements/dev.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/web: frontend/package-lock.json frontend/package.json
	@command -v node >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' \
		|| { echo "Node.js 20 or newer is needed (https://nodejs.org)"; exit 1; }
	cd frontend && npm ci --no-audit --no-fund
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/web-build: $(STAMPS)/web $(WEB_SOURCES)
	cd frontend && npm run build
	@mkdir -p $(STAMPS) && touch $@
