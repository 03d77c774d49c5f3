# make demo: install into .venv, trace a program, build a small corpus, verify it, load it
# make test: everything that must hold (lint, types, layers, tests)

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo-corpus

.PHONY: demo test check jail-matrix format smoke-train clean

demo: $(VENV)/.core
	$(BIN)/tracepile trace docs/depth_first_search.py --call "dfs({'A': ['B', 'C'], 'B': ['D'], 'C': ['D'], 'D': []}, 'A')"
	$(BIN)/tracepile build --config algorithm --samples 100 --out $(DEMO)
	$(BIN)/tracepile verify $(DEMO)
	$(BIN)/python dataset_scripts/tracepile.py show $(DEMO) --config algorithm

test: check
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Every attack under every policy and user, with each layer removed in turn: the table of docs/jail.md (an hour; as root)
jail-matrix: $(VENV)/.dev
	$(BIN)/python tests/jail/matrix.py --write

# Every training paradigm end to end on a CPU: tiny random model, bundled corpus, loss falls
smoke-train: $(VENV)/.train
	$(BIN)/python trainers/smoke/prepare.py
	$(BIN)/python trainers/smoke/train.py

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@ $(VENV)/.core

# torch first and exactly as pinned: any other version brings gigabytes of CUDA
$(VENV)/.train: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	touch $@

clean:
	rm -rf $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis
