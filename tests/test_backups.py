"""Backups come back whole, on the database that the suite runs on, and damage is refused."""

import os
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles import backups, dumps, integrity, manifests
from articles.errors import Refused
from articles.models import Article, AuditRow, Image, PublishedVersion, guards
from tests.factories import change, make_article, make_document, make_image, make_live

BYTES = b"a file of the paper"


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def programs():
    """PostgreSQL's client programs; their absence is a failure where all services are required."""
    needed = connection.vendor == "postgresql" and os.environ.get("REQUIRE_SERVICES") != "1"
    if needed and not (shutil.which("pg_dump") and shutil.which("pg_restore")):
        pytest.skip("pg_dump and pg_restore are not installed")


@pytest.fixture
def paper(transactional_db, media, programs):
    """A published story with a picture."""
    image = make_image(alt="Boats in the harbour")
    return make_live(headline="Ferry returns", lead_image=image)


@pytest.fixture
def sealed(tmp_path):
    """A folder sealed by a manifest, without any database."""
    folder = tmp_path / "sealed"
    (folder / "media" / "originals").mkdir(parents=True)
    (folder / "media" / "originals" / "one.jpeg").write_bytes(BYTES)
    (folder / "database.sqlite3").write_bytes(BYTES)
    manifests.seal(folder, {})
    return folder


def backup_into(folder: Path) -> Path:
    said = StringIO()
    call_command("backup", str(folder), stdout=said)
    return Path(said.getvalue().splitlines()[0])


def restore_from(folder: Path, **options) -> str:
    said = StringIO()
    call_command("restore", str(folder), stdout=said, **options)
    return said.getvalue()


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_paper_comes_back_as_it_was(paper, media, tmp_path, client):
    address, page = paper.get_absolute_url(), paper.page
    pictures = files_of(media)
    folder = backup_into(tmp_path / "backups")

    change(paper.article, headline="Ferry does not return")
    make_article(headline="Written after the backup")
    shutil.rmtree(media)
    restore_from(folder, replace=True)

    article = Article.objects.get()
    assert article.headline == "Ferry returns"
    assert PublishedVersion.objects.get().page == page
    assert client.get(address).status_code == 200
    assert files_of(media) == pictures
    assert len(pictures) > 1


def test_a_document_comes_back_to_its_readers(transactional_db, media, programs, tmp_path, client):
    document = make_document("The plan")
    make_live(body=f'<figure data-document="{document.uid}"></figure>')
    before = b"".join(client.get(document.get_absolute_url()))
    folder = backup_into(tmp_path / "backups")
    shutil.rmtree(media)

    restore_from(folder, replace=True)

    assert before.startswith(b"%PDF-1.7")
    assert b"".join(client.get(document.get_absolute_url())) == before
    assert not any(integrity.faults(timezone.now()))


def test_what_is_restored_can_be_worked_with(paper, tmp_path):
    restore_from(backup_into(tmp_path), replace=True)

    assert guards.missing() == []
    change(Article.objects.get(), headline="Ferry returns early")
    make_live(headline="A second story")
    assert Article.objects.count() == 2
    assert AuditRow.objects.filter(act="backup restored").count() == 1


def test_it_will_not_replace_stories_unasked(paper, tmp_path):
    folder = backup_into(tmp_path)
    make_article(headline="Written after the backup")

    with pytest.raises(CommandError, match=r"2 stories.*--replace"):
        restore_from(folder)

    assert Article.objects.count() == 2


def test_a_dry_run_says_all_and_changes_nothing(paper, media, tmp_path):
    folder = backup_into(tmp_path / "backups")
    make_article(headline="Written after the backup")
    (media / "originals" / "stranger.jpeg").write_bytes(BYTES)

    said = restore_from(folder, replace=True, dry_run=True)

    assert "2 stories" in said
    assert "1 media files that the backup does not know are deleted" in said
    assert "Nothing was changed" in said
    assert Article.objects.count() == 2


def test_replacing_deletes_what_the_backup_does_not_know(paper, media, tmp_path):
    folder = backup_into(tmp_path / "backups")
    stranger = media / "originals" / "stranger.jpeg"
    stranger.write_bytes(BYTES)
    (media / ".gitkeep").touch()

    restore_from(folder, replace=True)

    assert not stranger.exists()
    assert (media / ".gitkeep").exists()


