"""One settings file. What differs between installations comes from the environment, is read by the
typed readers below and refused with a sentence where it is wrong; .env.example lists all of it.
Production is the default: DEBUG has to be asked for.
"""

import os
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from newsroom import media
from newsroom.csp import CSP
from newsroom.editor import CKEDITOR_CONFIGS  # noqa: F401  (read by django-ckeditor)

BASE_DIR = Path(__file__).resolve().parent.parent


# Readers -------------------------------------------------------------------------------------


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool = False) -> bool:
    word = env_text(name).lower()
    if word in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return word in ("1", "true", "yes", "on") if word else default
    raise ImproperlyConfigured(f"{name} is {word!r}: write 1 or 0.")


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env_text(name, default).split(",") if item.strip()]


def env_choices(name: str, default: str, choices) -> list[str]:
    """Any of the choices, in the order written; none of them is the word "none"."""
    words = env_list(name, default)
    unknown = [word for word in words if word not in choices]
    if unknown and words != ["none"]:
        raise ImproperlyConfigured(
            f"{name} holds {unknown[0]!r}: write none, or any of {', '.join(choices)}."
        )
    return [] if unknown else words


def env_mailbox(name: str) -> str:
    """The address of a mailbox, or "" where there is none."""
    word = env_text(name)
    local, at, host = word.rpartition("@")
    if word and (not local or not host or at in local or not word.isprintable() or " " in word):
        raise ImproperlyConfigured(f"{name} is {word!r}: write one address, such as a@b.example.")
    return word


def env_int(name: str, default: int, *, least: int = 0) -> int:
    word = env_text(name, str(default))
    if not word.isascii() or not word.isdigit() or int(word) < least:
        raise ImproperlyConfigured(f"{name} is {word!r}: write a whole number from {least} on.")
    return int(word)


def env_path(name: str, default: Path) -> Path:
    try:
        return Path(env_text(name, str(default))).expanduser().resolve()
    except RuntimeError as fault:
        raise ImproperlyConfigured(f"{name} names nobody's home: write a whole path.") from fault


def env_choice(name: str, default: str, choices) -> str:
    word = env_text(name, default)
    if word not in choices:
        raise ImproperlyConfigured(f"{name} is {word!r}: write one of {', '.join(choices)}.")
    return word


def env_colour(name: str, default: str) -> str:
    word = env_text(name, default).lower()
    if not re.fullmatch("#[0-9a-f]{6}", word):
        raise ImproperlyConfigured(f"{name} is {word!r}: write it like {default}.")
    return word


def env_robots(name: str, default: str = "") -> list[str]:
    """Names of crawlers as robots.txt says them, such as GPTBot."""
    names = env_list(name, default)
    for word in names:
        if not re.fullmatch("[A-Za-z0-9_.-]+", word):
            raise ImproperlyConfigured(
                f"{name} names {word!r}: write a crawler as it calls itself, such as GPTBot."
            )
    return names


def env_uris(name: str, *schemes: str) -> list[str]:
    """Addresses on one line of text each, with one of the schemes."""
    uris = env_list(name)
    for uri in uris:
        if not re.fullmatch(f"({'|'.join(schemes)})[!-~]+", uri):
            raise ImproperlyConfigured(
                f"{name} names {uri!r}: write what begins with {' or '.join(schemes)}."
            )
    return uris


def env_language_codes(name: str, default: str) -> list[str]:
    codes = env_list(name, default)
    for code in codes:
        if not re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", code):
            raise ImproperlyConfigured(f"{name} names {code!r}: write codes such as en or pt-BR.")
    return codes


def env_log_level(name: str, default: str) -> str:
    word = env_text(name, default).upper()
    levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
    if word not in levels:
        raise ImproperlyConfigured(f"{name} is {word!r}: write one of {', '.join(levels)}.")
    return word


def env_zone(name: str, default: str) -> str:
    word = env_text(name, default)
    if word not in available_timezones():
        raise ImproperlyConfigured(
            f"{name} is {word!r}: write a time zone by its IANA name, such as Asia/Baku."
        )
    return word


def env_site_url(name: str, default: str) -> str:
    word = env_text(name, default).rstrip("/")
    if not _is_origin(word):
        raise ImproperlyConfigured(
            f"{name} is {word!r}: write scheme and host alone, such as https://news.example."
        )
    return word


def env_origins(name: str) -> list[str]:
    """Scheme, host and port of several servers, each once."""
    words = [word.rstrip("/") for word in env_list(name)]
    if not all(re.fullmatch("[!-~]+", word) and _is_origin(word) for word in words):
        raise ImproperlyConfigured(
            f"{name} cannot be used: write scheme, host and port alone, such as "
            "http://127.0.0.1:6081, with commas between several."
        )
    return list(dict.fromkeys(words))


