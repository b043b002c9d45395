"""Unsaved texts are offered, opened exactly as they were typed, saved, and thrown away."""

import re

import pytest

from articles import content as contents
from articles import drafting
from articles.errors import StaleBase
from articles.models import Article, Presence, Revision, UnsavedText
from tests import base, factories
from tests.desk import pages
from tests.desk.test_keeping import KEEP_NEW, go_on, keep

pytestmark = pytest.mark.django_db

clock = base.standing_clock(base.NOON)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def offers(client, article=None) -> list[str]:
    """The words of what the page offers."""
    page = text_of(client.get(pages.change(article) if article else pages.ADD))
    return re.findall(r'<p id="unsaved-\d+"> (.+?) *</p>', page)


@pytest.fixture
def colleague():
    return base.person("sub_editor", name="rosa")


def test_a_text_of_one_s_own_is_offered_and_opens_as_it_was_typed(at_desk):
    article = factories.make_article(headline="Ferry runs")
    topic = factories.make_topic("Rain")
    typed = {
        "headline": "Ferry stops",
        "body": "<p>Fog.</p>",
        "urgency": "half",
        "dated_at_0": "2025-03-",
        "dated_at_1": "noon",
        "topics": [str(topic.pk)],
        "bylines-name": ["Nobody Known", "Ines"],
        "bylines-role": ["", "photographs"],
    }
    sent, _said = keep(at_desk, article, **typed)
    assert offers(at_desk, article) == [
        "You typed this and did not save it: 10 March 2025 14:00 (UTC+04:00). "
        "It differs in: headline, body, topics"
    ]
    page = go_on(at_desk, UnsavedText.objects.get())
    opened = pages.fields(page)
    assert opened["bylines-name"][:2] == typed["bylines-name"]
    assert opened["bylines-role"][:2] == typed["bylines-role"]
    for name in ("headline", "urgency", "dated_at_0", "dated_at_1"):
        assert opened[name] == [typed[name]], name
    assert [words.strip() for words in opened["body"]] == ["<p>Fog.</p>"]
    assert opened["topics"] == typed["topics"]
    assert opened["base"] == sent["base"]
    assert opened["window"] != sent["window"]
    said = text_of(page)
    assert "Here stands what you typed and did not save" in said
    assert "It is not saved." in said
    assert "<unsaved-guard data-not-saved>" in said
    # It stands in the page: it is not offered there as well.
    assert "You typed this" not in said


def test_going_on_and_saving_settles_every_text_on_the_way(at_desk):
    article = factories.make_article()
    keep(at_desk, article, headline="First")
    first = UnsavedText.objects.get()
    second_page = pages.fields(go_on(at_desk, first))
    keep(at_desk, article, second_page, headline="Second")
    assert len(offers(at_desk, article)) == 1
    second = UnsavedText.objects.exclude(pk=first.pk).get()
    third_page = pages.fields(go_on(at_desk, second))
    pages.save(at_desk, article, opened=third_page, headline="Third")
    assert factories.reloaded(article).headline == "Third"
    assert not UnsavedText.objects.exists()


def test_a_text_that_was_typed_on_in_its_own_window_is_not_lost(at_desk):
    article = factories.make_article()
    keep(at_desk, article, headline="First")
    opened = pages.fields(go_on(at_desk, UnsavedText.objects.get()))
    UnsavedText.objects.update(kept_at=base.LATER)
    pages.save(at_desk, article, opened=opened, headline="Saved")
    assert UnsavedText.objects.get().content["headline"] == "First"


def test_on_an_older_text_a_save_is_refused_as_ever(at_desk):
    article = factories.make_article()
    keep(at_desk, article, headline="Mine")
    factories.change(article, headline="Theirs")
    page = go_on(at_desk, UnsavedText.objects.get())
    assert "The story was saved since then." in text_of(page)
    assert pages.save(at_desk, article, opened=pages.fields(page)).status_code == 409
    assert factories.reloaded(article).headline == "Theirs"
    assert Revision.objects.get(kind="refused").content["headline"] == "Mine"


