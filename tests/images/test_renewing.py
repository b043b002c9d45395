"""Files are cut with nothing held, and a process that is killed leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from articles.images import renaming, renditions, renewing
from articles.models import FREE, FormerFile, Image, Rendition
from articles.models.timed import OPEN
from tests.audit.test_many_writers import address_of_the_database
from tests.base import LATER, NOON, person, signed_in
from tests.desk.test_picture_page import save
from tests.factories import make_image, make_live
from tests.images.pictures import encoded, plain, upload

pytestmark = pytest.mark.django_db

# Its own signal ends it as `kill -9` does, with the third file of the second picture.
KILLED = """
import os, signal
import django
django.setup()
from django.core.management import call_command
from articles.images import renditions
store, stored = renditions._store, []
def counted(*given):
    stored.append(given)
    if len(stored) == 15:
        os.kill(os.getpid(), signal.SIGKILL)
    return store(*given)
renditions._store = counted
call_command("make_renditions")
"""


def files() -> set[str]:
    return {f"{renaming.FOLDER}/{name}" for name in default_storage.listdir(renaming.FOLDER)[1]}


def named() -> set[str]:
    return set(Rendition.objects.values_list("file", flat=True))


@pytest.fixture
def photograph() -> Image:
    """A picture that lacks its twelve crops."""
    return without_crops()


def without_crops() -> Image:
    image = make_image(size=(900, 600))
    for row in image.renditions.exclude(spec=FREE):
        row.file.delete(save=False)
        row.delete()
    return image


def test_it_makes_what_is_missing_and_nothing_the_second_time(photograph):
    assert len(renewing.bring_up_to_date(photograph, now=NOON)) == 12
    assert renewing.bring_up_to_date(photograph, now=NOON) == []
    assert renditions.recut(photograph) == []
    assert not FormerFile.objects.exists()


def test_names_are_on_record_before_there_are_files(photograph, monkeypatch):
    store, found = renditions._store, []

    def looking(image, each, name, film):
        found.append(FormerFile.objects.filter(image=image, name=name).exists())
        return store(image, each, name, film)

    monkeypatch.setattr(renditions, "_store", looking)
    renewing.bring_up_to_date(photograph, now=NOON)
    assert found == [True] * 12


def test_a_sweep_while_a_slow_picture_is_cut_takes_nothing_of_it(photograph, monkeypatch):
    store = renditions._store

    def slow(*given):
        renaming.sweep(NOON + 10 * renaming.LEASE)
        return store(*given)

    monkeypatch.setattr(renditions, "_store", slow)
    assert len(renewing.bring_up_to_date(photograph, now=NOON)) == 12
    assert named() <= files()


def test_what_cannot_be_finished_leaves_no_file(photograph, monkeypatch):
    before, store, stored = files(), renditions._store, []

    def full(*given):
        stored.append(given)
        if len(stored) == 5:
            raise OSError("No space left on device")
        return store(*given)

    monkeypatch.setattr(renditions, "_store", full)
    with pytest.raises(OSError, match="No space"):
        renewing.bring_up_to_date(photograph, now=NOON)
    assert files() == before
    assert not FormerFile.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda image: Image.objects.filter(pk=image.pk).update(focal_x=1, focal_y=1),
        lambda image: Image.objects.filter(pk=image.pk).update(identity_protected=True),
        lambda image: renditions.make(image),
    ],
    ids=["the focal point", "whether it protects", "the files"],
)
def test_who_changes_the_picture_meanwhile_is_not_undone(photograph, monkeypatch, change):
    cut = renditions.stored

    def interrupted(*given):
        made = list(cut(*given))
        monkeypatch.setattr(renditions, "stored", cut)
        change(photograph)
        return made

    monkeypatch.setattr(renditions, "stored", interrupted)
    with pytest.raises(renaming.Overtaken):
        renewing.bring_up_to_date(photograph, now=NOON)
    assert not FormerFile.objects.exists()
    renewing.bring_up_to_date(photograph, now=NOON)
    photograph.refresh_from_db()
    assert {row.cut for row in photograph.renditions.all()} == {
        each.mark for each in renditions.wanted(photograph)
    }
    assert named() <= files()


def test_all_that_was_cut_of_who_must_not_be_known_goes_at_once(photograph):
    version = make_live(lead_image=photograph)
    Image.objects.filter(pk=photograph.pk).update(identity_protected=True, focal_x=1, focal_y=1)
    old = {row.file.name for row in photograph.renditions.all()}
    renewing.bring_up_to_date(photograph, now=LATER, anew=True)
    version.refresh_from_db()
    assert not [name for name in old if name in str(version.page) + str(version.card)]


@pytest.mark.django_db(transaction=True)
def test_no_row_is_held_while_files_are_cut(photograph, monkeypatch):
    store, held = renditions._store, []

    def looking(*given):
        held.append(connection.in_atomic_block)
        return store(*given)

    monkeypatch.setattr(renditions, "_store", looking)
    renewing.bring_up_to_date(photograph, now=NOON)
    assert held == [False] * 12


@pytest.mark.django_db(transaction=True)
def test_a_process_that_was_killed_is_taken_up_and_leaves_nothing(photograph):
    other = without_crops()
    # Those of other tests.
    strange = files() - named()
    environment = os.environ | {
        "DATABASE_URL": address_of_the_database(),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    ended = subprocess.run(
        [sys.executable, "-c", KILLED],
        env=environment,
        cwd=Path(settings.BASE_DIR),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert Rendition.objects.filter(image=photograph).exclude(spec=FREE).count() == 12
    assert Rendition.objects.filter(image=other).exclude(spec=FREE).count() == 0
    orphans = files() - named() - strange
    assert len(orphans) == 2
    # On record from before they were there, and due within the hour.
    assert orphans <= set(FormerFile.objects.values_list("name", flat=True))
    assert len(renewing.bring_up_to_date(other, now=timezone.now())) == 12
    assert renaming.sweep(timezone.now() + renaming.KEPT) == []
    assert files() - strange == named()
    assert not FormerFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_on_a_pictures_page_is_cut_with_no_row_held(photograph, monkeypatch):
    renewing.bring_up_to_date(photograph, now=NOON)
    client = signed_in(person("chief_editor"))
    store, held = renditions._store, []

    def looking(*given):
        held.append(connection.in_atomic_block)
        return store(*given)

    monkeypatch.setattr(renditions, "_store", looking)
    assert save(client, photograph, focal_x="0", focal_y="0").status_code == 302
    assert held == [False] * 12
    photograph.refresh_from_db()
    assert photograph.focal_x == 0
    assert {row.cut for row in photograph.renditions.all()} == {
        each.mark for each in renditions.wanted(photograph)
    }
    assert not FormerFile.objects.filter(delete_from__lt=OPEN).exists()
    assert named() <= files()
    # Refused, it leaves nothing that was cut for it.
    before = files()
    assert save(client, photograph, focal_x="1", **{"1x1_left": "5"}).status_code == 200
    assert files() == before


@pytest.mark.django_db(transaction=True)
def test_names_of_what_comes_in_are_on_record_before_there_are_files(monkeypatch):
    store, found = renditions._store, []

    def looking(image, each, name, film):
        found.append(
            FormerFile.objects.filter(image=None, name__in=(name, image.file.name)).count()
        )
        found.append(connection.in_atomic_block)
        return store(image, each, name, film)

    monkeypatch.setattr(renditions, "_store", looking)
    given = {"upload": upload(encoded(plain(size=(600, 400)), "PNG"))}
    signed_in(person("chief_editor")).post("/admin/articles/image/add/", given)
    assert Image.objects.count() == 1
    assert set(found) == {2, False}
    assert not FormerFile.objects.exists()


@pytest.mark.parametrize("later", [{"focal_x": 1}, {}], ids=["another focal point", "a sweep"])
def test_what_was_cut_ahead_in_vain_is_cut_again_and_deleted(photograph, later):
    renewing.bring_up_to_date(photograph, now=NOON)
    photograph.focal_x = photograph.focal_y = 0
    with renewing.ahead(photograph, renditions.wanted(photograph), now=NOON) as ahead:
        assert ahead.made
        for name, value in {"focal_x": 0, "focal_y": 0, **later}.items():
            Image.objects.filter(pk=photograph.pk).update(**{name: value})
        if not later:
            renaming.sweep(NOON + renaming.KEPT)
        renditions.recut(photograph, ahead)
    photograph.refresh_from_db()
    assert {row.cut for row in photograph.renditions.all()} == {
        each.mark for each in renditions.wanted(photograph)
    }
    assert not {row.file.name for row in ahead.made} & (files() - named())
    assert named() <= files()
