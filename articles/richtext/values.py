"""Values of attributes as the HTML standard wants them: addresses, languages, moments."""

import re
from contextlib import suppress
from datetime import date, datetime
from html import escape, unescape
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from articles.richtext.allowed import names

_CREDENTIALS = re.compile(r"(https?://)[^/?#]*@", re.IGNORECASE)
_SITE = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
# What is no character of an address (WHATWG's URL code points), and a percent sign on its own.
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f\"<>\[\\\]^`{|}]|%(?![0-9A-Fa-f]{2})")
# What no name of a host holds: the signs of addresses, and marks that turn the writing around.
_NO_HOST = re.compile(r"[\x00-\x20\x7f\"%<>\[\\\]^`{|}\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)

# ISO 639-1. Those of three letters are too many to be known here.
_LANGUAGES = names(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)

_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT = re.compile(rf"(?:{_DAY}|{_DAY}[T ]{_TIME}{_ZONE}?)")
_TIME_ALONE = re.compile(_TIME)
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_DURATION = re.compile(r"P(?=.)(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?")


def address(value: str) -> str:
    """The address with what may not stand in one written as %XX; a password in it goes.

    "" where it names a host that cannot be.
    """
    text = _CREDENTIALS.sub(r"\1", unescape(value), count=1)
    if not text.lower().startswith(("mailto:", "tel:")):
        # Browsers take one for the other.
        text = text.replace("\\", "/")
    site = _SITE.match(text)
    if site and not _is_host(site[0]):
        return ""
    start = site.end() if site else 0
    rest = _NO_ADDRESS.sub(lambda sign: f"%{ord(sign[0][0]):02X}", text[start:])
    path, hash_, place = rest.partition("#")
    return escape(f"{text[:start]}{path}{hash_}{place.replace('#', '%23')}")


def _is_host(site: str) -> bool:
    """Whether the host of `https://host:port` can be one, and the port too."""
    with suppress(ValueError):
        parts = urlsplit(site)
        # Asking for a port that is none raises ValueError, as half a bracket does above.
        is_literal, _port = "[" in parts.netloc, parts.port
        return is_literal or _is_host_name(parts.hostname or "")
    return False


def _is_host_name(name: str) -> bool:
    """Labels of at most 63 bytes as the network has them; a number is one of four parts."""
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return bool(IPv4Address(".".join(labels)))
    return not _NO_HOST.search(name) and all(0 < _length(label) < 64 for label in labels)


def _length(label: str) -> int:
    return len(label) if label.isascii() else len("xn--") + len(label.encode("punycode"))


def language(value: str) -> str:
    """The code of a language, "" where it is none that browsers know."""
    found = _LANGUAGE.fullmatch(value)
    if not found or (len(found[1]) == 2 and found[1].lower() not in _LANGUAGES):
        return ""
    # What people write for British English.
    return re.sub("-uk$", "-GB", value, flags=re.IGNORECASE)


def moment(value: str) -> str:
    """The date, time or duration, "" where it is none that machines read."""
    if _DURATION.fullmatch(value):
        return value
    for form, around in ((_MOMENT, "{}"), (_TIME_ALONE, "2000-01-01T{}"), (_MONTH, "{}-01")):
        if form.fullmatch(value):
            return value if _is_real(around.format(value)) else ""
    return value if _YEAR.fullmatch(value) and value != "0000" else ""


def _is_real(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text))
    except ValueError:
        return False
