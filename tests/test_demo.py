"""The demo paper: loaded once, the same every time, in every state that it shows, for loopback."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from articles import composing
from articles.demo import accounts, paper, pictures
from articles.models import (
    Address,
    Article,
    Correction,
    Image,
    Listing,
    Membership,
    PublishedVersion,
    Revision,
    Withdrawal,
)
from tests.base import MICROSECOND, NOON

DRAW = pictures.draw
MODELS = (Article, Revision, PublishedVersion, Listing, Address, Image, Correction, Withdrawal)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_home(settings, tmp_path, monkeypatch):
    """On loopback, with a place for the accounts, small pictures and a clock that stands."""
    settings.BASE_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    monkeypatch.setattr(pictures, "draw", lambda key: DRAW(key, width=120, height=80))
    with time_machine.travel(NOON, tick=False):
        yield


def load(**options) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def row_counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def story(state: str) -> tuple[dict, Article]:
    """The English one of a state: what the tests read on its page is in English."""
    slug, fields = next(
        (s, f) for s, f, _body in paper.stories() if f["state"] == state and f["language"] == "en"
    )
    return fields, Article.objects.get(slug=slug)


def get(path: str):
    return Client(headers={"host": "127.0.0.1"}).get(path)


def test_it_prints_accounts_that_can_sign_in():
    passwords = dict(re.findall(r"^  (\w+) +(\S+) ", load(), flags=re.MULTILINE))
    assert set(passwords) == {
        "admin", "chief", "editor", "sub", "reporter", "pictures", "legal", "operator",
    }  # fmt: skip
    for name, password in passwords.items():
        assert Client().login(username=name, password=password)
    assert get_user_model().objects.get(username="admin").is_superuser
    assert not Membership.objects.filter(user__username="admin").exists()
    assert Membership.objects.get(user__username="reporter").role == "reporter"


def test_a_second_run_changes_nothing_and_prints_the_same():
    said, before = load(), row_counts()
    hashes = list(get_user_model().objects.values_list("username", "password"))
    assert load() == said
    assert row_counts() == before
    assert list(get_user_model().objects.values_list("username", "password")) == hashes


def test_the_file_of_accounts_is_for_its_owner_alone(tmp_path):
    load()
    assert (tmp_path / ".demo-accounts").stat().st_mode & 0o777 == 0o600


def test_lost_passwords_are_made_anew(tmp_path):
    said = load()
    (tmp_path / ".demo-accounts").unlink()
    again = load()
    assert again != said
    password = re.search(r"^  chief +(\S+) ", again, flags=re.MULTILINE)[1]
    assert Client().login(username="chief", password=password)


@pytest.mark.parametrize(
    "host", ["news.example", ".example", "*", "192.168.1.7", "0.0.0.0", "[::]", "10.0.0.1"]
)
def test_it_refuses_where_strangers_could_come(settings, host):
    settings.ALLOWED_HOSTS = ["127.0.0.1", host]
    with pytest.raises(CommandError, match=r"The demo is for 127\.0\.0\.1 alone") as refused:
        load()
    assert host in str(refused.value)
    assert not Article.objects.exists()
    assert not get_user_model().objects.exists()


def test_it_leaves_an_account_alone_that_is_not_its_own():
    get_user_model().objects.create_user("chief", "chief@gazette.invalid", "a password")
    with pytest.raises(CommandError, match="nothing was changed"):
        load()
    assert get_user_model().objects.count() == 1
    assert get_user_model().objects.get().check_password("a password")
    assert not Article.objects.exists()


def test_it_leaves_a_paper_alone_that_has_stories(town):
    Article.objects.create(headline="Ours")
    load()
    assert Article.objects.get().headline == "Ours"


def test_a_load_that_breaks_off_leaves_no_half_paper(chief_editor):
    stories = paper.load(by=chief_editor, now=NOON)
    next(stories)
    with pytest.raises(RuntimeError):
        stories.throw(RuntimeError("the power went out"))
    assert not Article.objects.exists()


# The states that it shows -----------------------------------------------------------------------


def test_all_stories_are_there_in_their_states():
    load()
    states = [fields["state"] for _slug, fields, _body in paper.stories()]
    assert Article.objects.count() == len(states) >= 38
    assert PublishedVersion.objects.live(NOON).count() == sum(
        state in ("live", "live_with_draft", "corrected") for state in states
    )


def test_the_scheduled_story_appears_at_its_second():
    load()
    fields, article = story("scheduled")
    version = PublishedVersion.objects.get(article=article)
    assert version.live_from == NOON + timedelta(hours=fields["hours_ahead"])
    with time_machine.travel(version.live_from - MICROSECOND, tick=False):
        assert get(version.path).status_code == 404
        assert fields["headline"] not in get("/").content.decode()
    with time_machine.travel(version.live_from, tick=False):
        assert get(version.path).status_code == 200
        assert fields["headline"] in get("/").content.decode()


def test_the_embargoed_story_is_held_back_with_its_reason_until_its_second():
    load()
    fields, article = story("embargoed")
    version = PublishedVersion.objects.get(article=article)
    assert article.embargoed_until == NOON + timedelta(hours=fields["embargo_hours"])
    assert version.live_from == version.embargoed_until == article.embargoed_until
    assert article.note_to_editors == article.head.note == fields["embargo_reason"]
    with time_machine.travel(version.live_from - MICROSECOND, tick=False):
        assert get(version.path).status_code == 404
        assert fields["headline"] not in get("/").content.decode()
    with time_machine.travel(version.live_from, tick=False):
        assert get(version.path).status_code == 200


def test_the_withdrawn_story_is_gone_with_its_note():
    load()
    fields, article = story("withdrawn")
    answer = get(PublishedVersion.objects.get(article=article).path)
    assert answer.status_code == 410
    assert fields["public_note"] in answer.content.decode()
    assert fields["headline"] not in get("/").content.decode()


def test_the_corrected_story_shows_its_correction():
    load()
    fields, article = story("corrected")
    first, last = PublishedVersion.objects.filter(article=article).order_by("live_from")
    page = get(last.path).content.decode()
    assert fields["correction_text"] in page
    assert "Updated" in page
    assert fields["corrected_paragraph_after"] in last.page["body_html"]
    assert fields["corrected_paragraph_before"] in first.page["body_html"]
    assert first.live_until == last.live_from


def test_the_draft_is_nowhere():
    load()
    fields, article = story("draft")
    assert not article.addresses.exists()
    for path in ("/", f"/{NOON:%Y}/", f"/{NOON:%Y/%m}/"):
        assert fields["headline"] not in get(path).content.decode()


def test_the_story_with_a_draft_shows_readers_the_published_text():
    load()
    fields, article = story("live_with_draft")
    page = get(PublishedVersion.objects.get(article=article).path).content.decode()
    assert article.standfirst == fields["draft_standfirst"]
    assert fields["draft_standfirst"] not in page


@pytest.mark.parametrize(("language", "path"), [("en", "/"), ("az", "/az/")])
def test_a_front_shows_its_lead_first(language, path):
    load()
    own = [f for _slug, f, _body in paper.stories() if f["language"] == language]
    lead = next(fields for fields in own if fields["front"] == "lead")
    page = get(path).content.decode()
    shown = sorted(page.index(f["headline"]) for f in own if f["headline"] in page)
    assert len(shown) > 5
    assert page.index(lead["headline"]) == shown[0]


def test_a_link_between_stories_leads_to_the_other_one():
    load()
    column = PublishedVersion.objects.get(article__slug="leave-the-sea-where-we-can-see-it")
    storm = PublishedVersion.objects.get(article__slug="storm-tears-boats-from-their-moorings")
    assert f'<a href="{storm.path}"' in get(column.path).content.decode()


# Generated stories ------------------------------------------------------------------------------


def told() -> list[tuple]:
    rows = PublishedVersion.objects.order_by("pk").select_related("article")
    return [(row.article.uid, row.headline, row.path, row.page["body_html"]) for row in rows]


def test_generated_stories_stand_beside_the_paper():
    load(articles=30)
    before = len(paper.stories())
    assert Article.objects.count() == before + 30
    newest = PublishedVersion.objects.exclude(headline__in=_own_headlines()).order_by("pk")[0]
    assert get(newest.path).status_code == 200
    assert newest.headline in get(f"/{NOON:%Y/%m/%d}/").content.decode()


def _own_headlines() -> list[str]:
    return [fields["headline"] for _slug, fields, _body in paper.stories()]


def test_more_stories_are_added_each_time_with_new_addresses():
    load(articles=15)
    load(articles=15)
    assert Article.objects.count() == len(paper.stories()) + 30
    paths = PublishedVersion.objects.filter(revision__base=None).values_list("path", flat=True)
    assert len(set(paths)) == len(paths)


def test_composed_pages_are_those_that_recompose_would_make():
    load(articles=30)
    versions = PublishedVersion.objects.select_related("revision", "article")
    assert composing.recompose(versions) == 0


def test_all_rows_agree():
    load(articles=30)
    out = StringIO()
    call_command("check_integrity", stdout=out, stderr=out)
    assert out.getvalue() == "All rows agree.\n"


@pytest.mark.parametrize("seed", [1, 7])
def test_the_same_seed_makes_the_same_stories(seed):
    found = [_loaded_and_undone(seed) for _ in range(2)]
    assert found[0] == found[1]
    assert len(found[0]) > 25


def test_another_seed_makes_other_stories():
    one, other = (_loaded_and_undone(seed) for seed in (1, 2))
    assert {row[0] for row in one} & {row[0] for row in other}  # The paper itself.
    assert one[-5:] != other[-5:]


def _loaded_and_undone(seed: int) -> list[tuple]:
    with transaction.atomic():
        load(articles=10, seed=seed)
        found = told()
        transaction.set_rollback(True)
    return found


def test_a_demo_account_keeps_its_domain():
    load()
    emails = get_user_model().objects.values_list("email", flat=True)
    assert all(email.endswith(f"@{accounts.DOMAIN}") for email in emails)


def test_stories_stand_at_the_age_that_they_say():
    load()
    for slug, fields, _body in paper.stories():
        version = PublishedVersion.objects.filter(article__slug=slug).order_by("live_from").first()
        if fields["state"] not in ("draft", "scheduled", "embargoed"):
            assert version.dated_at == NOON - timedelta(days=fields["days_ago"])
