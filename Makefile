# Every command of this project: `make help`.
PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/stamps
STATIC := $(shell find static -type f ! -name '*.gz' ! -path 'static/fonts/*' 2>/dev/null)
CODE := wsgi.py core organisation surveys feedback analysis demonstration
SOURCES := $(shell find $(CODE) -name '*.py')
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)
# Tests without a browser share nothing, and neither do the pages with axe: each core takes some.
SHARED_OUT := --numprocesses auto --dist worksteal
AXE := tests/journeys/test_axe.py
LOCK := --generate-hashes --no-emit-index-url --no-header
.DEFAULT_GOAL := help
.PHONY: help run setup test-setup test unit lint bench sweep screenshots lock clean
.DELETE_ON_ERROR:

help:  ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: setup  ## Start with a demonstration on http://127.0.0.1:8000 (HOST, PORT, SYNPUNKT_DATA)
	@exec $(BIN)/synpunkt run

setup: $(STAMPS)/installed $(STAMPS)/fonts $(STAMPS)/words $(STAMPS)/translations $(STAMPS)/compressed $(STAMPS)/compiled  ## Make .venv and all that is made once

test: test-setup lint  ## Run every check and every test
	@$(BIN)/pytest $(SHARED_OUT) -m "not browser and not server"
	@$(BIN)/pytest $(SHARED_OUT) $(AXE)
	@$(BIN)/pytest -m "browser or server" --ignore=$(AXE)

unit: $(STAMPS)/test setup  ## Run the quick tests: no PostgreSQL, no pages, no browser, no long series of cases (< 60 s)
	@$(BIN)/pytest $(SHARED_OUT) -m "not (postgresql or pages or browser or server or thorough)"

lint: $(STAMPS)/test setup  ## Check style, types and imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: test-setup  ## Measure against a bare application; writes var/bench.json
	@$(BIN)/python -m benchmarks

sweep: test-setup  ## Try every page in every language and form with axe (long)
	@$(BIN)/pytest $(SHARED_OUT) $(AXE) --sweep

screenshots: test-setup  ## Make the pictures of README again
	@$(BIN)/python -m tests.screenshots

lock: $(STAMPS)/test  ## Lock the dependencies again
	@$(BIN)/uv pip compile $(LOCK) --extra setup -o requirements.txt pyproject.toml > /dev/null
	@$(BIN)/uv pip compile $(LOCK) --extra test -c requirements.txt -o requirements-test.txt pyproject.toml > /dev/null

clean:  ## Remove all that was made, but not var/
	@rm -rf .venv node_modules static/fonts core/words/common_words.txt
	@find static -name '*.gz' -delete
	@find translations -name '*.mo' -delete

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or newer is needed: install python3'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2> /dev/null || { echo 'Python cannot make .venv: install python3-venv'; exit 1; }
	@$(PYTHON) -m venv .venv

$(STAMPS)/installed: requirements.txt pyproject.toml | .venv/bin/python
	@echo 'Installing locked dependencies...'
	@mkdir -p $(STAMPS)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(STAMPS)/compiled: $(SOURCES) $(STAMPS)/installed
	@$(BIN)/python -m compileall -q $(CODE)
	@touch $@

$(STAMPS)/fonts: core/fonts.py $(STAMPS)/installed
	@$(BIN)/python -m core.fonts
	@touch $@

$(STAMPS)/words: core/word_list.py core/language_words.py $(STAMPS)/installed
	@$(BIN)/python -m core.word_list
	@touch $@

$(STAMPS)/translations: $(CATALOGUES) $(STAMPS)/installed
	@$(if $(CATALOGUES),$(BIN)/pybabel --quiet compile -d translations,true)
	@touch $@

$(STAMPS)/compressed: $(STATIC) $(STAMPS)/fonts
	@$(BIN)/python -m whitenoise.compress --quiet --no-brotli static
	@touch $@

$(STAMPS)/test: requirements-test.txt $(STAMPS)/installed
	@echo 'Installing what the tests need...'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

test-setup: setup $(STAMPS)/test
	@sh tests/debian.sh
	@$(MAKE) --no-print-directory node_modules/.package-lock.json

node_modules/.package-lock.json: package-lock.json .npmrc
	@npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
