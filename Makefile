# Everything needs only Python 3.11 or newer, make, and a package registry.
# Paths are relative and programs are started as modules: the folder may be moved and have spaces
# in its name. From elsewhere: make -C FOLDER run

SHELL := /bin/sh
PY := .venv/bin/python
PIP := PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 $(PY) -m pip
export PYTHONUNBUFFERED := 1
# Empty means no: each of the processes would compile the whole project anew.
export PYTHONDONTWRITEBYTECODE :=
TEST_PROCESSES ?= 3
SOAK_SECONDS ?= 600

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test soak agree million lint domain-tables compliance-tables bench \
	bench-award bench-pages screenshots stripe-live-check clean

help: ## show this
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | awk -F '|' '{ printf "make %-17s %s\n", $$1, $$2 }'

# A Python that starts and is new enough; a name on PATH may be a stub that does neither.
define find_python
for candidate in $(if $(PYTHON),'$(PYTHON)',python3.13 python3.12 python3.11 python3); do \
	if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then echo 'Python 3.11 or newer is needed; name it with PYTHON=...' >&2; exit 1; fi
endef

# Keeps a .venv that works; makes it anew when its Python is gone, too old or was exchanged.
define make_venv
if ! $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	|| [ "$$($(PY) -VV)" != "$$(cat .venv/python-version 2>/dev/null)" ]; then \
	$(find_python); \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "$$python cannot make environments: install its venv package (Debian: python3-venv)." >&2; \
		exit 1; \
	fi; \
	echo 'Making .venv ...'; \
	rm -rf .venv; \
	"$$python" -m venv .venv; \
	$(PY) -VV > .venv/python-version; \
fi
endef

# $(1) the requirements file, $(2) all files it draws in: installed when one of them has changed.
define install
@set -e; python=; $(make_venv); \
wanted="$$(cat $(2) | cksum) $$(cat .venv/python-version)"; \
if [ "$$(cat .venv/installed-$(1) 2>/dev/null)" != "$$wanted" ]; then \
	echo 'Installing $(1) ...'; \
	rm -f .venv/installed-*; \
	$(PIP) install -qq -r $(1); \
	for part in $(2); do \
		files=$$(if [ $$part = $(1) ]; then echo '$(2)'; else echo $$part; fi); \
		echo "$$(cat $$files | cksum) $$(cat .venv/python-version)" > .venv/installed-$$part; \
	done; \
fi
endef

install: ## make .venv with what the marketplace needs
	$(call install,requirements.txt,requirements.txt)

install-dev: ## the same with tests and tools
	$(call install,requirements-dev.txt,requirements.txt requirements-dev.txt)

run: install ## run the marketplace with demo data; Ctrl+C stops it
	@exec $(PY) -m marketplace.run

lint: install-dev ## formatting, types, import rules, templates
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	@if [ -d marketplace/web/templates ]; then $(PY) -m djlint --lint --quiet marketplace/web/templates; fi

test: lint ## lint, then all tests, shared out to TEST_PROCESSES (3)
	$(PY) -m pytest -n $(TEST_PROCESSES) -rs --durations=15

soak: install-dev ## random lives with random seeds for SOAK_SECONDS (600)
	$(PY) -m tests.model.soak $(SOAK_SECONDS)

agree: install-dev ## award engine against HiGHS and all awards: COUNT (300) seeds from FIRST (0)
	$(PY) -m tests.pricing.award.agree $(or $(COUNT),300) $(or $(FIRST),0)

million: install-dev ## one lot of LINES (1,000,000) lines awarded within SECONDS (300)
	$(PY) -m tests.pricing.award.large_problems $(or $(LINES),1000000) $(or $(SECONDS),300)

domain-tables: install ## bring the life cycles in docs/domain.md up to date
	$(PY) -m marketplace.cli.domain_tables --write docs/domain.md

compliance-tables: install ## bring the rules in docs/compliance.md up to date
	$(PY) -m marketplace.cli.compliance_tables --write docs/compliance.md

stripe-live-check: install-dev ## what only Stripe itself can show, with STRIPE_TEST_KEY
	$(PY) -m tests.live.stripe_check

bench: install-dev ## repeatable benchmarks, as ratios
	$(PY) -m bench

bench-award: install-dev ## the award engine's targets, long; FAMILIES= SEEDS= PEERS=no
	$(PY) -m bench.award table $(if $(FAMILIES),--families $(FAMILIES)) \
		$(if $(SEEDS),--seeds $(SEEDS)) $(if $(filter no,$(PEERS)),--no-peers)

bench-pages: install-dev ## HTML pages against bare Jinja pages of as many bytes
	$(PY) -m bench.pages

screenshots: install-dev ## every page of every role into var/screenshots; fails when one looks wrong
	$(PY) -m tests.screenshots $(if $(ROLE),--role $(ROLE)) $(if $(AT),--at $(AT))

clean: ## remove .venv and caches; the data in var stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
