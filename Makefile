# Newsroom: the commands of everyday work. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000

VENV_PYTHON := .venv/bin/python
MANAGE := $(VENV_PYTHON) manage.py
STATIC_SOURCES := $(shell find articles/static newsroom/staticfiles.py)
MIGRATIONS := $(shell find articles/migrations -not -name '*.pyc')
# A database that was taken away is made anew.
LOST := $(shell test -s db.sqlite3 || echo lost)

# Every setting of an installation, blank: nothing of the shell's leaks into the demo or a check.
BLANK := env ALLOWED_HOSTS= AUDIT_KEY= BIN_DAYS= BROWSER_COPIES= CACHE_URL= CORRECTIONS_EMAIL= CSRF_TRUSTED_ORIGINS= DATABASE_URL= DEBUG= \
	EDGES= EMAIL_URL= FEED_STORIES= FEED_TEXT= GUNICORN_CMD_ARGS= NEWSROOM_DESCRIPTION= SHARE_LINKS= WEBSUB_HUB= \
	LANGUAGE_CODE= LOG_LEVEL= MEDIA_ROOT= MEDIA_STORAGE= NEWSROOM_BRAND_DIR= NEWSROOM_DISPLAY= NEWSROOM_LOGO= NEWSROOM_NAME= NEWSROOM_PAPER_COLOUR= \
	NEWSROOM_PAPER_COLOUR_DARK= NEWSROOM_PRELOAD_FACES= NEWSROOM_TAGLINE= NEWSROOM_TOKENS= PICTURE_AVIF= \
	NEWSROOM_SHORT_NAME= NEWSROOM_THEME_COLOUR= NEWSROOM_TIME_ZONE= REQUIRE_SECOND_FACTOR= ROBOTS= ROBOTS_KEPT_OUT= \
	SECRET_KEY= SECURITY_CONTACT= SECURITY_LANGUAGES= SECURITY_POLICY= \
	SITE_URL= STATIC_ROOT= THIN_REVISIONS_AFTER_DAYS= TRUSTED_PROXIES= UNSAVED_DAYS= WEB_CONCURRENCY=
# As in production, but for this machine's own browser alone.
DEMO := SECRET_KEY="$$(cat .demo/secret_key)" && export SECRET_KEY && \
	exec $(filter-out SECRET_KEY=,$(BLANK)) NEWSROOM_NAME='The Keldavar Courier' \
	NEWSROOM_TAGLINE='News of the town, the harbour and the bay' CORRECTIONS_EMAIL=corrections@keldavar.example \
	SITE_URL=http://127.0.0.1:$(PORT) ALLOWED_HOSTS=127.0.0.1,localhost WEB_CONCURRENCY=2
# A site on the web, as far as checks can tell.
PRODUCTION := $(BLANK) SECRET_KEY=only-for-the-checks-of-make-check-and-never-on-a-site-0123456789 \
	SITE_URL=https://news.example TRUSTED_PROXIES=1 DATABASE_URL=sqlite://:memory:

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help install demo test check bench words dev run port lost

help: ## List these commands
	@echo "Newsroom. Commands:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18
	@echo "Another port: make demo PORT=8001. Another Python: make install PYTHON=python3.12."

install: .venv/.installed ## Make .venv and install what a site runs
	@echo "All is installed in .venv."

demo: .venv/.installed port .demo/migrated staticfiles/staticfiles.json ## Serve a small fictional paper on http://127.0.0.1:8000
	@$(DEMO) $(MANAGE) load_demo
	@echo "Serving until Ctrl-C."
	@$(DEMO) $(VENV_PYTHON) -m gunicorn -c python:newsroom.gunicorn --log-level warning \
		--bind 127.0.0.1:$(PORT) newsroom.wsgi

test: .venv/.installed-for-tests ## Run all tests, on SQLite and on PostgreSQL if one answers
	@.ci/suite

check: .venv/.installed-for-tests ## Lint, and check the project as a site on the web would be
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	@$(BLANK) DEBUG=1 $(MANAGE) check --fail-level WARNING
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	@$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run

bench: .venv/.installed-for-tests ## Measure pages per second beside a bare Django view (needs wrk; DATABASE_URL for PostgreSQL)
	@$(VENV_PYTHON) -m tests.benchmarks.speed

words: .venv/.installed ## Gather the interface's words for translators, and compile what they wrote (needs gettext)
	@DEBUG=1 $(MANAGE) makemessages --all --no-wrap --no-location
	@DEBUG=1 $(MANAGE) compilemessages --ignore .venv --verbosity 0

dev: .venv/.installed port ## Serve with DEBUG=1, reloading as files change
	@DEBUG=1 $(MANAGE) migrate --verbosity 0
	@DEBUG=1 SITE_URL=http://127.0.0.1:$(PORT) $(MANAGE) runserver 127.0.0.1:$(PORT)

run: .venv/.installed ## Serve in production, with settings from the environment
	@test -n "$$SECRET_KEY" && test -n "$$SITE_URL" || { echo >&2 \
		"SECRET_KEY and SITE_URL are not set. Copy .env.example to .env, fill it in, and run: set -a; . ./.env; set +a; make run"; exit 1; }
	@$(MANAGE) migrate --noinput
	@$(MANAGE) collectstatic --noinput
	@$(MANAGE) check --deploy --database default
	@exec $(VENV_PYTHON) -m gunicorn -c python:newsroom.gunicorn newsroom.wsgi

# Steps, each done once and again only when what it stands on has changed ----------------------

.venv/.installed: requirements.txt
	@PYTHON="$(PYTHON)" .ci/install requirements.txt
	@touch $@

.venv/.installed-for-tests: requirements-dev.txt requirements-s3.txt .venv/.installed
	@PYTHON="$(PYTHON)" .ci/install requirements-dev.txt
	@touch $@

.demo/secret_key: | .venv/.installed
	@mkdir -p .demo
	@umask 077 && $(VENV_PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

.demo/migrated: .venv/.installed .demo/secret_key $(MIGRATIONS) $(LOST)
	@echo "Preparing the database …"
	@$(DEMO) $(MANAGE) migrate --verbosity 0
	@touch $@

staticfiles/staticfiles.json: .venv/.installed .demo/secret_key $(STATIC_SOURCES)
	@echo "Collecting static files …"
	@$(DEMO) $(MANAGE) collectstatic --noinput --verbosity 0

lost:

port: .venv/.installed
	@$(VENV_PYTHON) -c "$$PORT_IS_FREE" "$(PORT)" || { \
		echo >&2 "Choose another one, for instance: make $(firstword $(MAKECMDGOALS)) PORT=8001"; exit 1; }

define PORT_IS_FREE
import socket, sys
word = sys.argv[1]
if not word.isdigit() or not 0 < int(word) < 65536:
    sys.exit(f"PORT is {word!r}: write a number from 1 to 65535.")
with socket.socket() as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", int(word)))
    except OSError as fault:
        sys.exit(f"Port {word} cannot be used: {fault.strerror}.")
endef
export PORT_IS_FREE
