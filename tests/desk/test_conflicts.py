"""Two editors, one story: no text is lost, none silently, and the desk brings them together."""

import re
import threading

import pytest
from django.db import connections

from articles.admin.article import conflict
from articles.models import Article, Revision
from tests import base, factories
from tests.desk import pages


def _stale_save(client) -> tuple:
    """Somebody else saves a headline and a body while an editor types."""
    article = factories.make_article(headline="Before", body="<p>Before.</p>")
    opened = pages.open_form(client, pages.change(article))
    factories.change(article, headline="Theirs", body="<p>Text of theirs.</p>")
    typed = {"body": "<p>Text of mine.</p>", "standfirst": "Standfirst of mine"}
    answer = pages.save(client, article, opened=opened, **typed)
    return article, answer


@pytest.mark.django_db
def test_a_stale_save_shows_both_texts_and_keeps_them(at_desk, editor):
    article, answer = _stale_save(at_desk)
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("theirs", "Text of mine.", "Theirs", "Standfirst of mine"):
        assert words in text, words
    assert "unsafe" not in answer["Content-Security-Policy"]
    refused = Revision.objects.get(kind="refused")
    assert refused.content["body"] == "<p>Text of mine.</p>"
    assert refused.made_by == editor
    assert factories.reloaded(article).body == "<p>Text of theirs.</p>"


@pytest.mark.django_db
def test_the_page_is_named_by_what_is_saved(at_desk):
    article = factories.make_article(headline="Before")
    opened = pages.open_form(at_desk, pages.change(article))
    factories.change(article, headline="Theirs")
    page = pages.save(at_desk, article, opened=opened, headline="Mine").content.decode()
    (name,) = re.findall(r'<span class="sheet-story">(.*?)</span>', page)
    assert name == "Theirs"


@pytest.mark.django_db
def test_it_is_said_whether_somebody_else_saved_or_the_same_person(at_desk, editor):
    _article, answer = _stale_save(at_desk)
    assert "Somebody else saved this story" in answer.content.decode()
    article = factories.make_article()
    one, other = (pages.open_form(at_desk, pages.change(article)) for _window in range(2))
    pages.save(at_desk, article, opened=one, headline="From one window")
    answer = pages.save(at_desk, article, opened=other, headline="From the other")
    assert "You saved this story in another window" in answer.content.decode()
    assert "Somebody else" not in answer.content.decode()


@pytest.mark.django_db
def test_what_one_side_alone_changed_is_chosen_already(at_desk):
    _article, answer = _stale_save(at_desk)
    chosen = pages.fields(answer)
    assert chosen["headline"] == ["theirs"]
    assert chosen["standfirst"] == ["mine"]
    assert chosen["body"] == ["pieces"]
    assert not any(name.startswith("body-") for name in chosen)


@pytest.mark.django_db
def test_the_desk_settles_it(at_desk):
    article, answer = _stale_save(at_desk)
    refused = Revision.objects.get(kind="refused")
    page = at_desk.get(pages.change(article)).content.decode()
    sheet = pages.room(article, "settle", refused.pk)
    assert sheet in page
    done = at_desk.post(sheet, pages.fields(answer) | {"body": "mine"}, follow=True)
    assert pages.said(done) == ["The two texts are one again."]
    article = factories.reloaded(article)
    assert (article.headline, article.standfirst) == ("Theirs", "Standfirst of mine")
    assert article.body == "<p>Text of mine.</p>"
    assert article.head.merged == refused
    assert conflict.waiting(article) == []


@pytest.mark.django_db
def test_keeping_theirs_alone_settles_it_too(at_desk):
    article, _answer = _stale_save(at_desk)
    refused = Revision.objects.get(kind="refused")
    sheet = pages.room(article, "settle", refused.pk)
    opened = pages.open_form(at_desk, sheet)
    chosen = dict.fromkeys(("headline", "standfirst", "body"), "theirs")
    assert at_desk.post(sheet, opened | chosen).status_code == 302
    assert conflict.waiting(factories.reloaded(article)) == []
    assert factories.reloaded(article).body == "<p>Text of theirs.</p>"


@pytest.mark.django_db
def test_it_asks_until_every_field_is_chosen(at_desk):
    article, answer = _stale_save(at_desk)
    sheet = pages.room(article, "settle", Revision.objects.get(kind="refused").pk)
    again = at_desk.post(sheet, pages.fields(answer))
    text = again.content.decode()
    assert again.status_code == 400
    assert "Choose for each of these." in text
    (asked,) = re.findall(r'name="(body-[0-9a-f]+)" value="theirs"', text)
    assert f'href="#merge-{asked}"' in text and f'id="merge-{asked}"' in text


@pytest.mark.django_db
@pytest.mark.parametrize("head", ["", "x", "²", "-1", "999999", "9" * 40, "nul \0"])
def test_a_head_that_is_none_settles_nothing_and_loses_nothing(at_desk, head):
    article, answer = _stale_save(at_desk)
    sheet = pages.room(article, "settle", Revision.objects.get(kind="refused").pk)
    data = pages.fields(answer) | {"body": "mine", "head": head}
    again = at_desk.post(sheet, data)
    assert again.status_code == 409
    assert "Text of mine." in again.content.decode()
    assert conflict.waiting(factories.reloaded(article))


@pytest.mark.django_db
def test_a_save_between_looking_and_settling_is_no_loss_either(at_desk):
    article, answer = _stale_save(at_desk)
    sheet = pages.room(article, "settle", Revision.objects.get(kind="refused").pk)
    factories.change(article, headline="Third hand")
    again = at_desk.post(sheet, pages.fields(answer) | {"body": "mine"})
    assert again.status_code == 409
    last = conflict.waiting(factories.reloaded(article))
    assert [revision.content["body"] for revision in last] == ["<p>Text of mine.</p>"]
    sheet = pages.room(article, "settle", last[0].pk)
    done = at_desk.post(sheet, pages.fields(again) | {"body": "mine"})
    assert done.status_code == 302
    article = factories.reloaded(article)
    assert (article.body, article.headline) == ("<p>Text of mine.</p>", "Third hand")
    assert conflict.waiting(article) == []


@pytest.mark.django_db(transaction=True)
def test_saves_at_the_same_moment_lose_nothing_and_hide_nothing():
    """Eight browsers press Save together on one text: one wins, seven are told and kept."""
    article = factories.make_article(headline="Before")
    clients = [base.signed_in(base.person("editor", name=f"editor{n}")) for n in range(8)]
    opened = [pages.open_form(client, pages.change(article)) for client in clients]
    answers, barrier = {}, threading.Barrier(len(clients))

    def press(number):
        try:
            barrier.wait()
            answers[number] = pages.save(
                clients[number], article, opened=opened[number], headline=f"Words of {number}"
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[number]) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers.values()) == [302] + [409] * 7
    saved = Article.objects.get()
    for number, answer in answers.items():
        words = f"Words of {number}"
        if answer.status_code == 302:
            assert saved.headline == words
        else:
            assert words in answer.content.decode()
            assert Revision.objects.get(kind="refused", content__headline=words)
    assert Revision.objects.count() == 9


@pytest.mark.django_db(transaction=True)
def test_a_new_story_saved_by_two_presses_at_once_is_one_story():
    client = base.signed_in(base.person("editor"))
    data = pages.open_form(client, pages.ADD) | {"headline": "Ferry", "_save": "1"}
    answers, barrier = [], threading.Barrier(4)

    def press():
        try:
            other = base.signed_in(base.person("editor"))
            barrier.wait()
            answers.append(other.post(pages.ADD, data))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302] * 4
    assert Article.objects.count() == 1
