# What people and CI run here; `make` alone lists it.
#
# The tools come from the lock files in requirements/, by hash, and live in .venv. One stamp stands for each
# layer (.venv/.made, .made-test, …), so that `make translate` installs little and a second `make` nothing.
# uv is used where it is on PATH, `python3 -m venv` and pip where it is not.

PYTHON ?= python3
# The tests of a file stay in one process: what they share is made once.
PYTEST_FLAGS ?= -n auto --dist loadfile --no-loadscope-reorder
BENCH_FLAGS ?=
SITES ?=
TIME ?= 60
FUZZ ?=
LOCK_FLAGS ?=
UV := $(shell command -v uv 2>/dev/null)

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help translate status test check schema bench dist lock clean site sites fuzz

# The user's settings that would put packages elsewhere, or change which ones are installed.
unexport PIP_BUILD_CONSTRAINT PIP_CONSTRAINT PIP_DRY_RUN PIP_EDITABLE PIP_NO_BINARY PIP_ONLY_BINARY PIP_PREFIX
unexport PIP_PYTHON PIP_REQUIREMENT PIP_REQUIRE_HASHES PIP_ROOT PIP_TARGET PIP_USER PYTHONHOME PYTHONPATH
unexport UV_BUILD_CONSTRAINT UV_CONSTRAINT UV_NO_BINARY UV_NO_BUILD UV_OVERRIDE UV_REQUIRE_HASHES

bin := .venv/bin

help: ## list the targets
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile
	@echo "PYTHON=python3.12 chooses the interpreter, PYTEST_FLAGS='-k merge' the tests."

translate: .venv/.made ## bring catalogues and localised pages up to date with source/
	@$(bin)/i18n-pipeline translate

test: .venv/.made-test ## run the tests
	@$(bin)/python -m pytest $(PYTEST_FLAGS)

check: .venv/.made-lint ## lint, check types, and prove that the translations are sound and the localised pages current
	@echo "ruff check"
	@$(bin)/ruff check --quiet
	@echo "ruff format --check"
	@$(bin)/ruff format --check --quiet
	@echo "mypy"
	@$(bin)/mypy --no-error-summary
	@echo "i18n-pipeline translate --check"
	@$(bin)/i18n-pipeline translate --check
	@echo "i18n-pipeline check"
	@$(bin)/i18n-pipeline check --fail-on warning

status: .venv/.made ## write the report of the translations into build/status/, and their badges into badges/
	@$(bin)/i18n-pipeline status
	@$(bin)/i18n-pipeline status --quiet --format badge --output badges
	@$(bin)/i18n-pipeline status --quiet --format html --output build/status

sites: .venv/.made-test ## build small sites of each kind by their generators (SITES="hugo mkdocs": these alone)
	@cd tests && ../$(bin)/python -m sites $(SITES)

site: .venv/.made-site ## build the guide in both languages, and the report of the translations, into build/site/
	@mkdir -p build/guide
	@ln -sfn ../../source build/guide/en
	@ln -sfn ../../localised/nl build/guide/nl
	@NO_MKDOCS_2_WARNING=1 $(bin)/mkdocs build --quiet --strict
	@$(bin)/i18n-pipeline status --quiet --format html --output build/site/status

schema: .venv/.made-test ## make the JSON schema of i18n.toml again, after a change of the settings
	@$(bin)/python -m i18n_pipeline.project.settings_schema

bench: .venv/.made-bench ## measure against other tools, on the same pages
	@$(bin)/python benchmarks/compare.py $(BENCH_FLAGS)

fuzz: .venv/.made-fuzz ## fuzz what reads texts of strangers, TIME=60 seconds each (FUZZ="splice catalogue": these alone)
	@$(bin)/python fuzz $(TIME) $(FUZZ)

dist: .venv/.made ## build the wheel and the sdist into dist/
	@rm -rf dist
	@$(bin)/python -m hatchling build --directory dist

clean: ## remove what make made: .venv, dist, caches of the tools
	@echo "Removing .venv, dist and the tools' caches"
	@rm -rf .venv build dist htmlcov .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache benchmarks/out
	@find src tests benchmarks fuzz -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment ---

too_old = i18n-pipeline needs Python 3.11 or newer, and $(PYTHON) is $(or $(version),not there): name another \
  (make PYTHON=python3.12) or install uv
