"""Backups: database and media files in one folder, sealed by a manifest, and back again.

A backup is a folder newsroom-YYYYMMDD-HHMMSS (UTC) that holds manifest.json, the database and
media/. Media files in a bucket stay there, and the manifest tells which the database names; a
restore puts files into a bucket and never takes one away. The manifest names every file with its
SHA-256, so that damage is found before anything is touched; it is no signature. How a database is
copied lives in `dumps`.
"""

import os
import platform
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles import audit, dumps, manifests
from articles.errors import Refused
from articles.manifests import Progress, Sealed
from articles.models import Article, Document, Image, PublishedVersion, Rendition, guards

MEDIA = "media"
# All that a database names lies in one of these.
_FOLDERS = ("originals", "renditions", "documents")
_KEPT = ".gitkeep"


@dataclass(frozen=True)
class Plan:
    """What a restore will do: sentences, and the media files that the backup does not know."""

    backup: Sealed
    sentences: list[str]
    strangers: list[str]
    is_occupied: bool


def make(folder: Path, *, now: datetime | None = None, progress: Progress = iter) -> Sealed:
    """Copies all into a new folder under `folder`; it has its name only once it is complete.

    The database comes first: pictures are only ever added, so every file that it names is in the
    copy too. Raises Refused, OSError, DatabaseError; nothing unfinished is left.
    """
    folder = folder.resolve()
    _refuse_public(folder)
    now = now or timezone.now()
    name = f"newsroom-{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    if (folder / name).exists():
        raise Refused(f"{folder / name} is there already. Try again in a second.")
    partial = folder / f".{name}.partial"
    facts = _facts(now)
    folder.mkdir(parents=True, exist_ok=True)
    partial.mkdir(mode=0o700)
    try:
        facts["database"]["file"] = dumps.dump(partial)
        named = facts.pop("named")
        if settings.MEDIA_STORAGE:
            facts["elsewhere"] = {"place": place(), "files": sorted(named)}
            there = _stored()
        else:
            there = _copy_files(_media(), partial / MEDIA, progress)
        facts["missing"] = sorted(named - there)
        sealed = manifests.seal(partial, facts)
        # The name is the promise that all is there, so all is on the disk before it is given.
        os.sync()
        partial.rename(folder / name)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Sealed(folder / name, sealed.manifest)


def _refuse_public(folder: Path) -> None:
    for root in (Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)):
        if folder.is_relative_to(root.resolve()):
            raise Refused(
                f"{folder} lies in {root}, which a web server may show to anybody. A backup holds "
                "drafts and accounts: choose another folder."
            )


def _facts(now: datetime) -> dict:
    """What the manifest tells beside the files; read just before the database is copied."""
    if not _has_tables():
        raise Refused("The database holds no newsroom yet: there is nothing to back up.")
    named = set(Image.objects.values_list("file", flat=True))
    named |= set(Document.objects.values_list("file", flat=True))
    named |= set(Rendition.objects.values_list("file", flat=True))
    return {
        "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "site": settings.SITE_URL,
        "versions": {"python": platform.python_version(), "django": django.get_version()},
        "database": {"vendor": connection.vendor, "version": dumps.version()},
        "migrations": sorted(".".join(key) for key in _applied()),
        "counts": {
            "stories": Article.objects.count(),
            "published versions": PublishedVersion.objects.count(),
            "images": Image.objects.count(),
            "documents": Document.objects.count(),
        },
        "named": named,
    }


def _has_tables() -> bool:
    return Article._meta.db_table in connection.introspection.table_names()


def _applied() -> Iterable[tuple[str, str]]:
    return MigrationRecorder(connection).applied_migrations()


def plan(folder: Path, *, progress: Progress = iter) -> Plan:
    """What `restore` would do here. Raises Refused where the backup does not fit this place."""
    backup = manifests.verify(folder, progress=progress)
    _refuse_unfit(backup.manifest)
    stories = Article.objects.count() if _has_tables() else 0
    coming = {name.removeprefix(f"{MEDIA}/") for name in _media_names(backup)}
    made_at, site = backup.manifest["made_at"], backup.manifest["site"]
    sentences = [
        f"The backup of {made_at} ({site}): {counted(backup)}.",
        f"The {connection.vendor} database {connection.settings_dict['NAME']} is replaced"
        + (f", with the {stories} stories in it and all accounts." if stories else "."),
        f"{len(coming)} media files are put into {place()}.",
        *_elsewhere(backup),
    ]
    is_whole = not settings.MEDIA_STORAGE and "elsewhere" not in backup.manifest
    strangers = sorted(set(_files(_media())) - coming) if is_whole else []
    if stories and strangers:
        sentences.append(f"{len(strangers)} media files that the backup does not know are deleted.")
    return Plan(backup, sentences, strangers, is_occupied=stories > 0)


