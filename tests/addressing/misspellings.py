"""What programs, people and bad people make of an address: bytes as a server would receive them.

A request is made of an address and one or two of these; all of it the same in every run.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from unicodedata import normalize
from urllib.parse import quote, unquote, unquote_to_bytes

EVIL = "evil.example"


@dataclass(frozen=True)
class Asked:
    """`path` percent-encoded, as it is sent; `query` without its question mark."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict:
        """What a server hands to Django: the path decoded, its bytes as Latin letters."""
        path = unquote_to_bytes(self.path).decode("latin-1")
        return {"PATH_INFO": path, "QUERY_STRING": self.query, **self.headers}

    def __str__(self) -> str:
        mark = f"?{self.query}" if self.query else ""
        return f"{self.method} {self.path[:200]}{mark[:200]} {self.headers or ''}".strip()


Way = Callable[[Asked], Asked]


def _path(change: Callable[[str], str]) -> Way:
    return lambda asked: replace(asked, path=change(asked.path))


def _query(text: str) -> Way:
    return lambda asked: replace(asked, query=f"{asked.query}&{text}" if asked.query else text)


def _method(name: str) -> Way:
    return lambda asked: replace(asked, method=name)


def _header(name: str, value: str) -> Way:
    return lambda asked: replace(asked, headers={**asked.headers, name: value})


def _in_other_bytes(form: str) -> Callable[[str], str]:
    return lambda path: quote(normalize(form, unquote(path)), safe="/")


def _every_byte(path: str) -> str:
    return "".join(f"%{byte:02x}" if byte != 0x2F else "/" for byte in unquote_to_bytes(path))


def _in_the_middle(text: str) -> Callable[[str], str]:
    """Before the last word's end: `/town/` → `/tow<text>n/`."""
    return lambda path: f"{path[:-2]}{text}{path[-2:]}" if len(path) > 3 else f"{path}{text}/"


_LETTERS = [
    "%00", "%01", "%0D%0A", "%0d%0aSet-Cookie:%20a=b", "%1b%5b31m", "%7F", "%C2%85", "%20", "_",
    "%EF%BB%BF", "%E2%80%8F", "%E2%80%AE", "%E2%80%8D", "%C2%AD", "%CC%88", "%E2%80%A8",
    "%F0%9F%8E%89", "%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80", "%D8%B4", "%D0%AF", "%C4%B0", "%C7%85",
    "%FF", "%C0%AF", "%C0%AE", "%ED%A0%80", "%F4%90%80%80", "%E2%82", "%2f", "%2F", "%5c", "%252f",
    "%2500", "%", "%zz", "%3F", "%23", "%25", "*", "'", "%22", "%3Cscript%3E", "%7B%7B7*7%7D%7D",
    "$%7Bjndi:x%7D", "~", "@", ":", ";", ";jsessionid=1A2B", "&", "=", ",", "|", "\\", "..",
]  # fmt: skip
_ENDS = [
    "index.html", "INDEX.HTM", "index.php", "index.html/", "lite", "lite/", "LITE/", "lite/lite/",
    "feed", "feed/", "feed.rss", "feed.rss/", "FEED.RSS", "feed.atom", "feed.json", "rss", "amp/",
    "print/", ".", "./", "..", "../", "../..", "../../../etc/passwd", "%2e%2e/", ".%2e/admin/",
    ".html", ".git/config", "1/", "0/", "2025/", "page/2/", "/", "///", ";", ";x=1/", ").", "%20",
    "%0a", "%E2%80%9D", "static/", "undefined", "null/", "%5Bobject%20Object%5D",
]  # fmt: skip
_BEGINNINGS = [
    "/", "//", f"//{EVIL}", f"//{EVIL}/%2e%2e", f"/%5C{EVIL}", f"/\\{EVIL}", f"/{EVIL}:80", "/.",
    "/..", "/./..", "/az", "/AZ", "/en", "/xx", "/az/az", "/ar", "/;a=b", "/ADMIN", "/media",
    "/http://evil.example", "/https:/evil.example", "/javascript:alert(1)", "/%09", "/%2f",
]  # fmt: skip
_QUERIES = [
    "utm_source=x", "=", "&&&", "%00", "before=", "before=x", "after=0-0000000000000000",
    "before=9999999999999999-ffffffffffffffff", "before=0-0000000000000000&after=0-0", "before[]=1",
    "before=1&before=2", "p=12", "p=99%00", "page=-1", "page=9999999999999999999999", "q=%FF%FE",
    "\xff", "a=" + "b" * 5000, "&".join(f"a{number}=1" for number in range(1500)), "?", "#", "%",
    "a[$ne]=1", "callback=x", "lang=az", "next=//evil.example", f"url=https://{EVIL}/", "before",
]  # fmt: skip
_HEADERS = [
    ("HTTP_HOST", EVIL), ("HTTP_HOST", "a b"), ("HTTP_HOST", "[::1"), ("HTTP_HOST", "x/../y"),
    ("HTTP_HOST", "testserver:99999999"), ("HTTP_HOST", "testserver\x00"), ("HTTP_HOST", ""),
    ("HTTP_X_FORWARDED_HOST", EVIL), ("HTTP_X_FORWARDED_PROTO", "gopher"),
    ("HTTP_X_ORIGINAL_URL", "/admin/"), ("HTTP_IF_NONE_MATCH", '"x", W/"y", *, "'),
    ("HTTP_IF_MODIFIED_SINCE", "Tue, 99 Foo 99999 99:99:99 GMT"), ("HTTP_RANGE", "bytes=9-1,-,0-0"),
    ("HTTP_IF_MODIFIED_SINCE", "Thu, 01 Jan 2099 00:00:00 GMT"), ("HTTP_ACCEPT", "\x00;q=x,*/*"),
    ("HTTP_ACCEPT_LANGUAGE", "xx-" * 500), ("HTTP_COOKIE", "a=\xff; sessionid=%00; ;;="),
    ("CONTENT_TYPE", "text/html; charset=utf-7"), ("CONTENT_LENGTH", "-5"),
    ("HTTP_ACCEPT_ENCODING", "gzip;q=-1"), ("HTTP_USER_AGENT", "\x7f\xff"),
    ("HTTP_EXPECT", "200-ok"), ("HTTP_X_HTTP_METHOD_OVERRIDE", "DELETE"),
]  # fmt: skip
_METHODS = ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X"]

