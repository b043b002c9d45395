"""The arithmetic of the audit's chain: what a row's seal covers, and with which key.

A seal is HMAC-SHA256 over the row and the seal of the row before, so that no row can be changed,
left out or put in without the key. The head's seal covers the end, so that none can be cut off
without an older copy of the head, or the whole of it emptied; a head kept outside (verify_audit
--head) closes that too.
Keys are texts of an installation's own, newest first; a row names the one that sealed it.
"""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

# What the first row's seal covers in place of one before it.
ORIGIN = "0" * 64


def key_id(key: str) -> str:
    """Eight characters that name a key and do not tell it."""
    return sha256(b"newsroom audit key name\0" + key.encode()).hexdigest()[:8]


def seal_row(key: str, before: str, fields: dict) -> str:
    """The seal of a row; `fields` holds JSON values and moments, `before` the last row's seal."""
    plain = {name: _plain(value) for name, value in fields.items()}
    return _seal(key, ["row", before, plain])


def seal_head(key: str, number: int, last: str) -> str:
    return _seal(key, ["head", number, last])


def named(keys: Sequence[str], name: str) -> str | None:
    """The key that a row names, or None where this installation does not have it."""
    return next((key for key in keys if key_id(key) == name), None)


def is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(*(str(each).encode("utf-8", "replace") for each in (one, other)))


def _plain(value):
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _seal(key: str, what: list) -> str:
    text = json.dumps(what, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()
