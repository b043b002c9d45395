"""Manifests: what seals a folder of files, so that one changed byte in it is found.

No signature: whoever can write the folder can seal it anew.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from articles.errors import Refused

FORMAT = 1
FILE = "manifest.json"

# Wraps a list of names to show how far the work on them is: tqdm, or iter for silence.
Progress = Callable[[list[str]], Iterable[str]]


@dataclass(frozen=True)
class Sealed:
    """A folder and what its manifest says of it."""

    folder: Path
    manifest: dict

    @property
    def bytes(self) -> int:
        return sum(file["bytes"] for file in self.manifest["files"].values())


def seal(folder: Path, facts: dict) -> Sealed:
    """Writes the manifest over every file that lies in the folder."""
    manifest = {
        **facts,
        "format": FORMAT,
        "files": {name: _seen(folder / name) for name in names(folder)},
    }
    (folder / FILE).write_bytes(_written(manifest))
    return Sealed(folder, manifest)


def names(folder: Path) -> list[str]:
    """The paths of all files in a folder, with "/", in order; links are not followed."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _seen(path: Path) -> dict:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "bytes": path.stat().st_size}


def _written(manifest: dict) -> bytes:
    """One spelling for one manifest, so that a changed byte in it is found as well."""
    facts = {name: value for name, value in manifest.items() if name != "seal"}
    facts["seal"] = hashlib.sha256(_spelled(facts)).hexdigest()
    return _spelled(facts)


def _spelled(facts: dict) -> bytes:
    return f"{json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False)}\n".encode()


def verify(folder: Path, *, progress: Progress = iter) -> Sealed:
    """The backup in a folder, every byte of it checked; raises Refused with what is wrong."""
    try:
        raw = (folder / FILE).read_bytes()
    except OSError as fault:
        raise Refused(f"{folder} is no backup: it has no {FILE} that can be read.") from fault
    manifest = _read(raw)
    there, named = set(names(folder)) - {FILE}, manifest["files"]
    wrong = [f"{name} is missing" for name in sorted(named.keys() - there)]
    wrong += [f"{name} is not of this backup" for name in sorted(there - named.keys())]
    for name in progress(sorted(there & named.keys())):
        if _seen(folder / name) != named[name]:
            wrong.append(f"{name} is not as it was written")
    if wrong:
        raise Refused(f"The backup is damaged, nothing was changed: {'; '.join(wrong[:10])}.")
    return Sealed(folder, manifest)


def _read(raw: bytes) -> dict:
    try:
        manifest = json.loads(raw)
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or _written(manifest) != raw:
        raise Refused(f"{FILE} is damaged: it is not as it was written. Nothing was changed.")
    if manifest.get("format") != FORMAT:
        raise Refused("This backup has a format that this version of the newsroom cannot read.")
    return manifest