def _is_origin(word: str) -> bool:
    """Whether it is http or https, a host and perhaps a port, and nothing else."""
    try:
        parts = urlsplit(word)
        host = parts.hostname and (
            f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        )
        plain = f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port is not None else "")
    except ValueError:
        return False
    is_of_the_web = word.lower().startswith(("http://", "https://"))
    return bool(host) and is_of_the_web and plain == word.lower()


def env_url(name: str) -> str:
    """An https or http address, or "" where there is none."""
    word = env_text(name)
    parts = urlsplit(word)
    if word and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ImproperlyConfigured(
            f"{name} is {word!r}: write a whole address, such as https://hub.example/."
        )
    return word


def env_brand_file(name: str, *, folder: Path | None) -> str:
    """The static path of a file in the brand's folder, or "" where none is named."""
    word = env_text(name)
    if not word:
        return ""
    if not folder or not (folder / word).is_file() or ".." in Path(word).parts:
        raise ImproperlyConfigured(f"{name} is {word!r}: name a file in NEWSROOM_BRAND_DIR.")
    return f"brand/{word}"


def env_folder(name: str) -> Path | None:
    """A folder that is there, or None where none is named."""
    if not env_text(name):
        return None
    folder = env_path(name, Path())
    if not folder.is_dir():
        raise ImproperlyConfigured(f"{name} is {str(folder)!r}: there is no such folder.")
    return folder


def env_secret(name: str, *, debug: bool) -> str:
    secret = env_text(name)
    if not secret and debug:
        return "only-for-development-" + "x" * 40
    if not secret:
        raise ImproperlyConfigured(
            f"{name} is missing: write at least 50 random characters, for instance from "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'. "
            "(DEBUG=1 needs none.)"
        )
    return secret


def env_audit_keys(name: str, *, secret: str) -> list[str]:
    """The keys of the audit's chain, the one that seals first; the last one is SECRET_KEY's own, so
    that rows from before the first key was set can still be proven.
    """
    keys = env_list(name)
    if any(len(key) < 32 for key in keys):
        raise ImproperlyConfigured(
            f"{name} is too short: write at least 32 random characters, for instance from "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'; behind a comma the "
            "keys before it."
        )
    return [*keys, sha256(b"newsroom audit\0" + secret.encode()).hexdigest()]


def env_database(name: str, default: str) -> dict:
    """SQLite as a newsroom needs it, or PostgreSQL. Never ATOMIC_REQUESTS: verbs are atomic."""
    url = env_text(name, default)
    scheme = url.split(":", 1)[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"{name} begins with {scheme!r}: write postgres://user:password@host/database "
            "or sqlite:////absolute/path/of/file."
        )
    try:
        config = dj_database_url.parse(url)
    except (dj_database_url.ParseError, ValueError) as fault:
        raise ImproperlyConfigured(f"{name} cannot be read ({fault}).") from fault
    if scheme == "sqlite":
        config["OPTIONS"] = _SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = config.get("CONN_MAX_AGE") or 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


_SQLITE_OPTIONS = {
    # Writers queue at their first statement instead of failing at their second.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; "
        "PRAGMA journal_size_limit=67108864;"
    ),
}


def env_cache(name: str, default: str) -> dict:
    url = env_text(name, default)
    scheme = urlsplit(url).scheme
    if scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if scheme in ("redis", "rediss", "unix"):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    if scheme == "file":
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": urlsplit(url).path,
        }
    raise ImproperlyConfigured(
        f"{name} begins with {scheme!r}: write locmem://, file:///path or redis://host:6379/0."
    )


def env_email(name: str, default: str) -> dict:
    """The EMAIL_* settings: console://, dummy://, file:///path, smtp://, smtp+tls://, smtps://."""
    url = env_text(name, default)
    parts = urlsplit(url)
    backend = "django.core.mail.backends."
    if parts.scheme in ("console", "dummy"):
        return {"EMAIL_BACKEND": f"{backend}{parts.scheme}.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": f"{backend}filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} cannot be used: write smtp+tls://user:password@host:587, smtps://…, "
            "file:///path or console://."
        )
    try:
        port = parts.port
    except ValueError as fault:
        raise ImproperlyConfigured(f"{name} cannot be used: its port is no number.") from fault
    sender = parse_qs(parts.query).get("from", [""])[0]
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    return {
        "EMAIL_BACKEND": f"{backend}smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        **({"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender} if sender else {}),
    }


# The installation ----------------------------------------------------------------------------

DEBUG = env_bool("DEBUG")
SECRET_KEY = env_secret("SECRET_KEY", debug=DEBUG)
AUDIT_KEYS = env_audit_keys("AUDIT_KEY", secret=SECRET_KEY)
SITE_URL = env_site_url("SITE_URL", "http://127.0.0.1:8000")
_SITE = urlsplit(SITE_URL)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", f"{_SITE.hostname},127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", SITE_URL)
# How many proxies of ours stand in front; with none, forwarded headers are a stranger's word.
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0)