def test_a_colleague_s_text_is_offered_when_their_window_is_gone(at_desk, colleague):
    article = factories.make_article(by=colleague)
    sent, _said = keep(base.signed_in(colleague), article, headline="Theirs")
    presence = Presence.objects.create(
        window=sent["window"][0],
        user=colleague,
        article=article,
        opened_at=base.NOON,
        seen_at=base.NOON,
    )
    assert offers(at_desk, article) == []
    Presence.objects.filter(pk=presence.pk).update(seen_at=base.NOON - base.HOUR)
    assert offers(at_desk, article) == [
        "rosa typed in this story and did not save it: 10 March 2025 14:00 (UTC+04:00). "
        "It differs in: headline"
    ]
    page = go_on(at_desk, UnsavedText.objects.get())
    assert "Here stands what rosa typed" in text_of(page)
    # Gone on with, it still waits for whoever typed it.
    keep(at_desk, article, pages.fields(page), headline="Theirs and mine")
    assert [said.split()[0] for said in offers(at_desk, article)] == ["You"]
    assert offers(base.signed_in(colleague), article)[0].startswith("You typed this")
    pages.save(at_desk, article, opened=pages.fields(page))
    assert factories.reloaded(article).headline == "Theirs"
    assert not UnsavedText.objects.exists()


def test_who_may_only_read_is_offered_nothing_and_opens_nothing(colleague):
    article = factories.make_article(by=colleague)
    keep(base.signed_in(colleague), article, headline="Never said")
    reader = base.signed_in(base.person("legal"))
    assert offers(reader, article) == []
    response = go_on(reader, UnsavedText.objects.get())
    assert response.status_code == 302
    assert "Never said" not in reader.get(response["Location"]).content.decode()


def test_a_text_of_another_story_is_not_laid_open(at_desk):
    keep(at_desk, factories.make_article(), headline="Elsewhere")
    other = factories.make_article()
    for key in (UnsavedText.objects.get().pk, "9" * 30, "x", ""):
        address = f"{pages.change(other)}?text={key}"
        response = at_desk.get(address, follow=True)
        assert response.redirect_chain == [(pages.change(other), 302)]
        assert "This text does not wait any more" in pages.said(response)[0]


def test_what_says_the_same_as_the_story_is_not_offered(at_desk):
    article = factories.make_article()
    keep(at_desk, article, headline="The same")
    factories.change(article, headline="The same")
    assert offers(at_desk, article) == []


def test_thrown_away_it_is_gone_with_what_it_went_on_from(at_desk, colleague):
    article = factories.make_article()
    keep(at_desk, article, headline="First")
    first = UnsavedText.objects.get()
    keep(at_desk, article, pages.fields(go_on(at_desk, first)), headline="Second")
    second = UnsavedText.objects.exclude(pk=first.pk).get()
    address = f"/admin/articles/article/unsaved/{second.pk}/discard/"
    assert at_desk.get(address).status_code == 405
    assert base.signed_in(colleague).post(address).status_code == 404
    response = at_desk.post(address, follow=True)
    assert pages.said(response) == ["Thrown away."]
    assert not UnsavedText.objects.exists()
    assert at_desk.post(address).status_code == 404


