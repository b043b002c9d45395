"""The page of two texts: what is taken over, what is asked, and the two ways on."""

import re

import pytest

from articles import drafting
from articles.admin.article import conflict
from articles.errors import StaleBase
from articles.models import Article, Revision, UnsavedText
from tests import base, factories
from tests.base import NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = (
    f"<p>{text}</p>"
    for text in (
        "The ferry left the quay at noon with all hands.",
        "Nobody on the island had heard of the storm.",
        "By evening the lamps along the shore were lit.",
    )
)
BEFORE = {"headline": "Ferry", "body": FIRST + SECOND + THIRD}


def two_texts(theirs: dict, mine: dict, *, by=None, theirs_by=None, **before) -> str:
    """The address of the page where both are settled."""
    article = factories.make_article(**{**BEFORE, **before})
    opened = article.head_id
    factories.change(article, by=theirs_by, **theirs)
    with pytest.raises(StaleBase) as refusal:
        drafting.save(factories.reloaded(article), mine, base=opened, by=by, now=NOON)
    return pages.room(article, "settle", refusal.value.mine.pk)


def settled(client, address: str, button="save", **chosen) -> Article:
    answer = client.post(address, {**pages.open_form(client, address), **chosen, button: "1"})
    assert answer.status_code == 302, answer.content.decode()
    return Article.objects.get()


def radios(client, address: str) -> list[str]:
    """The names of what is asked in the body."""
    found = re.findall(r'name="(body-[0-9a-f-]+)"', client.get(address).content.decode())
    return list(dict.fromkeys(found))


def test_changes_in_different_paragraphs_are_one_text_at_one_press(at_desk):
    first, third = FIRST.replace("noon", "six"), THIRD.replace("lamps", "lanterns")
    address = two_texts({"body": first + SECOND + THIRD}, {"body": FIRST + SECOND + third})
    assert not radios(at_desk, address)
    assert settled(at_desk, address).body == first + SECOND + third


@pytest.mark.parametrize(
    ("choice", "second"),
    [
        ("theirs", SECOND.replace("island", "isle")),
        ("mine", SECOND.replace("storm", "gale")),
        ("both", SECOND.replace("island", "isle") + SECOND.replace("storm", "gale")),
        ("base", SECOND),
    ],
)
def test_a_paragraph_that_both_changed_is_chosen_for_itself(at_desk, choice, second):
    theirs, mine = SECOND.replace("island", "isle"), SECOND.replace("storm", "gale")
    address = two_texts(
        {"body": FIRST + theirs + THIRD},
        {"body": FIRST + mine + THIRD.replace("lit", "dark")},
    )
    assert "Paragraph 2: changed in both texts" in at_desk.get(address).content.decode()
    (name,) = radios(at_desk, address)
    made = settled(at_desk, address, **{name: choice})
    assert made.body == FIRST + second + THIRD.replace("lit", "dark")


def test_what_one_side_changed_can_be_left_as_it_was(at_desk):
    address = two_texts({"headline": "Theirs"}, {"kicker": "Mine"})
    made = settled(at_desk, address, headline="mine", kicker="mine")
    assert (made.headline, made.kicker) == ("Ferry", "Mine")


def test_topics_of_both_are_proposed_and_what_either_took_away_stays_away(at_desk):
    old, gone, theirs, mine = (factories.make_topic(name) for name in ("Old", "Gone", "Oil", "Tar"))
    address = two_texts(
        {"topics": [old, gone, theirs]}, {"topics": [old, mine]}, topics=[old, gone]
    )
    assert pages.open_form(at_desk, address)["topics"] == ["both"]
    assert "Old, Tar, Oil" in (text := at_desk.get(address).content.decode()) or "Old, Oil" in text
    assert set(settled(at_desk, address).topics.all()) == {old, theirs, mine}


def test_an_author_in_two_roles_is_asked_about(at_desk):
    ana, ben = factories.make_author("Ana"), factories.make_author("Ben")
    address = two_texts({"bylines": [(ana, "photos")]}, {"bylines": [(ana, "in Port"), ben]})
    opened = pages.open_form(at_desk, address)
    assert "bylines" not in opened
    assert at_desk.post(address, opened).status_code == 400
    made = settled(at_desk, address, bylines="both")
    assert [row.author for row in made.bylines.order_by("position")] == [ana, ben]


def test_earlier_choices_are_kept_when_something_is_missing(at_desk):
    address = two_texts(
        {"headline": "Theirs", "body": FIRST.replace("noon", "six") + SECOND},
        {"headline": "Mine", "body": FIRST.replace("noon", "ten") + SECOND},
        body=FIRST + SECOND,
    )
    (name,) = radios(at_desk, address)
    again = at_desk.post(address, pages.open_form(at_desk, address) | {name: "both"})
    assert again.status_code == 400
    assert pages.fields(again)[name] == ["both"]
    assert "autofocus" in again.content.decode()
    assert conflict.waiting(Article.objects.get())


def test_another_save_meanwhile_keeps_the_choices_that_still_mean_the_same(at_desk):
    address = two_texts(
        {"headline": "Theirs", "kicker": "K1", "body": FIRST.replace("noon", "six") + SECOND},
        {"headline": "Mine", "kicker": "K2", "body": FIRST.replace("noon", "ten") + SECOND},
        body=FIRST + SECOND,
    )
    (name,) = radios(at_desk, address)
    chosen = pages.open_form(at_desk, address) | {
        name: "mine",
        "headline": "mine",
        "kicker": "mine",
    }
    factories.change(
        Article.objects.get(), kicker="K3", body=FIRST.replace("noon", "six") + SECOND + THIRD
    )
    again = at_desk.post(address, chosen | {"save": "1"})
    assert again.status_code == 409
    assert "saved again while you were choosing" in again.content.decode()
    kept = pages.fields(again)
    assert (kept[name], kept["headline"]) == (["mine"], ["mine"])
    assert "kicker" not in kept
    assert at_desk.post(address, kept | {"kicker": "mine"}).status_code == 302
    made = Article.objects.get()
    assert (made.headline, made.kicker) == ("Mine", "K2")
    assert made.body == FIRST.replace("noon", "ten") + SECOND + THIRD
    assert Revision.objects.filter(kind="refused").count() == 1


