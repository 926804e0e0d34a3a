# The two commands: `make demo` and `make test`. Both prepare .venv first.
PYTHON ?= python3.11
PY := $(shell command -v $(PYTHON) >/dev/null 2>&1 && echo $(PYTHON) || echo python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test bench soak check lock clean

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

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header pyproject.toml --group dev --output-file requirements.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
