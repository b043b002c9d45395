"""No public byte names a file of a withdrawn story, and no address that readers know is served."""

import re

import pytest
import time_machine

from articles import hiding, publishing
from articles.images import renaming, renditions
from articles.models import Rendition, Withdrawal
from newsroom.media import KEPT_S
from tests import surfaces
from tests.base import EVENING, HOUR, LATER, MINUTE, NOON, signed_in
from tests.factories import make_author, make_live, make_section, make_topic, reloaded
from tests.hiding.files import make_shown, names_of, run, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

_FILE = re.compile(rb"renditions/[0-9a-f]{32}\.[a-z]+")
each_edition = pytest.mark.parametrize("language", [surfaces.HOME, surfaces.OTHER])


def published(language: str):
    """A story with a picture that stands on every surface, beside one that is related to it."""
    places = {
        "language": language,
        "section": make_section("Harbour", language=language),
        "topics": [make_topic("Boats")],
        "bylines": [make_author("Ada Quill")],
    }
    beside = make_live(told="It said nine boats.", **places)
    image, version = make_shown(told="It said eight.", **places)
    return image, version, beside


def named_at(client, now, *versions) -> dict[str, set[str]]:
    """Surface → the files that it names at a moment."""
    found = {}
    with time_machine.travel(now, tick=False):
        for number, version in enumerate(versions):
            place = surfaces.place_of(version)
            for surface in surfaces.SURFACES:
                # Those of no edition, like sitemaps, have a row for one language.
                if surface.language == version.language or not surface.shows_stories:
                    answer = client.get(surface.address(place))
                    body = b"".join(answer) if answer.streaming else answer.content
                    names = {name.decode() for name in _FILE.findall(body)}
                    found[f"{number} {surface.name} {surface.of}"] = names
    return found


def answers(client, names) -> set[int]:
    return {client.get(f"/media/{name}").status_code for name in names}


@each_edition
def test_on_every_surface(client, language, django_capture_on_commit_callbacks):
    image, version, beside = published(language)
    renditions.recut(image)
    told = named_at(client, NOON + MINUTE, version, beside)
    known = set().union(*told.values()) | names_of(image)
    assert answers(client, known) == {200}
    naming = {name.split()[1] for name, names in told.items() if names}
    prefix = "" if language == surfaces.HOME else "edition:"
    assert naming > {"article", "month_sitemap", *(f"{prefix}{n}" for n in ("front", "section"))}

    with (
        time_machine.travel(LATER, tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        withdraw(version, answer=Withdrawal.Answer.NEVER)

    hidden = names_of(image)
    assert answers(client, known) == {404}
    assert not set().union(*named_at(client, LATER, version, beside).values())

    publishing.bring_back(reloaded(version.article), by=None, now=EVENING)
    back = named_at(client, EVENING, version, beside)
    assert {name.split()[1] for name, names in back.items() if names} == naming
    assert set().union(*back.values()) <= hidden == names_of(image)
    assert answers(client, hidden) == {200}
    assert answers(client, known) == {404}


def test_the_desk_sees_the_picture_under_its_new_names(client, editor):
    image, version, _beside = published("en")
    withdraw(version)
    run()
    desk = signed_in(editor)
    with time_machine.travel(EVENING, tick=False):
        past = desk.get(f"/admin/at/{NOON.isoformat()}{version.path}").content
        preview = desk.get(f"/admin/articles/article/{version.article_id}/preview/").content
        library = desk.get("/admin/articles/image/").content
    for page in (past, preview, library):
        names = {name.decode() for name in _FILE.findall(page)}
        assert names and names <= names_of(image)
        assert answers(desk, names) == {200}
    # A name that only the desk was shown is still one that no reader knows.
    assert not hiding.has_known_names(image, EVENING)


def test_a_name_that_was_cached_is_not_confirmed(client):
    image, version, _beside = published("en")
    [address, *_rest] = (f"/media/{name}" for name in names_of(image))
    kept = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": kept}).status_code == 304
    withdraw(version)
    run()
    assert client.get(address, headers={"If-None-Match": kept}).status_code == 404


def test_what_browsers_and_edges_keep_is_within_the_promise(client):
    image, _version, _beside = published("en")
    answer = client.get(f"/media/{min(names_of(image))}")
    assert answer["Cache-Control"] == f"public, max-age={KEPT_S}"
    # The timer runs every minute, and a run that was ended keeps the next one off for a lease.
    assert KEPT_S + (MINUTE + renaming.LEASE).total_seconds() <= hiding.PROMISED.total_seconds()


def test_a_withdrawal_that_waits_hides_nothing_yet(django_capture_on_commit_callbacks):
    image, version, _beside = published("en")
    before = names_of(image)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(version, now=NOON, at=LATER)
    assert names_of(image) == before


def test_a_storage_that_fails_stops_no_withdrawal(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    image, version, _beside = published("en")
    before = names_of(image)

    def refuse(copies):
        raise OSError("Not now.")

    with (
        monkeypatch.context() as patched,
        time_machine.travel(LATER, tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        patched.setattr(renaming, "copy", refuse)
        withdraw(version)
    with time_machine.travel(LATER, tick=False):
        assert client.get(version.path).status_code == 410
    assert answers(client, before) == {200}
    assert run(LATER + HOUR) == (1, 0, 0)
    assert answers(client, before) == {404}
    assert Rendition.objects.filter(image=image).count() == len(before)
