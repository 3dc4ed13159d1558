# The commands of the site. `make` alone lists them.
# Variables may stand behind any of them: make run PORT=8001 DATA_DIR=/srv/site

.DEFAULT_GOAL := help
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python

run manage: export DEMO ?= 1

.PHONY: help
help: ## List the commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 16

.PHONY: run
run: environment ## Set the site up with a demonstration and serve it (PORT, HOST, DATA_DIR) until Ctrl-C
	@exec $(VENV_PYTHON) site/setup/run.py

.PHONY: manage
manage: environment ## Run one command with the environment of `make run`: make manage ARGS="check"
	@exec $(VENV_PYTHON) manage.py $(ARGS)

.PHONY: test
test: tools ## Run the tests (ARGS="tests/referrals" for some of them)
	@exec $(VENV_PYTHON) site/setup/test.py $(ARGS)

.PHONY: campaign
campaign: export CAMPAIGN = 1
campaign: tools ## Run the long tests whole, of which `make test` makes a sample
	@exec $(VENV_PYTHON) site/setup/test.py tests/baking/test_under_change.py -n 0

.PHONY: guide
guide: tools ## Take the pictures of the guide for editors anew
	@GUIDE_PICTURES=fi $(VENV_PYTHON) site/setup/test.py tests/browser/test_guide.py -n 0
	@GUIDE_PICTURES=en $(VENV_PYTHON) site/setup/test.py tests/browser/test_guide.py -n 0

.PHONY: bench
bench: export PYTHONPATH = $(CURDIR):$(CURDIR)/site
bench: tools ## Measure how fast baked pages are, and baking (ARGS="speed" or "baking" for one part)
	@$(VENV_PYTHON) site/setup/bundle.py
	@$(VENV_PYTHON) -m bench.run $(ARGS)

.PHONY: bundle
bundle: environment ## Build static/built/ from the style sheets and scripts
	@$(VENV_PYTHON) site/setup/bundle.py

.PHONY: messages
messages: tools ## Bring locale/ up to date with the texts in code and templates
	@$(VENV_PYTHON) site/setup/catalogues.py update

.PHONY: lint
lint: tools ## Look for mistakes in form and types
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m mypy

.PHONY: lock
lock: tools ## Write the locked requirements again from the .in files (UPGRADE=1 takes newer releases)
	@$(VENV_PYTHON) site/setup/lock.py $(if $(UPGRADE),--upgrade)

.PHONY: environment tools
environment:
	@command -v $(PYTHON) >/dev/null || { echo 'Python is missing; install Python 3.11, 3.12 or 3.13, or name one: make run PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) site/setup/environment.py requirements.txt
tools:
	@command -v $(PYTHON) >/dev/null || { echo 'Python is missing; install Python 3.11, 3.12 or 3.13, or name one: make test PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) site/setup/environment.py requirements.txt requirements-dev.txt
