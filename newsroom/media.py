"""Where pictures and documents are kept: MEDIA_STORAGE, read for the settings. What a bucket does
with files is in newsroom/s3.py, which needs django-storages.
"""

import re
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Of the five minutes after which a withdrawn picture is seen nowhere (articles/hiding), what
# browsers and edges may keep it; the rest is the timer's minute, and one more for a run that was
# ended.
KEPT_S = 180

_FORM = "s3://bucket/folder?region=eu-central-1&public=https://media.news.example"
_WORDS = ("region", "endpoint", "public")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_FOLDER = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_REGION = re.compile(r"[a-z0-9-]+")
# As a policy can name it: no blank, no comma, no semicolon.
_ADDRESS = re.compile(
    r"(https://[A-Za-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]+)?(/[A-Za-z0-9_-]+)*"
)


@dataclass(frozen=True)
class Bucket:
    """`public` is the address at which readers find what is in the folder; without one the
    newsroom hands the files on.
    """

    name: str
    folder: str = ""
    region: str = ""
    endpoint: str = ""
    public: str = ""


def bucket(name: str, word: str) -> Bucket | None:
    """What the setting of this name says, or None where files are kept on this machine. Its words
    are never repeated: somebody may have put a key into them.
    """
    if not word:
        return None
    try:
        parts = urlsplit(word)
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError as fault:
        raise _refusal(name, "it cannot be read") from fault
    if parts.scheme != "s3":
        raise _refusal(name, "it does not begin with s3://")
    if "@" in parts.netloc:
        raise _refusal(name, "keys stand in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    if not set(options) <= set(_WORDS):
        raise _refusal(name, f"behind the ? only {', '.join(_WORDS)} are known")
    found = Bucket(
        name=parts.netloc,
        folder=parts.path.strip("/"),
        region=options.get("region", ""),
        endpoint=options.get("endpoint", "").rstrip("/"),
        public=options.get("public", "").rstrip("/"),
    )
    _refuse_malformed(name, found)
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            f"{name} names a bucket, and django-storages is not installed: "
            ".venv/bin/python -m pip install -r requirements-s3.txt"
        )
    return found


def _refuse_malformed(name: str, found: Bucket) -> None:
    wrong = {
        "the bucket has no name that a bucket can have": not _NAME.fullmatch(found.name),
        "its folder may hold letters, digits, - and _": found.folder
        and not _FOLDER.fullmatch(found.folder),
        "its region is none": found.region and not _REGION.fullmatch(found.region),
        "its endpoint is no https address": found.endpoint
        and not _ADDRESS.fullmatch(found.endpoint),
        "public is no https address": found.public and not _ADDRESS.fullmatch(found.public),
    }
    for sentence, is_so in wrong.items():
        if is_so:
            raise _refusal(name, sentence)


def _refusal(name: str, sentence: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"{name} cannot be used ({sentence}): write it like {_FORM}, or nothing for MEDIA_ROOT."
    )


def storage(found: Bucket | None) -> dict:
    """The default of STORAGES."""
    if found is None:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options = {
        "bucket_name": found.name,
        "location": found.folder,
        "region_name": found.region or None,
        "endpoint_url": found.endpoint or None,
        "public": found.public,
    }
    return {"BACKEND": "newsroom.s3.BucketStorage", "OPTIONS": options}


def sources(found: Bucket | None) -> list[str]:
    """From where pages show pictures besides the site itself, for their policy."""
    return [f"{found.public}/renditions/"] if found and found.public else []