NEWSROOM_NAME = env_text("NEWSROOM_NAME", "Newsroom")
# What makes it this paper and no other (docs/branding.md); the folder stands at /static/brand/.
NEWSROOM_TAGLINE = env_text("NEWSROOM_TAGLINE")
NEWSROOM_BRAND_DIR = env_folder("NEWSROOM_BRAND_DIR")
NEWSROOM_TOKENS = env_brand_file("NEWSROOM_TOKENS", folder=NEWSROOM_BRAND_DIR)
NEWSROOM_LOGO = env_brand_file("NEWSROOM_LOGO", folder=NEWSROOM_BRAND_DIR)
# 0 where the brand's tokens name other faces: ours are not loaded ahead then.
NEWSROOM_PRELOAD_FACES = env_bool("NEWSROOM_PRELOAD_FACES", True)
# Below an icon on a phone there is room for about twelve letters.
NEWSROOM_SHORT_NAME = env_text("NEWSROOM_SHORT_NAME", NEWSROOM_NAME)
# How a paper opens that a reader has put on the first screen of a phone.
NEWSROOM_DISPLAY = env_choice("NEWSROOM_DISPLAY", "browser", ("browser", "standalone"))
NEWSROOM_THEME_COLOUR = env_colour("NEWSROOM_THEME_COLOUR", "#fdfcf9")
# As --paper of the tokens, light and dark: browsers paint their own frame with it.
NEWSROOM_PAPER_COLOUR = env_colour("NEWSROOM_PAPER_COLOUR", "#fdfcf9")
NEWSROOM_PAPER_COLOUR_DARK = env_colour("NEWSROOM_PAPER_COLOUR_DARK", "#161513")

# Which programs may read the site: all, or none (a site to try things on); and who may not.
ROBOTS = env_choice("ROBOTS", "all", ("all", "none"))
ROBOTS_KEPT_OUT = env_robots("ROBOTS_KEPT_OUT")
# Who is told of a hole in the site (RFC 9116).
SECURITY_CONTACT = env_uris("SECURITY_CONTACT", "mailto:", "https://", "tel:")
SECURITY_POLICY = next(iter(env_uris("SECURITY_POLICY", "https://")), "")
# Where readers write to who found an error; without it a story says nothing of it.
CORRECTIONS_EMAIL = env_mailbox("CORRECTIONS_EMAIL")
# To where readers pass a story on, by links alone: nothing of these is loaded.
SHARE_LINKS = env_choices(
    "SHARE_LINKS",
    "email,whatsapp,telegram,x,facebook,linkedin",
    ("email", "whatsapp", "telegram", "x", "facebook", "linkedin"),
)
# A sentence on the paper for search engines, in LANGUAGE_CODE's language.
NEWSROOM_DESCRIPTION = env_text("NEWSROOM_DESCRIPTION")
# What feeds carry of each story, how many of them, and who tells their readers of new ones.
FEED_TEXT = env_choice("FEED_TEXT", "full", ("full", "summary"))
FEED_STORIES = env_int("FEED_STORIES", 30, least=1)
WEBSUB_HUB = env_url("WEBSUB_HUB")
# Caches in front of the paper that forget an address when asked to (PURGE).
EDGES = env_origins("EDGES")
# How long what was removed can be put back, and from which age on revisions are thinned (0: never).
BIN_DAYS = env_int("BIN_DAYS", 30, least=1)
THIN_REVISIONS_AFTER_DAYS = env_int("THIN_REVISIONS_AFTER_DAYS", 0)

# Whether a browser keeps a copy of what is typed and not saved, besides the desk itself, and for
# how many days the desk keeps it. Stories limited to named people are never copied.
BROWSER_COPIES = env_bool("BROWSER_COPIES", True)
UNSAVED_DAYS = env_int("UNSAVED_DAYS", 30, least=1)

