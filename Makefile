# Two commands set up all they need on a machine with Python 3.11 or newer: make serve, make test.

PYTHON := .venv/bin/python
BIN := .venv/bin

.PHONY: help serve test format lint bench durability lighthouse assets audit lock clean set-up-run set-up-test
.DEFAULT_GOAL := help

help:
	@echo "make serve       set up and run on http://localhost:8000; python -m server serve --help lists the settings"
	@echo "make serve LAN=1 the same for two phones in one room; LAN=192.168.1.7 names the address"
	@echo "make test        set up, browser included, and run every check"
	@echo "make format      lay out the code and mend what can be mended"
	@echo "make lint        layout, lint and types alone"
	@echo "make bench       the benchmarks, each as a ratio measured in the same run"
	@echo "make durability  the long tests: kills, cancellations, races"
	@echo "make lighthouse  Lighthouse as on a phone, on the pages without a stream"
	@echo "make assets      fetch the browser scripts"
	@echo "make audit       look for known holes in what is locked, and for helplines to check again"
	@echo "make lock        lock the requirements anew"
	@echo "make clean       remove what setting up and testing made; var/ with its data stays"

serve: set-up-run assets
	@exec $(PYTHON) -m server serve $(if $(LAN),--lan $(filter-out 1,$(LAN)))

test: set-up-test
	@sh scripts/browser.sh
	@$(MAKE) --no-print-directory lint
	@echo "== exercises"
	@$(PYTHON) -m server check exercises/
	@echo "== tests"
	@$(PYTHON) -m pytest -n 2 --dist worksteal

lint: set-up-test
	@echo "== layout"
	@$(BIN)/ruff format --check
	@echo "== lint"
	@$(BIN)/ruff check
	@echo "== types"
	@$(BIN)/mypy

format: set-up-test
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: set-up-test
	@$(PYTHON) -m tests.bench

durability: set-up-test
	@$(PYTHON) -m pytest -m "durability or long"

lighthouse: set-up-test
	@sh scripts/lighthouse.sh

assets: set-up-run
	@$(PYTHON) scripts/assets.py

audit:
	@sh scripts/audit.sh

lock:
	@sh scripts/lock.sh

set-up-run:
	@sh scripts/venv.sh run

set-up-test:
	@sh scripts/venv.sh test
	@$(PYTHON) scripts/assets.py --tests

clean:
	rm -rf .venv .lock-venv .audit-venv .lighthouse node_modules web/static/vendor dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find server tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
