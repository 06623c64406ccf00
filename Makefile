# Everything lives in .venv, .local and services/console; nothing outside this folder is needed but Python 3.11.

PYTHON  ?= $(shell command -v python3.11 || command -v python3)
UV      := 0.13.9
BIN     := .venv/bin
SOURCES := $(wildcard libs/*/src services/*/src) deploy deploy/grafana deploy/prometheus scripts
MODULES := $(notdir $(wildcard libs/*/src/headrace_* services/*/src/headrace_*) deploy/checks deploy/grafana/boards targets scripts/audit)
CONSOLE := services/console
ON_ALL_CORES := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# the certificates that the machine trusts: a company's proxy may have its own
export UV_SYSTEM_CERTS ?= 1
# compiled modules are kept, also where images turn that off: every process starts in half the time
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo up kafka test journeys suite faults lint lint-code lint-deploy lint-console audit sbom bench contracts forms manifests dashboards clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.synced $(CONSOLE)/dist/index.html  ## make the environment and build the console; does only what changed

demo: setup  ## play the journey and keep running; EXIT=1 ends after the audit, SIZE=small|medium|large, SEED=n
	$(BIN)/headrace demo $(if $(EXIT),--exit) $(if $(SIZE),--size $(SIZE)) $(if $(SEED),--seed $(SEED))

up: setup  ## run every service in one process on http://127.0.0.1:8080
	$(BIN)/headrace up

kafka: .venv/.synced  ## run Apache Kafka on 127.0.0.1:9092 in the foreground; needs Java 17, fetched by Maven the first time
	$(BIN)/python -m headrace_testkit.kafka

test: setup  ## run every test but make journeys and what needs Java; ARGS="-k netting" for some
	$(BIN)/python -m pytest $(ON_ALL_CORES) --durations 15 $(ARGS)

journeys: setup  ## play the whole company's journey, cut off, killed, restored: minutes each
	$(BIN)/python -m pytest $(ON_ALL_CORES) --durations 15 -m journeys $(ARGS)

suite: setup  ## run make test RUNS=20 times on a free machine: time, memory and what is left of each; fails over its limits
	$(BIN)/python -m headrace_testkit.suite --runs $(or $(RUNS),1)

faults: setup  ## break everything while people work, and audit; ROUNDS=500 SEED=7 for the long form, SCALE=whole with the journey
	$(BIN)/python -m headrace_testkit.faults $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED)) $(if $(SCALE),--scale $(SCALE))

lint: .venv/.synced  ## all of the following, side by side
	@$(MAKE) --no-print-directory --jobs 2 lint-code lint-deploy lint-console

lint-code: .venv/.synced  ## ruff, mypy, import rules, protobuf rules, stale generated code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=$(subst $() ,:,$(SOURCES)) $(BIN)/mypy $(addprefix -p ,$(MODULES))
	$(BIN)/lint-imports --no-logo
	$(BIN)/buf lint
	scripts/events-only-grow
	PATH=$(BIN):$$PATH $(BIN)/python libs/contracts/tools/generate.py --check
	PYTHONPATH=deploy/grafana $(BIN)/python -m boards --check

lint-deploy: .local/deploy-checks/.made  ## Dockerfile, compose file, Kubernetes manifests, shell scripts; needs Go and Maven
	PYTHONPATH=deploy $(BIN)/python -m checks

audit: .venv/.synced  ## known weaknesses of everything in both lock files; needs https://api.osv.dev or ARGS="--service URL"
	PYTHONPATH=scripts $(BIN)/python -m audit $(ARGS)

sbom: .venv/.synced  ## what is in it, for scanners: .local/sbom/{python,console}.cdx.json (CycloneDX)
	@mkdir -p .local/sbom
	$(BIN)/uv export --quiet --frozen --all-packages --no-default-groups --preview-features sbom-export --format cyclonedx1.5 --output-file .local/sbom/python.cdx.json
	scripts/npm --prefix $(CONSOLE) sbom --package-lock-only --omit=dev --sbom-format cyclonedx >.local/sbom/console.cdx.json

lint-console: $(CONSOLE)/node_modules/.bin/biome  ## the console's style, types and unit tests
	scripts/npm --prefix $(CONSOLE) run --silent lint
	scripts/npm --prefix $(CONSOLE) run --silent test

bench: setup  ## measure against the targets; writes .local/bench.json
	$(BIN)/headrace bench

contracts: .venv/.synced  ## make libs/contracts anew from proto/
	PATH=$(BIN):$$PATH $(BIN)/python libs/contracts/tools/generate.py

forms: .venv/.synced  ## write down anew what services store, where a form only grew; docs/service-guide.md says what else it takes
	$(BIN)/python -m headrace_chassis.forms

manifests: .venv/.synced  ## make the cluster's Prometheus rules anew from deploy/prometheus
	PYTHONPATH=deploy $(BIN)/python -m checks.rules

dashboards: .venv/.synced  ## make the Grafana dashboards anew from deploy/grafana/boards
	PYTHONPATH=deploy/grafana $(BIN)/python -m boards

clean:  ## remove everything that was made, the demo's data too
	rm -rf .venv .local $(CONSOLE)/node_modules $(CONSOLE)/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)

.venv/.synced: uv.lock pyproject.toml $(wildcard libs/*/pyproject.toml services/*/pyproject.toml) | $(BIN)/uv
	$(BIN)/uv sync --quiet --frozen --inexact --all-packages --all-groups
	$(BIN)/python -m headrace_planning.engine.warm
	@touch $@

.local/deploy-checks/.made: deploy/checks/setup.py deploy/checks/strict.py | .venv/.synced
	PYTHONPATH=deploy $(BIN)/python -m checks.setup
	@touch $@

$(CONSOLE)/node_modules/.package-lock.json: $(CONSOLE)/package-lock.json | .venv/.synced
	scripts/npm --prefix $(CONSOLE) ci --omit=dev --silent --no-audit --no-fund
	@touch $@

$(CONSOLE)/node_modules/.bin/biome: $(CONSOLE)/package-lock.json | .venv/.synced
	scripts/npm --prefix $(CONSOLE) ci --silent --no-audit --no-fund
	@touch $(CONSOLE)/node_modules/.package-lock.json $@

$(CONSOLE)/dist/index.html: $(CONSOLE)/node_modules/.package-lock.json $(shell scripts/console-sources)
	scripts/npm --prefix $(CONSOLE) run --silent build
	@touch $@
