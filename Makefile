# What a person types and what CI runs; each target is a line or two. `make PYTHON=python3.12 test` picks a Python.
PYTHON ?= python3
BIN := .venv/bin
JSON_SERVER := tests/schema/json_server

.PHONY: demo test lint docs constraints clean

# Shows findings on a real configuration and gets a key from a command that needs no account and no network.
demo: .venv/ready
	@$(BIN)/opencode-ls check --run --yes examples/opencode.jsonc

# Everything: style, types, layers, documentation and behaviour; needs Node for one npm package.
test: .venv/ready $(JSON_SERVER)/node_modules
	@$(BIN)/python -m pytest

lint: .venv/ready
	@$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports

docs: .venv/ready
	@$(BIN)/python docs/generate.py

# Renews the pinned versions; `git diff constraints.txt` then shows what moved.
constraints:
	@$(PYTHON) -m venv build/pin && build/pin/bin/python -m pip install --quiet pip-tools
	@build/pin/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra test --all-build-deps --output-file constraints.txt pyproject.toml

clean:
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache $(JSON_SERVER)/node_modules

.venv/ready: constraints.txt pyproject.toml
	@echo "Setting up .venv (once, about half a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "opencode-ls needs Python 3.11 or newer: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(JSON_SERVER)/node_modules: $(JSON_SERVER)/package-lock.json
	@echo "Setting up $(JSON_SERVER)"
	@npm ci --silent --no-audit --no-fund --prefix $(JSON_SERVER)
	@touch $@