def _elsewhere(backup: Sealed) -> Iterator[str]:
    """What is said where the media files are not in the backup."""
    kept = backup.manifest.get("elsewhere")
    if kept is None:
        return
    there = _stored() if settings.MEDIA_STORAGE else set(_files(_media()))
    files = set(kept["files"])
    yield (
        f"The media files are not in the backup, which left {len(files)} in {kept['place']}; "
        f"{len(files - there)} of them are not in {place()} now."
    )


def counted(backup: Sealed) -> str:
    """How much a backup holds, in words."""
    return ", ".join(f"{count} {noun}" for noun, count in backup.manifest["counts"].items())


def _refuse_unfit(manifest: dict) -> None:
    vendor = manifest["database"]["vendor"]
    if vendor != connection.vendor:
        raise Refused(
            f"This is a backup of {vendor}, and DATABASE_URL names {connection.vendor}. "
            "Restore it with a DATABASE_URL of the same kind."
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    newer = [name for name in manifest["migrations"] if name not in known]
    if newer:
        raise Refused(
            f"The backup comes from a newer version of the newsroom (it knows {newer[-1]}). "
            "Install that version first."
        )


def restore(plan: Plan, *, replace: bool = False, progress: Progress = iter) -> None:
    """Puts the backup's media and database in place, migrates, and proves that the guards stand.

    Raises Refused where stories would be lost and `replace` was not asked for.
    """
    if plan.is_occupied and not replace:
        raise Refused(
            f"The database holds stories already. {' '.join(plan.sentences)} "
            "If you want that, say --replace."
        )
    backup = plan.backup
    if settings.MEDIA_STORAGE:
        _upload(backup, progress)
    else:
        _copy_files(backup.folder / MEDIA, _media(), progress)
    dumps.load(backup.folder / backup.manifest["database"]["file"])
    call_command("migrate", interactive=False, verbosity=0)
    missing = guards.missing()
    if missing:
        raise Refused(f"The database came back without guards: {', '.join(missing)}.")
    if plan.is_occupied:
        for name in plan.strangers:
            (_media() / name).unlink(missing_ok=True)
    made_at = backup.manifest["made_at"]
    audit.record("backup restored", by=None, at=timezone.now(), made_at=made_at)


def place() -> str:
    """Where media files are kept, in words."""
    return settings.MEDIA_STORAGE.partition("?")[0] or str(_media())


def _stored() -> set[str]:
    """The names of the files in the bucket."""
    return {
        f"{folder}/{name}" for folder in _FOLDERS for name in default_storage.listdir(folder)[1]
    }


def _upload(backup: Sealed, progress: Progress) -> None:
    """A name never stands for other bytes, so what is there already is left as it is."""
    there = _stored()
    names = sorted(name.removeprefix(f"{MEDIA}/") for name in _media_names(backup))
    for name in progress([name for name in names if name not in there]):
        with (backup.folder / MEDIA / name).open("rb") as file:
            default_storage.save(name, File(file))


def _media() -> Path:
    return Path(settings.MEDIA_ROOT)


def _media_names(backup: Sealed) -> Iterator[str]:
    return (name for name in backup.manifest["files"] if name.startswith(f"{MEDIA}/"))


def _files(folder: Path) -> list[str]:
    """The names of the media files in a folder, none if it is not there."""
    names = manifests.names(folder) if folder.is_dir() else []
    return [name for name in names if name != _KEPT]


def _copy_files(source: Path, target: Path, progress: Progress) -> set[str]:
    """Copies every file of a folder and says which; each appears under its name only once it is
    whole. A picture may be hidden meanwhile: its files are gone then.
    """
    copied = set()
    for name in progress(_files(source)):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_name(f".{place.name}.partial")
        try:
            shutil.copyfile(source / name, partial)
        except FileNotFoundError:
            continue
        partial.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        os.replace(partial, place)
        copied.add(name)
    return copied
