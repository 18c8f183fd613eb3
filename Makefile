# `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run demo-reset test check check-types check-rest bench serve translations lock clean

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
# The locks name every package, so there is nothing to resolve. What is installed is compiled on all
# cores, without the tests of the packages, where pip would do all of it on one; what some package
# brings that cannot be compiled is left alone, as pip leaves it.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-compile
COMPILE := $(BIN)/python -m compileall -qq -j 0 -x '/tests?/'
export ELEARN_DEMO = 1
export ELEARN_PUBLIC_URL = http://127.0.0.1:$(PORT)

help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/runtime.stamp translations ## Set up, migrate, load the demo and serve on http://127.0.0.1:8000 (PORT=9000 for another)
	@$(BIN)/elearn demo load
	@exec $(BIN)/gunicorn --config gunicorn.conf.py --bind 127.0.0.1:$(PORT) wsgi:app

demo-reset: .venv/runtime.stamp translations ## Throw the demonstration away and start over
	@$(BIN)/elearn demo reset

test: .venv/dev.stamp translations ## Run the whole suite on SQLite and PostgreSQL, with a real browser
	@$(BIN)/python tests/prepare.py
	@$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

check: .venv/dev.stamp translations ## Lint, import contracts, types, templates, migrations, catalogues, courses
	@$(MAKE) --no-print-directory --jobs=2 check-types check-rest

check-types: # takes as long as all the rest, which goes beside it
	$(BIN)/mypy

check-rest:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet elearn
	$(BIN)/elearn database check
	$(BIN)/python tests/catalogues.py
	$(BIN)/elearn courses check courses/

bench: .venv/dev.stamp translations ## Measure our cost beside the limit of this machine
	@$(BIN)/python benchmarks/run.py $(ARGS)

translations: .venv/runtime.stamp ## Compile the catalogues of the interface
	@$(BIN)/python translations/compile.py

lock: .venv/dev.stamp ## Write the hashed lock files anew from pyproject.toml
	echo 'setuptools>=80' | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 - -o requirements/build.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group dev pyproject.toml -o requirements/dev.txt -c requirements/runtime.txt

clean: ## Remove what was made, the demonstration's database included
	rm -rf .venv instance build *.egg-info

.venv/runtime.stamp: requirements/build.txt requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the packages of the service (about half a minute, once)"
	@$(INSTALL) --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@$(INSTALL) --no-build-isolation --editable .
	@$(COMPILE) .venv/lib elearn || true
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements/dev.txt
	@echo "Installing the packages of the tests (once)"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(COMPILE) .venv/lib || true
	@touch $@