WAYS: list[Way] = [
    _path(lambda path: path.rstrip("/") or "/"),
    _path(lambda path: path.replace("/", "//")),
    _path(lambda path: path.replace("/", "/./")),
    _path(lambda path: path.replace("/", "/x/../")),
    _path(lambda path: path.replace("/", "\\")),
    _path(lambda path: "/" + path[1:].replace("/", "%2F")),
    _path(str.upper),
    _path(str.title),
    _path(str.swapcase),
    _path(_every_byte),
    _path(lambda path: quote(path, safe="/")),
    _path(lambda path: path[::-1]),
    _path(lambda path: path * 2),
    _path(lambda path: path + "x" * 10_000),
    _path(lambda path: path + "a/" * 5_000),
    _path(lambda path: path + "%F0%9F%8E%89" * 900),
    _path(lambda path: path[:-2]),
    *(_path(_in_other_bytes(form)) for form in ("NFC", "NFD", "NFKC", "NFKD")),
    *(_path(_in_the_middle(text)) for text in _LETTERS),
    *(_path(lambda path, end=end: path + end) for end in _ENDS),
    *(_path(lambda path, first=first: first + path) for first in _BEGINNINGS),
    *map(_query, _QUERIES),
    *(_header(name, value) for name, value in _HEADERS),
    *map(_method, _METHODS),
]


def requests(paths: list[str], number: int) -> Iterator[Asked]:
    """`number` requests: every way with some address, every address with some ways, then pairs."""
    by_chance = random.Random(20250310)
    starts = [Asked(*path.partition("?")[::2]) for path in paths]
    ones = [(start, way) for start in starts for way in WAYS]
    by_chance.shuffle(ones)
    for start, way in ones[: number * 3 // 4]:
        yield way(start)
    for _each in range(number - min(len(ones), number * 3 // 4)):
        first, second = by_chance.sample(WAYS, 2)
        yield second(first(by_chance.choice(starts)))
