# make run, make test: each sets up what it needs. Nothing is installed outside .venv, but for a browser (make test, as root).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint unit journeys live train train-onward bench bench-understanding bench-debrief bench-voice lock pictures clean
.DELETE_ON_ERROR:

# Voice comes in beside the running program, the first time; without it everything else works, and it is tried anew next time.
run: $(VENV)/.run
	@$(BRING_VOICE)
	$(BIN)/belletje run

BRING = $(MAKE)
BRING_VOICE = [ $(VENV)/.voice -nt requirements/voice.txt ] || kill -0 "$$(cat $(VENV)/.voice-pid 2>/dev/null)" 2>/dev/null || { \
  echo "Calling by voice is being installed meanwhile; $(VENV)/voice.log tells how that went."; \
  $(BRING) --silent $(VENV)/.voice </dev/null >$(VENV)/voice.log 2>&1 & echo $$! >$(VENV)/.voice-pid; }

test: lint unit journeys live

# The core rooms are typed strictly; imports point one way; the style is ruff's.
lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# On all cores; what must be on time has them for itself.
unit: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not journey and not live" --numprocesses auto --dist loadfile

WITH_BROWSER = chromium="$$($(PYTHON) tests/journeys/browser.py $(BIN)/python)" && BELLETJE_CHROMIUM="$$chromium"

journeys: $(VENV)/.dev
	@$(WITH_BROWSER) $(BIN)/python -m pytest -m "journey and not live" --numprocesses auto

# The browser comes last: it keeps an event loop for as long as it is there.
live: $(VENV)/.dev
	@$(WITH_BROWSER) $(BIN)/python -m pytest -m live tests/voice tests/journeys

# From the labelled utterances to the weights of the understanding, in an hour and a half on two cores; commit what it makes.
train: $(VENV)/.train
	$(BIN)/python -m belletje.understanding.training
	$(BIN)/python -m belletje.prospect.training
	$(BIN)/python -m belletje.prospect.tuning

# The same over what was added since, from the weights there are, in half an hour.
train-onward: $(VENV)/.train
	$(BIN)/python -m belletje.prospect.training
	$(BIN)/python -m belletje.prospect.tuning --onward

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.desk

bench-understanding: $(VENV)/.dev
	$(BIN)/python -m benchmarks.understanding

bench-debrief: $(VENV)/.dev
	$(BIN)/python -m benchmarks.debrief

bench-voice: $(VENV)/.dev
	$(BIN)/python -m benchmarks.voice

pictures: $(VENV)/.dev
	BELLETJE_PICTURES=1 $(MAKE) journeys live

# The locks hold hashes and no address: any index that serves these very files will do.
lock: $(VENV)/.dev
	for part in run voice dev train; do \
	  case $$part in \
	    run) groups="";; voice) groups="--extra voice";; dev) groups="--extra voice --group dev";; \
	    train) groups="--extra voice --group dev --group train";; \
	  esac; \
	  [ $$part = run ] || groups="$$groups --constraint requirements/run.txt"; \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --no-annotate --group build $$groups pyproject.toml --output-file requirements/$$part.txt; \
	done

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Belletje needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make a virtual environment: install python3-venv, then try again."; exit 2; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The same versions as those that run, and more: a program that runs already is not disturbed.
$(VENV)/.voice: requirements/voice.txt | $(VENV)/.run
	@$(PIP) install --require-hashes --requirement requirements/voice.txt || { \
	  echo "Calling by voice could not be installed; everything else works, and the next make run tries it again."; exit 1; }
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/.train: requirements/train.txt $(VENV)/.dev
	$(PIP) install --require-hashes --requirement requirements/train.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