def test_a_text_laid_out_to_go_on_with_is_saved_as_what_it_is(at_desk, editor):
    article = factories.make_article(headline="One", standfirst="A")
    base_of_mine = article.head_id
    factories.change(article, headline="Two")
    article = factories.reloaded(article)
    with pytest.raises(StaleBase):
        drafting.save(article, {"standfirst": "B"}, base=base_of_mine, by=editor)
    mine = Revision.objects.get(kind="refused")
    author = factories.make_author("Ines Varrow")
    article = factories.reloaded(article)
    text = drafting.lay_out(
        article,
        {"standfirst": "B", "bylines": [(author, "words")], "dated_at": base.NOON},
        base=article.head,
        by=editor,
        kind=Revision.Kind.MERGED,
        merged=mine,
        now=base.NOON,
    )
    page = go_on(at_desk, text)
    assert "Two texts of this story stand here as one." in text_of(page)
    assert "wait to be settled" not in text_of(page)
    assert "wait to be settled" in text_of(at_desk.get(pages.change(article)))
    opened = pages.fields(page)
    assert opened["bylines-name"][0] == "Ines Varrow"
    assert (opened["dated_at_0"], opened["dated_at_1"]) == (["2025-03-10"], ["14:00:00"])
    # Typed on and kept, it is still a merge; opened from there, too.
    keep(at_desk, article, opened, headline="Three")
    again = UnsavedText.objects.exclude(pk=text.pk).get()
    assert (again.kind, again.merged) == ("merged", mine)
    pages.save(at_desk, article, opened=pages.fields(go_on(at_desk, again)))
    head = factories.reloaded(article).head
    assert (head.kind, head.merged, head.base) == ("merged", mine, article.head)
    assert (head.content["headline"], head.content["standfirst"]) == ("Three", "B")
    assert not UnsavedText.objects.exists()


def test_a_story_never_saved_is_offered_where_one_is_begun(at_desk, editor, colleague):
    opened = pages.open_form(at_desk, pages.ADD)
    assert at_desk.post(KEEP_NEW, opened).json()["state"] == "saved"
    typed = opened | {"headline": "Never saved", "body": "<p>Words.</p>"}
    assert at_desk.post(KEEP_NEW, typed).json()["state"] == "kept"
    assert not Article.objects.exists()
    assert offers(base.signed_in(colleague)) == []
    (said,) = offers(at_desk)
    assert "<q>Never saved</q>" in said
    text = UnsavedText.objects.get()
    assert f'{pages.ADD}?text={text.pk}">Never saved</a>' in text_of(at_desk.get("/admin/"))
    assert "Never saved" not in text_of(base.signed_in(colleague).get("/admin/"))
    assert base.signed_in(colleague).get(f"{pages.ADD}?text={text.pk}").status_code == 302
    page = pages.fields(at_desk.get(f"{pages.ADD}?text={text.pk}"))
    assert page["headline"] == ["Never saved"]
    assert page["uid"] == opened["uid"]
    at_desk.post(pages.ADD, page | {"_save": "1"})
    assert Article.objects.get().headline == "Never saved"
    assert not UnsavedText.objects.exists()


def test_a_first_save_whose_answer_never_came_is_gone_on_from(at_desk):
    opened = pages.open_form(at_desk, pages.ADD) | {"headline": "Begun"}
    at_desk.post(pages.ADD, opened | {"_save": "1"})
    article = Article.objects.get()
    assert at_desk.post(KEEP_NEW, opened).json()["state"] == "saved"
    assert at_desk.post(KEEP_NEW, opened | {"headline": "Typed on"}).json()["state"] == "kept"
    assert UnsavedText.objects.get().article == article
    at_desk.post(pages.ADD, opened | {"headline": "Typed on", "_save": "1"})
    assert factories.reloaded(article).headline == "Typed on"
    assert not UnsavedText.objects.exists()
    assert not Revision.objects.filter(kind="refused").exists()


def test_a_day_of_keeping_leaves_no_trace_in_the_history(at_desk):
    article = factories.make_article()
    for save in range(3):
        page = pages.open_form(at_desk, pages.change(article))
        for key in range(5):
            keep(at_desk, article, page, headline=f"{save} {key}")
        pages.save(at_desk, article, opened=page, headline=f"Saved {save}")
    assert article.revisions.count() == 4
    assert contents.of(factories.reloaded(article))["headline"] == "Saved 2"


def test_no_copies_of_limited_stories_nor_where_the_paper_wants_none(at_desk, editor, settings):
    article = factories.make_article()
    assert " data-copies" in text_of(at_desk.get(pages.change(article)))
    settings.BROWSER_COPIES = False
    assert " data-copies" not in text_of(at_desk.get(pages.change(article)))
    settings.BROWSER_COPIES = True
    Article.objects.filter(pk=article.pk).update(is_limited=True)
    article.access_limits.create(user=editor)
    assert " data-copies" not in text_of(at_desk.get(pages.change(article)))
