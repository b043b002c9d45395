"""The application server's settings: `gunicorn -c python:newsroom.gunicorn newsroom.wsgi`.

BIND_ADDRESS, PORT and WEB_CONCURRENCY come from the environment; .env.example describes them.
"""

import os

bind = f"{os.environ.get('BIND_ADDRESS') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"

# A request is a few queries and the joining of strings: threads cover the waiting for the database,
# processes the rest. Two processes also serve while one is replaced.
workers = int(os.environ.get("WEB_CONCURRENCY") or max(2, os.cpu_count() or 2))
worker_class = "gthread"
threads = 4
# The longest honest request is an upload of 30 MB over a slow line.
timeout = 60
graceful_timeout = 30
# Longer than the 60 s that common proxies keep a connection, so that it is never cut under one.
keepalive = 75
# A process is replaced now and then, so that a slow leak never becomes an outage.
max_requests = 20_000
max_requests_jitter = 2_000

# What a proxy says about a request is judged in one place, the settings (TRUSTED_PROXIES): here no
# peer's word is taken, also where a proxy on this machine passes on what a stranger wrote.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""

# Errors go to standard error with all other logs. Who reads what is written down nowhere.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "").lower() or "info"
# Nothing administers a running server but signals.
control_socket_disable = True
