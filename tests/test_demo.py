"""The demo: loaded once, the same every time, its accounts, generated stories; for loopback."""

import re
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
from tests.base import NOON

DRAW = pictures.draw
# Enough for what is asked here; test_demo_states.py loads the whole paper.
STORIES = [story for story in paper.stories() if story[1]["language"] == "en"][-12:]
MODELS = (Article, Revision, PublishedVersion, Listing, Address, Image, Correction, Withdrawal)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_home(settings, tmp_path, monkeypatch):
    """On loopback, with a place for the accounts, a short paper of small pictures, at noon."""
    settings.BASE_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    monkeypatch.setattr(pictures, "draw", lambda key: DRAW(key, width=120, height=80))
    monkeypatch.setattr(paper, "stories", lambda: STORIES)
    with time_machine.travel(NOON, tick=False):
        yield


def load(**options) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def row_counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


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
    assert len(found[0]) > 20


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
