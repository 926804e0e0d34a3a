# The two commands: `make demo` and `make test`. Both prepare .venv first.
PYTHON ?= python3.11
PY := $(shell command -v $(PYTHON) >/dev/null 2>&1 && echo $(PYTHON) || echo python3)
VENV := .venv
BIN := $(VENV)/bin
TOOLS := .venv-audit

.PHONY: setup demo test bench soak check audit sbom lock clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock
	@$(PY) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; found " + sys.version.split()[0])'
	@$(PY) -m venv $(VENV) || { echo "Python cannot make a virtual environment here. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

demo: setup
	$(BIN)/python -m bot demo

test: setup
	$(BIN)/python -m pytest -n 4

# The long faults (half an hour and more on an idle machine); figures go to docs/soak.md.
soak: setup
	$(BIN)/python -m tests.faults.soak
	$(BIN)/python -m tests.faults.soak_database

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python benchmarks/all.py

# Known faults of everything that is locked. Needs a network in which the advisories can be asked for; red without.
audit: $(TOOLS)/.ready
	$(TOOLS)/bin/python -m tests.attacks.supply $(TOOLS)/bin/pip-audit

# What is installed, as CycloneDX JSON: for each release.
sbom: $(TOOLS)/.ready
	$(TOOLS)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible \
	  --output-format JSON --output-file sbom.cdx.json

$(TOOLS)/.ready: requirements-audit.lock
	@$(PY) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --require-hashes --requirement requirements-audit.lock
	@touch $@

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header pyproject.toml --group dev --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --group pyproject.toml:audit --output-file requirements-audit.lock

clean:
	rm -rf $(VENV) $(TOOLS) .pytest_cache .mypy_cache .ruff_cache