no_venv = $(PYTHON) cannot make a virtual environment: install its venv module \
  (on Debian and Ubuntu: apt install python3-venv) or uv
no_pip = .venv has no pip, for uv made it, and uv is not on PATH now: run make clean, then this again
no_uv = make lock needs uv, which is not on PATH

version = $(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
new_enough = $(shell "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes)
has_venv = $(shell "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null && echo yes)
has_pip = $(shell test ! -x $(bin)/python || $(bin)/python -c 'import pip' 2>/dev/null && echo yes)

# Where the user names no interpreter and python3 is too old, uv looks for one, or fetches it.
uv_chooses = $(and $(UV),$(filter file,$(origin PYTHON)))
python_problem = $(if $(new_enough),$(if $(UV)$(has_venv),,$(no_venv)),$(if $(uv_chooses),,$(too_old)))
with_uv = "$(UV)" venv --quiet --python "$(if $(new_enough),$(PYTHON),>=3.11)" .venv
with_venv = "$(PYTHON)" -m venv .venv

# A .venv whose interpreter has gone (a link to nowhere) says nothing by its stamps.
ifeq ($(shell test -x $(bin)/python && echo yes),)
.PHONY: .venv/.made
endif

$(bin)/python:
	$(if $(python_problem),$(error $(python_problem)))
	@echo "Making .venv with $(if $(UV),uv,$(PYTHON) -m venv)"
	@rm -rf .venv
	@$(if $(UV),$(with_uv),$(with_venv)) || { rm -rf .venv; exit 1; }

uv_install = "$(UV)" pip install --quiet --python $(bin)/python
pip_install = $(bin)/python -m pip --disable-pip-version-check --no-input install --quiet --quiet --no-user
install = $(if $(UV),$(uv_install),$(if $(has_pip),$(pip_install),$(error $(no_pip))))

.venv/.made: $(bin)/python requirements/build.txt requirements/runtime.txt pyproject.toml
	@echo "Installing i18n-pipeline and what it needs"
	@$(install) --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	@PIP_REQUIRE_HASHES=0 $(install) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.made-test: .venv/.made requirements/test.txt
	@echo "Installing what the tests need"
	@$(install) --require-hashes -r requirements/test.txt
	@touch $@

.venv/.made-lint: .venv/.made-test requirements/lint.txt
	@echo "Installing what the checks need"
	@$(install) --require-hashes -r requirements/lint.txt
	@touch $@

.venv/.made-bench: .venv/.made requirements/bench.txt
	@echo "Installing what the benchmark compares with"
	@$(install) --require-hashes -r requirements/bench.txt
	@touch $@

.venv/.made-fuzz: .venv/.made-test requirements/fuzz.txt
	@echo "Installing the fuzzer"
	@$(install) --require-hashes -r requirements/fuzz.txt
	@touch $@

.venv/.made-site: .venv/.made requirements/site.txt
	@echo "Installing what builds the site of the guide"
	@$(install) --require-hashes -r requirements/site.txt
	@touch $@

# --- the lock files ---

# Each layer is held to the versions of the layers before it, so that they install on top of one another.
compile = "$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCK_FLAGS)

lock: ## choose versions anew where pyproject.toml asks for it (LOCK_FLAGS=--upgrade: everywhere)
	$(if $(UV),,$(error $(no_uv)))
	@echo "Locking requirements/*.txt"
	@$(compile) pyproject.toml -o requirements/runtime.txt >/dev/null
	@$(compile) requirements/build.in -c requirements/runtime.txt -o requirements/build.txt >/dev/null
	@$(compile) --group pyproject.toml:test $(addprefix -c requirements/,runtime.txt build.txt) \
	  -o requirements/test.txt >/dev/null
	@$(compile) --group pyproject.toml:lint $(addprefix -c requirements/,runtime.txt build.txt test.txt) \
	  -o requirements/lint.txt >/dev/null
	@$(compile) --group pyproject.toml:bench $(addprefix -c requirements/,runtime.txt build.txt test.txt lint.txt) \
	  -o requirements/bench.txt >/dev/null
	@$(compile) --group pyproject.toml:fuzz $(addprefix -c requirements/,runtime.txt build.txt test.txt lint.txt) \
	  -o requirements/fuzz.txt >/dev/null
	@$(compile) --group pyproject.toml:site $(addprefix -c requirements/,runtime.txt build.txt test.txt lint.txt) \
	  -o requirements/site.txt >/dev/null