DATABASES = {"default": env_database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
CACHES = {"default": env_cache("CACHE_URL", "locmem://")}
globals().update(env_email("EMAIL_URL", "console://"))

MEDIA_ROOT = env_path("MEDIA_ROOT", BASE_DIR / "media")
# A bucket instead of MEDIA_ROOT (newsroom/media.py says how it is written).
MEDIA_STORAGE = env_text("MEDIA_STORAGE")
_BUCKET = media.bucket("MEDIA_STORAGE", MEDIA_STORAGE)
# Whether pictures are cut as AVIF, too (manage.py make_renditions brings older ones in line).
PICTURE_AVIF = env_bool("PICTURE_AVIF")
MEDIA_URL = "/media/"
STATIC_ROOT = env_path("STATIC_ROOT", BASE_DIR / "staticfiles")
STATIC_URL = "/static/"
STATICFILES_DIRS = [("brand", NEWSROOM_BRAND_DIR)] if NEWSROOM_BRAND_DIR else []

# Languages and time --------------------------------------------------------------------------

LANGUAGES = [
    ("en", "English"),
    ("az", "Azərbaycanca"),
    ("tr", "Türkçe"),
    ("ru", "Русский"),
    ("ar", "العربية"),
]
LANGUAGE_CODE = env_choice("LANGUAGE_CODE", "en", [code for code, _ in LANGUAGES])
# What those speak who read reports of holes.
SECURITY_LANGUAGES = env_language_codes("SECURITY_LANGUAGES", LANGUAGE_CODE)
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
# What the desk speaks: the languages whose catalogue has all of its words. The others have those of
# the readers' pages.
_DESK_SPEAKS = ("en", "az")
INTERFACE_LANGUAGES = [(code, name) for code, name in LANGUAGES if code in _DESK_SPEAKS]
# A reader's request knows no language but the page's own.
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
# Days and moments that Django prints, as the newsroom writes them.
FORMAT_MODULE_PATH = "newsroom.formats"
USE_TZ = True
# The zone that readers see and that days, archives and addresses follow.
TIME_ZONE = NEWSROOM_TIME_ZONE = env_zone("NEWSROOM_TIME_ZONE", "Asia/Baku")
ZONE = ZoneInfo(TIME_ZONE)

# Django --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "allauth",
    "articles.apps.EntranceConfig",
    "allauth.mfa",
    "ckeditor",
    "articles.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "articles.middleware.Head",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.Common",
    "articles.middleware.Clock",
    "articles.middleware.Addresses",
    # Public pages know no user: these work under /admin/ alone.
    "articles.middleware.DeskSession",
    "articles.middleware.DeskLocale",
    "articles.middleware.DeskCsrf",
    "articles.middleware.DeskAuthentication",
    "articles.middleware.DeskMessages",
    "articles.middleware.DeskAccounts",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.admin.entrance.context.frame",
            ],
        },
    },
]
# Widgets come from templates/ too: the editor's has one of ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.staticfiles.PrunedAppDirectoriesFinder",
]
STORAGES = {
    "default": media.storage(_BUCKET),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CKEDITOR_BASEPATH = STATIC_URL + "ckeditor/ckeditor/"
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",  # docs/decisions/0002-ckeditor-4.md says why it stays and what guards it.
    "security.W003",  # articles.middleware.DeskCsrf is Django's own, under /admin/ alone.
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# Signing in ----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    # Sessions from before allauth stay what they are.
    "django.contrib.auth.backends.ModelBackend",
]
ACCOUNT_ADAPTER = "articles.admin.entrance.adapter.DeskAdapter"
ACCOUNT_FORMS = {"login": "articles.admin.entrance.forms.EntranceForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]  # Nobody does; a check wants them.
# Whoever was invited has read the mail; only a link by mail sets a first password.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # No mail to whoever somebody cares to name.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{NEWSROOM_NAME}: "
ACCOUNT_SESSION_REMEMBER = True  # As long as a session lasts: SESSION_COOKIE_AGE.
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _SITE.scheme
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 30 * 60
# For a name from one place (see DeskAdapter), and for a place: a newsroom is one address.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "5/5m/key,60/m/ip",
    "login_failed_known": "5/5m/key",
    "reset_password": "20/m/ip,3/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "articles.admin.entrance.adapter.FactorAdapter"
MFA_FORMS = {
    "add_webauthn": "articles.admin.entrance.forms.AddPasskeyForm",
    "edit_webauthn": "articles.admin.entrance.forms.RenamePasskeyForm",
    "login_webauthn": "articles.admin.entrance.forms.PasskeyEntranceForm",
    "authenticate_webauthn": "articles.admin.entrance.forms.SecondPasskeyForm",
    "reauthenticate_webauthn": "articles.admin.entrance.forms.PasskeyAgainForm",
}
# Asking and answering count alike; nothing that could be guessed is tried there.
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = NEWSROOM_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _SITE.scheme == "http"
# Whether everybody needs a second factor (an app's code or a passkey) before they see the desk.
REQUIRE_SECOND_FACTOR = env_bool("REQUIRE_SECOND_FACTOR")

# Security ------------------------------------------------------------------------------------

_HTTPS = _SITE.scheme == "https"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 12 * 60 * 60  # A working day: a newsroom's machines are shared.
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *media.sources(_BUCKET)],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# The largest form is a pasted dispatch; files come one by one.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# Logs: no bodies, no readers' addresses ------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "articles": {"level": env_log_level("LOG_LEVEL", "INFO")},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # What was refused or not found is no fault of ours, and a web server logs it anyway.
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "INFO" if DEBUG else "WARNING"},
    },
}