def test_a_damaged_backup_leaves_everything_as_it_is(paper, media, tmp_path):
    folder = backup_into(tmp_path / "backups")
    dump = next(folder.glob("database.*"))
    dump.write_bytes(dump.read_bytes()[:-1] + b"?")
    before = files_of(media)

    with pytest.raises(CommandError, match=f"{dump.name} is not as it was written"):
        restore_from(folder, replace=True)

    assert Article.objects.count() == 1
    assert files_of(media) == before


def test_a_backup_without_a_picture_that_the_paper_needs_is_no_success(paper, media, tmp_path):
    (media / Image.objects.get().file.name).unlink()

    with pytest.raises(CommandError, match="1 files that the database names"):
        backup_into(tmp_path / "backups")


def test_nobody_but_the_owner_can_open_a_backup(paper, tmp_path):
    folder = backup_into(tmp_path / "backups")

    assert folder.stat().st_mode & 0o777 == 0o700


def test_nothing_unfinished_is_left_behind(paper, tmp_path, monkeypatch):
    def fail(*args):
        raise OSError("No space left on device")

    monkeypatch.setattr(backups, "_copy_files", fail)

    with pytest.raises(CommandError, match="No space left"):
        backup_into(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_backups_stay_out_of_the_folders_that_are_served(transactional_db, media):
    with pytest.raises(CommandError, match="choose another folder"):
        backup_into(media / "backups")


def test_a_backup_of_a_newer_version_is_refused(paper, tmp_path):
    folder = backup_into(tmp_path)
    facts = manifests.verify(folder).manifest
    (folder / manifests.FILE).unlink()
    manifests.seal(folder, facts | {"migrations": ["articles.9999_from_tomorrow"]})

    with pytest.raises(CommandError, match="newer version"):
        restore_from(folder, replace=True)


def test_a_backup_of_another_kind_of_database_is_refused(paper, tmp_path):
    folder = backup_into(tmp_path)
    facts = manifests.verify(folder).manifest
    (folder / manifests.FILE).unlink()
    manifests.seal(folder, facts | {"database": {"vendor": "oracle", "file": "database.dump"}})

    with pytest.raises(CommandError, match="This is a backup of oracle"):
        restore_from(folder, replace=True)


def test_a_sealed_folder_is_read_back(sealed):
    files = manifests.verify(sealed).manifest["files"]

    assert set(files) == {"database.sqlite3", "media/originals/one.jpeg"}
    assert files["database.sqlite3"]["bytes"] == len(BYTES)


@pytest.mark.parametrize("name", ["database.sqlite3", "media/originals/one.jpeg", "manifest.json"])
def test_one_changed_byte_is_refused_wherever_it_is(sealed, name):
    whole = (sealed / name).read_bytes()
    for place in range(0, len(whole), 7):
        changed = bytes([whole[place] ^ 1])
        (sealed / name).write_bytes(whole[:place] + changed + whole[place + 1 :])
        with pytest.raises(Refused, match="damaged"):
            manifests.verify(sealed)


def test_a_picture_that_is_hidden_meanwhile_stops_no_backup(paper, media, tmp_path, monkeypatch):
    listed = backups._files
    gone = next(name for name in listed(media) if name.startswith("renditions/"))

    def list_and_hide(folder):
        names = listed(folder)
        (folder / gone).unlink()
        return names

    monkeypatch.setattr(backups, "_files", list_and_hide)
    with pytest.raises(CommandError, match="1 "):
        backup_into(tmp_path / "backups")
    [folder] = (tmp_path / "backups").iterdir()
    assert gone in manifests.verify(folder).manifest["missing"]


def test_a_missing_file_is_refused(sealed):
    (sealed / "database.sqlite3").unlink()

    with pytest.raises(Refused, match=r"database\.sqlite3 is missing"):
        manifests.verify(sealed)


def test_a_file_too_many_is_refused(sealed):
    (sealed / "media" / "visitor.jpeg").write_bytes(BYTES)

    with pytest.raises(Refused, match=r"visitor\.jpeg is not of this backup"):
        manifests.verify(sealed)


def test_a_folder_without_a_manifest_is_no_backup(tmp_path):
    with pytest.raises(Refused, match="is no backup"):
        manifests.verify(tmp_path)


def test_the_password_is_on_no_command_line(paper, tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no password")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "quiet river stone")
    lines = []
    run = dumps.subprocess.run

    def watched(command, **kwargs):
        lines.append(" ".join(command))
        assert kwargs["env"]["PGPASSWORD"] == "quiet river stone"
        return run(command, **kwargs)

    monkeypatch.setattr(dumps.subprocess, "run", watched)
    backup_into(tmp_path / "backups")

    assert lines
    assert not any("quiet river stone" in line for line in lines)
