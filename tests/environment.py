"""The environment of the tests, set before Django reads it.

Loaded as a plugin (`-p tests.environment`), because pytest-django reads the settings before any
conftest. DATABASE_URL alone is taken from outside: it chooses the database that the suite runs on.
"""

import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="newsroom-tests-")

# WhiteNoise warns of a folder that does not exist.
os.mkdir(f"{_FOLDER}/staticfiles")

for _name in (
    "AUDIT_KEY",
    "CORRECTIONS_EMAIL",
    "CSRF_TRUSTED_ORIGINS",
    "EDGES",
    "TRUSTED_PROXIES",
    "LOG_LEVEL",
    "MEDIA_STORAGE",
    "REQUIRE_SECOND_FACTOR",
    "NEWSROOM_DISPLAY",
    "NEWSROOM_BRAND_DIR",
    "NEWSROOM_LOGO",
    "NEWSROOM_PAPER_COLOUR",
    "NEWSROOM_PAPER_COLOUR_DARK",
    "NEWSROOM_PRELOAD_FACES",
    "NEWSROOM_TAGLINE",
    "NEWSROOM_TOKENS",
    "NEWSROOM_SHORT_NAME",
    "NEWSROOM_THEME_COLOUR",
    "ROBOTS",
    "ROBOTS_KEPT_OUT",
    "SECURITY_CONTACT",
    "SECURITY_LANGUAGES",
    "SECURITY_POLICY",
    "SHARE_LINKS",
):
    os.environ.pop(_name, None)

os.environ.update(
    DEBUG="0",
    SECRET_KEY="only-for-tests-" + "x" * 50,
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    NEWSROOM_NAME="The Test Gazette",
    NEWSROOM_TIME_ZONE="Asia/Baku",
    LANGUAGE_CODE="en",
    EMAIL_URL="dummy://",
    CACHE_URL="locmem://",
    MEDIA_ROOT=f"{_FOLDER}/media",
    STATIC_ROOT=f"{_FOLDER}/staticfiles",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_FOLDER}/newsroom.sqlite3")


def pytest_unconfigure():
    """Leaves nothing behind; each process of a run has a folder of its own."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