def test_going_on_lays_the_merged_text_out_and_saves_nothing(at_desk, editor):
    address = two_texts({"headline": "Theirs"}, {"kicker": "Mine"})
    head = Article.objects.get().head
    opened = pages.open_form(at_desk, address)
    answer = at_desk.post(address, opened | {"go_on": "1"})
    text = UnsavedText.objects.get()
    assert answer["Location"] == f"{pages.change(Article.objects.get())}?text={text.pk}"
    assert (text.kind, text.base, text.merged.kind, text.user) == (
        "merged",
        head,
        "refused",
        editor,
    )
    assert (text.content["headline"], text.content["kicker"]) == ("Theirs", "Mine")
    article = Article.objects.get()
    assert article.head == head
    assert conflict.waiting(article)


def test_who_saved_each_text_is_said_and_whether_it_was_one_person(at_desk, editor):
    other = base.person("editor", name="leyla")
    address = two_texts({"headline": "One"}, {"headline": "Two"}, by=editor, theirs_by=other)
    text = at_desk.get(address).content.decode()
    assert f"by {other}," in text and "by you," in text and "in two windows" not in text
    Article.objects.update(head=None)
    address = two_texts({"headline": "One"}, {"headline": "Two"}, by=editor, theirs_by=editor)
    assert "One person saved both, in two windows." in at_desk.get(address).content.decode()


def test_a_refused_text_that_says_what_is_saved_by_now_waits_no_more(at_desk):
    address = two_texts({"headline": "One"}, {"headline": "Two"})
    article = factories.change(Article.objects.get(), headline="Two")
    assert conflict.waiting(article) == []
    assert "say the same" in at_desk.get(address).content.decode()
    assert settled(at_desk, address).head.merged.kind == "refused"


def test_what_the_person_may_not_change_is_refused_with_the_choices_kept():
    town = factories.make_section("Town")
    reporter = base.person("reporter", name="of Town", section=town)
    client = base.signed_in(reporter)
    address = two_texts({"headline": "One"}, {"section": factories.make_section("Sport")})
    Article.objects.update(owner=reporter)
    for button in ("save", "go_on"):
        answer = client.post(address, pages.open_form(client, address) | {button: "1"})
        assert answer.status_code == 403
        assert "You have no role in this section." in answer.content.decode()
    assert Article.objects.get().section == town
    assert not UnsavedText.objects.exists()


def test_two_bodies_that_are_too_much_together_are_refused_in_words(at_desk):
    theirs, mine = (f"<p>{word * 45_000}</p>" for word in ("theirs ", "mine__ "))
    address = two_texts({"body": theirs}, {"body": mine}, body="<p>Before.</p>")
    (name,) = radios(at_desk, address)
    answer = at_desk.post(address, pages.open_form(at_desk, address) | {name: "both"})
    assert answer.status_code == 400
    assert "larger than" in answer.content.decode()
    assert conflict.waiting(Article.objects.get())


@pytest.mark.parametrize("choice", ["", "ours", "<b>", "\0", "theirs\n"])
def test_a_choice_that_is_none_settles_nothing(at_desk, choice):
    address = two_texts(
        {"headline": "One", "body": FIRST.replace("noon", "six")},
        {"headline": "Two", "body": FIRST.replace("noon", "ten")},
        body=FIRST,
    )
    (name,) = radios(at_desk, address)
    answer = at_desk.post(address, {**pages.open_form(at_desk, address), name: choice})
    assert answer.status_code == 400
    assert Revision.objects.filter(kind="merged").count() == 0


def test_markup_alone_is_shown_formatted_and_never_as_tags(at_desk):
    address = two_texts(
        {"body": "<p><em>Word</em></p>"},
        {"body": "<p><strong>Word</strong></p>"},
        body="<p>Word</p>",
    )
    text = at_desk.get(address).content.decode()
    assert "&lt;em&gt;" not in text
    assert "<em>" in text and "<strong>" in text


def test_an_arabic_story_is_read_from_the_right(at_desk):
    address = two_texts(
        {"body": "<p>غادرت العبارة الميناء ظهرا.</p>"},
        {"body": "<p>غادرت العبارة الميناء مساء.</p>"},
        body="<p>غادرت العبارة الميناء صباحا.</p>",
        language="ar",
    )
    assert 'lang="ar" dir="rtl"' in at_desk.get(address).content.decode()


def test_without_what_both_were_made_of_all_that_differs_is_asked(at_desk):
    article = factories.make_article(**BEFORE)
    with pytest.raises(StaleBase) as refusal:
        mine = {"headline": "Mine", "body": FIRST + SECOND.replace("storm", "gale") + THIRD}
        drafting.save(article, mine, base=None, by=None, now=NOON)
    address = pages.room(article, "settle", refusal.value.mine.pk)
    opened = pages.open_form(at_desk, address)
    assert "headline" not in opened
    (name,) = radios(at_desk, address)
    assert settled(at_desk, address, headline="mine", **{name: "mine"}).body == mine["body"]
