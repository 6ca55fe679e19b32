# The tasks of the project. An environment is made once, from a pinned and hashed list in requirements/,
# and again only when that list or pyproject.toml changes.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
BIN     := .venv/bin
LAB_BIN := .venv-lab/bin
ENGINES_BIN := .venv-engines/bin
PIP     := python -m pip -qq --disable-pip-version-check

# A reader's own settings must not change a figure or a notebook; make lab keeps them.
CLEAN_SETTINGS := MATPLOTLIBRC=/dev/null IPYTHONDIR=$(CURDIR)/.venv/ipython

.PHONY: help figures test notebooks lab test-lab test-engines html check bench yardstick dist lock

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

figures: .venv/run.stamp  ## draw figures/ again
	$(CLEAN_SETTINGS) MPLBACKEND=agg $(BIN)/conflictdata figures --out figures

# The font cache is made before the notebooks run: matplotlib says on stderr when it makes one, and
# nbval compares stderr too.
test: .venv/test.stamp  ## run the unit tests, then every notebook against its stored outputs
	$(CLEAN_SETTINGS) MPLBACKEND=agg $(BIN)/python -m pytest -p no:nbval tests
	@$(BIN)/python -c "import matplotlib.font_manager"
	$(CLEAN_SETTINGS) $(BIN)/python -m pytest --nbval --nbval-current-env --nbval-cell-timeout=60 \
		--nbval-sanitize-with=tests/nbval.cfg notebooks

notebooks: .venv/test.stamp  ## execute the notebooks again, in place
	@$(BIN)/python -c "import matplotlib.font_manager"
	$(CLEAN_SETTINGS) $(BIN)/python tools/notebooks.py

# JupyterLab refuses to run as root unless it is told to; in a container that is what one is.
lab: .venv-lab/lab.stamp  ## copy the lessons and open them: OPTIONS="--language it", JupyterLab's own in ARGS
	$(LAB_BIN)/conflictdata lab $(OPTIONS) -- $(if $(filter 0,$(shell id -u)),--allow-root) $(ARGS)

# Its own conftest.py only: the one of the unit tests may need packages of the other environment.
test-lab: .venv-lab/lab.stamp  ## open the notebooks in Chromium: in a real JupyterLab, and as web pages
	MATPLOTLIBRC=/dev/null $(LAB_BIN)/python -m pytest -p no:nbval --confcutdir=tests/lab tests/lab

# Spark needs Java 17 or newer. Its own conftest.py only, as above.
test-engines: .venv-engines/engines.stamp  ## hand frames of pandas, Polars, DuckDB, Dask and Spark to the same code
	$(ENGINES_BIN)/python -m pytest -p no:nbval --confcutdir=tests/engines tests/engines

html: .venv-lab/lab.stamp  ## export the notebooks as web pages to build/html
	$(LAB_BIN)/conflictdata html --out build/html

check: .venv/test.stamp  ## check the style of code and notebooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check

bench: .venv/test.stamp  ## measure how long the usual things take
	$(CLEAN_SETTINGS) $(BIN)/python tools/bench.py
	$(CLEAN_SETTINGS) $(BIN)/python tools/bench_datasets.py
	$(BIN)/python tools/bench_reading.py

# PEERS names the folder of the peers' own test cases, which are no part of the project.
yardstick: .venv/test.stamp  ## measure how well texts are read, beside other libraries
	$(BIN)/python tools/yardstick.py

dist: .venv/run.stamp  ## build the source archive and the wheel into dist/
	rm -f dist/conflictdata-*
	$(BIN)/hatchling build

# Needs uv (https://docs.astral.sh/uv/). Each list is resolved for every system and Python >= 3.11, with
# hashes and without an index address. test.txt contains run.txt, and lab.txt agrees with test.txt.
LOCK := uv pip compile -q --upgrade --universal --generate-hashes --no-header --annotation-style line \
	--no-emit-index-url --no-emit-find-links pyproject.toml --group pinned
lock:  ## resolve requirements/*.txt again, to the newest versions that pyproject.toml admits
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --extra test --constraint requirements/run.txt --output-file requirements/test.txt
	$(LOCK) --extra lab --extra datasets --extra export --extra lab-test --constraint requirements/test.txt --output-file requirements/lab.txt
	$(LOCK) --extra engines --constraint requirements/test.txt --output-file requirements/engines.txt

# The environments. The package is installed as a link to this folder.
.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/$(PIP) install --require-hashes -r requirements/run.txt
	$(BIN)/$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: requirements/test.txt pyproject.toml | .venv/bin/python
	$(BIN)/$(PIP) install --require-hashes -r requirements/test.txt
	$(BIN)/$(PIP) install --no-deps --no-build-isolation -e .
	@touch .venv/run.stamp $@

.venv-lab/lab.stamp: requirements/lab.txt pyproject.toml | .venv-lab/bin/python
	$(LAB_BIN)/$(PIP) install --require-hashes -r requirements/lab.txt
	$(LAB_BIN)/$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv-engines/engines.stamp: requirements/engines.txt pyproject.toml | .venv-engines/bin/python
	$(ENGINES_BIN)/$(PIP) install --require-hashes -r requirements/engines.txt
	$(ENGINES_BIN)/$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/bin/python .venv-lab/bin/python .venv-engines/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "conflictdata needs Python 3.11 or newer; '$(PYTHON)' is older or not there." \
			"Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(@D:/bin=)
