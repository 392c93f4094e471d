# Bothways. `make` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
# Two workers, each with files of its own, in the order of tests/conftest.py: most of a test's time on servers is waiting.
PYTEST := $(PYTHON) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
UV := UV_SYSTEM_CERTS=1 .venv/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^##@/ {printf "\n\033[1m%s\033[0m\n", substr($$0, 5)} /^[a-z0-9-]+:.*## / {printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Run
.PHONY: setup up down reset status logs story rebuild-views
setup: ## Python packages, RabbitMQ and MongoDB into this folder
	@./bootstrap

up: setup ## Everything on this machine, until Ctrl-C (DETACH=1 leaves it running; BOTHWAYS_PORT=8000)
	@$(PYTHON) -m deploy.local up $(if $(DETACH),--detach)

down: ## Stop what `make up` started
	@$(PYTHON) -m deploy.local down

reset: ## Stop and forget all data, mail and credentials
	@$(PYTHON) -m deploy.local reset

status: ## What runs where
	@$(PYTHON) -m deploy.local status

logs: ## Follow the services' logs
	@tail -n 20 -F $${BOTHWAYS_STATE:-.local}/logs/*.log

story: ## Play the main story against a running system
	@$(PYTHON) -m deploy.local story

rebuild-views: setup ## What clients read, made anew from the log while everything goes on; can be stopped and started again
	@$(PYTHON) -m deploy.ops views rebuild

##@ Test
.PHONY: node browser fuzz test test-unit test-component test-contract test-integration test-e2e test-browser test-containers chaos chaos-nudges rehearse bench-pipeline bench-matching bench-suggestions bench-quality bench-rounds bench-blind bench-notifications bench-gateway bench-web pictures
node: setup ## What the tests run in Node (an OpenID provider, CloudEvents, a linter), into tests/node
	@$(PYTHON) -m deploy.local.node install tests/node

browser: setup ## The Chromium that shows the web client to its tests, from the distribution where it is missing
	@$(PYTHON) -m deploy.local.chromium

test: node browser ## Every test, on a real broker and database of its own
	@$(PYTEST) tests $(PYTEST_ARGS)

test-unit: setup ## The fast ones, without servers
	@$(PYTEST) tests/unit $(PYTEST_ARGS)

test-component: node ## One service at a time, on real servers
	@$(PYTEST) tests/component $(PYTEST_ARGS)

test-contract: node ## Golden samples and stores
	@$(PYTEST) tests/contract $(PYTEST_ARGS)

test-integration: node ## What delivery and storage promise
	@$(PYTEST) tests/integration $(PYTEST_ARGS)

test-e2e: node ## The whole system
	@$(PYTEST) tests/e2e $(PYTEST_ARGS)

test-browser: node browser ## The web client, on the whole system
	@$(PYTEST) tests/browser $(PYTEST_ARGS)

test-containers: setup ## What delivery and storage promise, on servers in Docker
	@$(PYTHON) -m deploy.local.images
	@# No reaper container: our own stack server removes the containers when the run ends.
	@BOTHWAYS_TEST_BACKEND=docker TESTCONTAINERS_RYUK_DISABLED=true $(PYTEST) tests/integration $(PYTEST_ARGS)

chaos: setup ## Kill services and servers under load, then count (2,000 requests)
	@$(PYTHON) -m tests.chaos.run

chaos-nudges: setup ## Kill replicas while 10,000 nudges fall due, then count
	@$(PYTHON) -m tests.chaos.nudges

fuzz: setup ## Send to a gateway what nobody would write by hand, as everybody (minutes; FUZZ_SEED=1 FUZZ_EXAMPLES=20)
	@$(PYTHON) -m pytest -s tests/component/gateway/fuzz_at_length.py $(PYTEST_ARGS)

rehearse: setup ## Six months of 200 pairs in stepped time, beside a plain model and the dry run of the plan (REHEARSE="--pairs 20 --days 61")
	@$(PYTHON) -m tests.rehearsal.run $(REHEARSE)

bench-pipeline: setup ## Events per second through a real handler, its limits and its peers (BENCH="--rounds 1")
	@$(PYTHON) -m tests.bench.pipeline $(BENCH)

bench-blind: setup ## Whether the clock tells what somebody marked (2,000 paired calls; minutes)
	@$(PYTEST) tests/component/matching/blind_timing.py $(PYTEST_ARGS)

bench-matching: bench-suggestions bench-rounds ## All that matching has to reach, one after the other

bench-suggestions: setup ## Suggestions among 10,000 to a million people, beside reading the index's bytes (BENCH="--people 10000")
	@$(PYTHON) -m tests.bench.matching $(BENCH)

bench-notifications: setup ## Due nudges through words and SMTP, beside what each alone allows (BENCH="--rounds 1")
	@$(PYTHON) -m tests.bench.notifications $(BENCH)

bench-gateway: setup ## The gateway at capacity and at twice that, beside a bare FastAPI route (BENCH="--rounds 1")
	@$(PYTHON) -m tests.bench.gateway $(BENCH)

bench-web: setup browser ## How soon Today can be used on a phone, and what Lighthouse says of three screens (minutes; BENCH="--rounds 3")
	@$(PYTHON) -m tests.bench.lighthouse $(BENCH)

pictures: setup browser ## Every screen of the web client, on a phone and on a desk, into pictures/
	@$(PYTHON) -m tests.browser.pictures

bench-quality: setup ## How good suggestions are for the demo's 982 people, beside brute force and chance (BENCH="--people 200")
	@$(PYTHON) -m tests.bench.quality $(BENCH)

bench-rounds: setup ## Cohort rounds beside other solvers: total, unmatched, blocking pairs, time (BENCH="--rounds 1")
	@$(PYTHON) -m tests.bench.rounds $(BENCH)

##@ Keep
.PHONY: lint format typecheck lock features docs
lint: setup ## Style and import rules
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@.venv/bin/lint-imports

format: setup ## Lay out the code
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

typecheck: setup ## mypy, strict
	@$(PYTHON) -m mypy

lock: ## Pin every package by hash, for developers, for each service and for the benchmark's peers (UPGRADE=1 takes newer ones)
	@$(COMPILE) $(if $(UPGRADE),--upgrade) --extra dev pyproject.toml -o deploy/requirements/dev.txt
	@for extra in gateway matching journal notifications ops bench bench-rounds bench-mentor-match; do \
		$(COMPILE) --constraint deploy/requirements/dev.txt --extra $$extra pyproject.toml -o deploy/requirements/$$extra.txt || exit 1; \
	done
	@! grep -n '://' deploy/requirements/*.txt
	@$(PYTHON) -m deploy.local.node lock tests/node tests/bench/peers/node tests/bench/web services/gateway/web
	@! grep -n '"resolved"' tests/node/package-lock.json tests/bench/peers/node/package-lock.json tests/bench/web/package-lock.json services/gateway/web/package-lock.json

features: setup ## Every promised feature with the test that shows it
	@$(PYTHON) -m tests.features

docs: setup ## The documents made from the code: OpenAPI, AsyncAPI and .env.example
	@$(PYTHON) -m deploy.ops.env_example
	@$(PYTHON) -m deploy.docs
