# Every command does its own set-up; nothing else need be typed before it.
#
#   make run       open the window on the practice estate (no display: play a day into out/)
#   make test      run all tests
#   make check     everything that the integration machine runs
#   make help      list all commands

SHELL := /bin/sh
VENV := .venv/bin
# What pytest gets besides its own settings: make test TESTS="tests/desk -k undo"
TESTS ?=
# How many tests run at once.
WORKERS ?= auto
# Which rules to prove: make rules-proof RULES="STO-14 STO-18"
RULES ?=
# The printer emulator; it wants Python 3.13, so it has an environment of its own.
EMUPOS ?= emupos
OUT ?= out

.PHONY: help setup run day test lint format types words rules rules-proof paper-proof print-faults canaries bench freeze check lock pictures clean
.DEFAULT_GOAL := help

help: ## list all commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## virtual environment, locked packages, missing system libraries
	@.ci/setup

run: ## open the window on the practice estate; with no display, play a day into out/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ] || [ "$$(uname -s)" = Darwin ]; then \
	    .ci/setup window && exec $(VENV)/kiosk --practice; \
	else \
	    .ci/setup && echo "There is no display here, so no window: playing a day into $(OUT)/ instead." \
	    && exec $(VENV)/kiosk day --out $(OUT); \
	fi

day: setup ## play a day of the practice estate into out/
	@$(VENV)/kiosk day --out $(OUT)

test: setup ## run all tests
	@$(VENV)/python -m pytest -q -n $(WORKERS) $(TESTS)

lint: setup ## look for mistakes and for unformatted code
	@$(VENV)/ruff check
	@$(VENV)/ruff format --check

format: setup ## put imports and lines in order
	@$(VENV)/ruff check --fix
	@$(VENV)/ruff format

types: setup ## check types
	@$(VENV)/mypy

words: setup ## every text has its Chinese, no catalogue holds an unused one (WORDS=extend adds what is missing)
	@$(VENV)/python .ci/words.py $(or $(WORDS),check)

rules: setup ## write docs/rules.md: rule, where it lives, which tests
	@$(VENV)/python -m tests.rulebook write

rules-proof: setup ## take each rule away and see its tests fail: RULES="STO-14 …"
	@$(VENV)/python -m tests.rulebook prove $(RULES)

paper-proof: setup ## each slip through a printer emulator and back, ten minutes: EMUPOS=path/of/emupos (docs/paper.md)
	@$(VENV)/python -m tests.paper_proof --emupos "$(EMUPOS)"

print-faults: setup ## print on printers that fail in every way and count the papers: JOBS=2000 (docs/paper.md)
	@$(VENV)/python -m tests.print_faults $(or $(JOBS),2000)

canaries: setup ## ten thousand document numbers and a hundred pictures through a whole life, and no byte left (docs/privacy.md)
	@$(VENV)/python -m tests.canaries $(or $(NUMBERS),10000) $(or $(PICTURES),100)

bench: setup ## time the program on a million records, beside its raw equivalents, as JSON (half an hour at first)
	@$(VENV)/kiosk bench --records $(or $(RECORDS),1000000) $(BENCH)

freeze: ## build the program folder dist/kiosk and let it test itself
	@.ci/setup freeze
	@$(VENV)/pyinstaller --noconfirm --log-level ERROR build.spec
	@./dist/kiosk/kiosk selftest

check: ## everything that the integration machine runs
	@.ci/run

# The public index, asked by uv, which reads no settings of this machine's pip.
LOCK := $(VENV)/uv pip compile pyproject.toml --universal --generate-hashes --no-config --quiet \
	--no-emit-index-url --custom-compile-command "make lock"

lock: setup ## renew requirements.lock and requirements-dev.lock from pyproject.toml
	@test -x $(VENV)/uv || $(VENV)/python -m pip install --quiet uv
	@$(LOCK) $(UPGRADE) --output-file requirements.lock
	@$(LOCK) $(UPGRADE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

SHOWN := board-zh-light luggage_form-zh-light luggage_record-en-dark visitors_call-zh-light keys_list-en-dark

pictures: setup ## renew the pictures of the README in docs/screens
	@$(VENV)/kiosk day --out build/pictures
	@mkdir -p docs/screens
	@for one in $(SHOWN); do cp build/pictures/screens/$$one.png docs/screens/; done
	@cp "$$(ls build/pictures/paper/*-claim_ticket.png | head -n 1)" docs/screens/claim_ticket.png

clean: ## remove what was built; the virtual environment stays
	@rm -rf build dist out .pytest_cache .ruff_cache .mypy_cache .hypothesis *.egg-info
	@find resources -name '*.mo' -delete
