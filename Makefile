# What one can do here. `make` lists it; the text after ## on a target's line is its line there.

PYTHON ?= python3
# More for pytest: make test ARGS="tests/test_project.py -x"
ARGS ?=
# How many tests run at once; tests that share an expensive fixture stay on one worker.
WORKERS ?= 2

VENV := .venv
# Only relative paths, so that the checkout may lie in a folder with spaces in its name.
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# Stamps: installed to run; installed to develop. Both are made anew when pyproject.toml changes.
RUN := $(VENV)/.installed-to-run
DEV := $(VENV)/.installed-to-develop

DEMO := $(addprefix sample_schemes/, \
  social_commerce/taobaoke.yaml social_commerce/weishang-agents.yaml \
  social_commerce/yunzaizhijian.yaml designs/gifting-circle.yaml)

.PHONY: help demo test lint format bench accuracy catalogs clean

help: ## list what one can do (this)
	@echo "mlmcheck: is a distribution scheme legal, review or pyramid-like?"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PYTHON=python3.12 chooses the Python that .venv is made with (3.11 or newer)."

demo: $(RUN) ## judge some sample schemes, on a machine with nothing but Python
	@echo '$$ mlmcheck check $(DEMO)'
	@$(PY) -m mlmcheck check $(DEMO) || test $$? -eq 1
	@echo
	@echo "Next: $(VENV)/bin/mlmcheck check FILE judges a scheme of yours, and exits with 1 if it is pyramid-like."

test: $(DEV) ## run the tests (ARGS="…" for pytest)
	$(PY) -m pytest -q -n $(WORKERS) --dist loadgroup $(ARGS)

lint: $(DEV) ## check style, types, import layers and the rule packs
	@mend=; check() { name=$$1; shift; echo "$$*"; "$$@" || mend="$$mend $$name"; }; \
	check style $(PY) -m ruff check .; \
	check layout $(PY) -m ruff format --check .; \
	check types $(PY) -m mypy; \
	check layers $(VENV)/bin/lint-imports --no-logo; \
	check yaml $(PY) -m yamllint --strict rules; \
	check rules $(PY) -m mlmcheck rules lint; \
	test -z "$$mend" || { echo "make lint: to mend:$$mend"; exit 1; }

format: $(DEV) ## sort imports and lay out the code
	$(PY) -m ruff check --select I --fix --quiet .
	$(PY) -m ruff format .

bench: $(DEV) ## time each script in benchmarks/
	@ls benchmarks/*.py >/dev/null 2>&1 || { echo "There is no benchmark in benchmarks/."; exit 1; }
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(PY) "$$script" || exit 1; done

accuracy: $(DEV) ## hold the rules against the decided schemes, and write docs/accuracy.md
	$(PY) -m mlmcheck rules score --format markdown > docs/accuracy.md.new; status=$$?; \
	mv docs/accuracy.md.new docs/accuracy.md; exit $$status

catalogs: $(DEV) ## collect the messages of the code for translation, and compile the translations
	$(PY) tools/catalogs.py

clean: ## remove .venv and all that was built or cached
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): pyproject.toml
	@$(MAKE_VENV)
	@echo "Installing mlmcheck into $(VENV)"
	@$(PIP) install --editable .
	@$(PY) -m compileall -q mlmcheck
	@touch $(RUN)

$(DEV): pyproject.toml
	@$(MAKE_VENV)
	@echo "Installing mlmcheck and what its tests and checks need into $(VENV)"
	@$(PIP) install --editable ".[dev]"
	@$(PY) -m compileall -q mlmcheck
	@touch $(RUN) $(DEV)

# Makes $(VENV), or makes it anew where it is broken or of another Python than $(PYTHON).
define MAKE_VENV
want=$$("$(PYTHON)" -c 'import sys; print(sys.version.split()[0])' 2>/dev/null) || { \
  echo "$(PYTHON) does not run. Install Python 3.11 or newer, or name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
  echo "mlmcheck needs Python 3.11 or newer, and $(PYTHON) is $$want. Name another: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }; \
"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
  echo "$(PYTHON) cannot make virtual environments: its venv or ensurepip module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }; \
have=$$($(PY) -c 'import pip, sys; print(sys.version.split()[0])' 2>/dev/null) || have=none; \
test "$$have" = "$$want" || { \
  echo "Making $(VENV) with Python $$want"; \
  "$(PYTHON)" -m venv --clear $(VENV); }
endef
