"""What is kept, as whoever forges marks, windows, uids and values meets it: nothing is lost by it,
nothing told, and no page of it falls over.
"""

import re
from urllib.parse import quote_from_bytes
from uuid import uuid4

import pytest

from articles import drafting, leaving, limiting, presence, publishing
from articles.errors import StaleBase
from articles.models import Article, Presence, Revision, UnsavedText
from tests import base, factories
from tests.desk import pages
from tests.desk.test_keeping import KEEP_NEW, go_on, keep
from tests.desk.test_keeping_opened import offers, text_of

pytestmark = pytest.mark.django_db

clock = base.standing_clock(base.NOON)


@pytest.fixture
def rosa():
    return base.person("sub_editor", name="rosa")


def test_a_colleague_s_words_outlive_a_save_that_names_them_and_says_something_else(at_desk, rosa):
    article = factories.make_article(headline="Ferry runs")
    keep(base.signed_in(rosa), article, headline="Rosa’s words")
    text = UnsavedText.objects.get()
    page = pages.fields(go_on(at_desk, text))
    pages.save(at_desk, article, opened=page, headline="Other words")
    assert factories.reloaded(article).headline == "Other words"
    assert offers(at_desk, article) == []
    assert offers(base.signed_in(rosa), article)[0].startswith("You typed this")
    opened = pages.fields(go_on(base.signed_in(rosa), text))
    assert opened["headline"] == ["Rosa’s words"]


def test_typed_on_it_is_offered_to_colleagues_again(at_desk, rosa):
    article = factories.make_article(headline="Ferry runs")
    window, _said = keep(base.signed_in(rosa), article, headline="Rosa’s words")
    page = pages.fields(go_on(at_desk, UnsavedText.objects.get()))
    pages.save(at_desk, article, opened=page, headline="Other words")
    keep(base.signed_in(rosa), article, window, headline="More of them")
    assert offers(at_desk, article)[0].startswith("rosa typed")


def test_a_refused_save_leaves_them_as_well(at_desk, rosa):
    article = factories.make_article()
    keep(base.signed_in(rosa), article, headline="Rosa’s words")
    page = pages.fields(go_on(at_desk, UnsavedText.objects.get()))
    factories.change(article, headline="Theirs")
    assert pages.save(at_desk, article, opened=page, headline="Other").status_code == 409
    assert UnsavedText.objects.get().content["headline"] == "Rosa’s words"


def test_a_text_is_nothing_to_a_story_that_only_names_its_uid(at_desk, rosa, editor):
    """Uids are public; what is typed in a limited story is not."""
    secret = factories.make_article(headline="Secret", by=rosa, embargoed_until=base.LATER)
    limiting.limit(secret, [rosa], by=None, now=base.NOON)
    text = drafting.lay_out(
        secret,
        {"headline": "More secret"},
        base=secret.head,
        by=rosa,
        kind=Revision.Kind.RESTORED,
        note="from a source",
        now=base.NOON,
    )
    forged = pages.open_form(at_desk, pages.ADD) | {"headline": "Mine", "uid": str(secret.uid)}
    forged["opened"] = drafting.mark(text)
    assert at_desk.post(KEEP_NEW, forged).json()["state"] == "kept"
    own = UnsavedText.objects.get(user=editor)
    assert (own.article, own.kind, own.note) == (None, "saved", "")
    at_desk.post(pages.ADD, forged | {"_save": "1"})
    made = Article.objects.exclude(pk=secret.pk).get()
    assert (made.headline, made.head.kind, made.head.note) == ("Mine", "saved", "")
    assert made.uid != secret.uid
    text.refresh_from_db()
    assert text.taken_in_at is None


def test_a_merge_of_another_story_is_not_taken_over(at_desk, editor):
    one, other = factories.make_article(headline="One"), factories.make_article(headline="Other")
    stale = one.head_id
    factories.change(one, headline="Two")
    with pytest.raises(StaleBase) as refusal:
        drafting.save(one, {"headline": "Three"}, base=stale, by=editor)
    head = factories.reloaded(one).head
    text = drafting.lay_out(
        one,
        {"headline": "Four"},
        base=head,
        by=editor,
        kind=Revision.Kind.MERGED,
        merged=refusal.value.mine,
        now=base.NOON,
    )
    page = pages.open_form(at_desk, pages.change(other)) | {"opened": drafting.mark(text)}
    keep(at_desk, other, page, headline="Forged")
    pages.save(at_desk, other, opened=page, headline="Forged")
    saved = factories.reloaded(other).head
    assert (saved.content["headline"], saved.kind, saved.merged) == ("Forged", "saved", None)
    assert UnsavedText.objects.get() == text


def test_a_window_that_is_used_for_another_story_takes_no_text_from_the_first(at_desk):
    one, other = factories.make_article(), factories.make_article()
    window, _said = keep(at_desk, one, headline="Typed in one")
    forged = pages.open_form(at_desk, pages.change(other)) | {"window": window["window"]}
    _sent, response = keep(at_desk, other, forged, headline="Typed in the other")
    assert response.status_code == 409
    pages.save(at_desk, other, opened=forged, headline="Saved")
    assert UnsavedText.objects.get().article == one


ODD = [
    {"section": "abc"},
    {"section": "9" * 30},
    {"section": "-1"},
    {"topics": ["abc", "", "9" * 30]},
    {"further_sections": ["²", "1,2"]},
    {"lead_image": "abc"},
    {"lead_image": "9" * 30},
    {"target_words": "9" * 4000},
    {"urgency": "9" * 5000},
    {"urgency": "NaN"},
    {"dated_at_0": "0000-00-00", "dated_at_1": "99:99"},
    {"dated_at_0": "9999-12-31", "dated_at_1": "23:59:59"},
    {"dated_at_0": "0001-01-01", "dated_at_1": "00:00"},
    {"genre": "forged", "language": "xx-forged", "direction": "up"},
    {"language": '"><script>alert(1)</script>'},
    {"slug": "../../etc", "headline": '"><script>alert(1)</script>'},
    {"bylines-name": ["x" * 5000] * 60, "bylines-role": ["y"] * 60},
    {"bylines-name": ["\ud7ff\ufffe"], "bylines-role": []},
    {"body": "<p>" * 400},
    {"body": ["<p>One</p>", "<p>Two</p>"]},
    {"base": "9" * 30},
    {"base": ["-1", "x"]},
    {"uid": "x", "opened": ["1 x", "2"]},
    {"opened": "1 " + "9" * 5000},
    {"headline": b"\xed\xa0\x80".decode("utf-8", "surrogatepass")},
    {"noindex": "maybe", "legal_hold": "on"},
]


def test_odd_values_are_refused_in_words_or_kept_and_laid_open(at_desk):
    article = factories.make_article()
    opened = pages.open_form(at_desk, pages.change(article)) | {"kicker": "Odd"}
    for typed in ODD:
        UnsavedText.objects.all().delete()
        sent, kind = _encoded(opened | typed), "application/x-www-form-urlencoded"
        response = at_desk.post(pages.room(article, "keep"), sent, content_type=kind)
        if response.status_code == 409:
            assert response.json()["sentence"], typed
            continue
        assert response.json()["state"] == "kept", typed
        text = UnsavedText.objects.get()
        page = go_on(at_desk, text)
        assert page.status_code == 200, typed
        assert "<script>alert(1)" not in text_of(page)
        compared = f"{pages.room(article, 'compare')}?from=now&to=u{text.pk}"
        assert at_desk.get(compared).status_code == 200, typed


def _encoded(sent: dict) -> bytes:
    """As a hostile client would, surrogates included."""

    def quoted(value) -> str:
        return quote_from_bytes(str(value).encode("utf-8", "surrogatepass"))

    pairs = []
    for name, values in sent.items():
        for value in values if isinstance(values, list) else [values]:
            pairs.append(f"{quoted(name)}={quoted(value)}")
    return "&".join(pairs).encode()


def test_what_is_too_much_is_refused_and_not_logged(at_desk, caplog):
    article = factories.make_article()
    page = pages.open_form(at_desk, pages.change(article))
    address = pages.room(article, "keep")
    assert keep(at_desk, article, page, body="secret " * 450_000)[1].status_code == 409
    many = {f"field{number}": "secret" for number in range(100_000)}
    assert at_desk.post(address, page | many).status_code == 400
    assert at_desk.post(address, page | {"topics": ["1"] * 10_000}).status_code == 400
    assert at_desk.post(address, page | {"body": "secret " * 2_000_000}).status_code == 400
    for odd in (b"{", b"%00=%00&%zz", b"\xff\xfe"):
        for kind in ("application/json", "multipart/form-data", "multipart/form-data; boundary=x"):
            assert at_desk.post(address, odd, content_type=kind).status_code < 500
    assert not UnsavedText.objects.exists()
    assert "secret" not in caplog.text


def test_nobody_sees_what_is_typed_in_a_story_out_of_sight(at_desk, rosa):
    secret = factories.make_article(headline="Secret", by=rosa, embargoed_until=base.LATER)
    keep(base.signed_in(rosa), secret, headline="More secret")
    text = UnsavedText.objects.get()
    limiting.limit(secret, [rosa], by=None, now=base.NOON)
    never = re.sub(r"\d+", "{}", pages.change(secret))
    for way in ("", "keep/", "compare/?from=now&to={}", "text/{}/", "presence/", "restore/"):
        there = pages.change(secret).replace("change/", way).format(f"u{text.pk}")
        nowhere = never.replace("change/", way.replace("{}", "u1")).format(999_999)
        for send in (at_desk.get, at_desk.post):
            answer = send(there)
            assert answer.status_code == send(nowhere).status_code
            assert "ecret" not in text_of(answer)
    other = factories.make_article()
    for way in (f"compare/?from=now&to=u{text.pk}", f"text/u{text.pk}/"):
        assert at_desk.get(pages.change(other).replace("change/", way)).status_code == 404


def test_a_text_laid_open_again_after_its_writer_was_sent_away(at_desk, rosa):
    article = factories.make_article(by=rosa)
    window, _said = keep(base.signed_in(rosa), article, headline="Rosa’s words")
    presence.say_here(article, window["window"][0], by=rosa, has_unsaved=True, now=base.NOON)
    leaving.deactivate(rosa, by=base.person("chief_editor"), now=base.NOON)
    Presence.objects.update(seen_at=base.NOON - base.HOUR)
    assert offers(at_desk, article)[0].startswith("rosa typed")
    assert pages.fields(go_on(at_desk, UnsavedText.objects.get()))["headline"] == ["Rosa’s words"]


def test_a_text_on_a_base_that_was_thinned_under_an_open_page_is_kept_and_brought_together(at_desk):
    article = factories.make_article(headline="One")
    page = pages.open_form(at_desk, pages.change(article))
    factories.change(article, headline="Two")
    Revision.objects.filter(pk=article.head_id).update(content={}, thinned_at=base.NOON)
    _sent, response = keep(at_desk, article, page, headline="Three")
    assert response.json()["state"] == "kept"
    assert go_on(at_desk, UnsavedText.objects.get()).status_code == 200
    answer = pages.save(at_desk, article, opened=page, headline="Three")
    assert answer.status_code == 409
    mine = Revision.objects.get(kind="refused")
    assert mine.content["headline"] == "Three"
    settled = at_desk.get(pages.room(article, "settle", mine.pk))
    assert "Three" in text_of(settled) and "Two" in text_of(settled)


def test_what_was_typed_for_a_story_with_a_made_up_uid_stays_one_s_own(at_desk, rosa):
    uid = str(uuid4())
    typed = pages.open_form(at_desk, pages.ADD) | {"headline": "Mine", "uid": uid}
    at_desk.post(KEEP_NEW, typed)
    text = UnsavedText.objects.get()
    forged = pages.open_form(base.signed_in(rosa), pages.ADD)
    forged |= {"headline": "Hers", "uid": uid, "opened": drafting.mark(text), "_save": "1"}
    base.signed_in(rosa).post(pages.ADD, forged)
    assert Article.objects.get().headline == "Hers"
    assert UnsavedText.objects.get().taken_in_at is None
    at_desk.post(pages.ADD, typed | {"_save": "1"})
    assert Article.objects.filter(headline="Mine").exists() or (
        Revision.objects.filter(kind="refused", content__headline="Mine").exists()
    )


def test_the_publish_sheet_says_whose_text_is_not_saved(at_desk, rosa, editor):
    article = factories.make_article()
    keep(base.signed_in(rosa), article, headline="Rosa’s words")
    keep(at_desk, article, headline="Mine")
    page = text_of(at_desk.get(pages.room(article, "publish")))
    assert "rosa has unsaved text in this story." in page
    assert "You have unsaved text in this story." in page
    assert "Rosa’s words" not in page
    publishing.publish(factories.reloaded(article), by=editor)
    assert UnsavedText.objects.count() == 2
    UnsavedText.objects.all().delete()
    assert "unsaved text" not in text_of(at_desk.get(pages.room(article, "publish")))


def test_what_no_page_saved_leaves_the_unsaved_texts_of_people_alone(at_desk, editor):
    article = factories.make_article()
    keep(at_desk, article, headline="Mine")
    text = UnsavedText.objects.get()
    drafting.save(article, {"headline": "Imported"}, base=article.head_id, by=editor)
    drafting.save(
        article, {"headline": "Forged"}, base=article.head_id, by=None, opened=drafting.mark(text)
    )
    assert UnsavedText.objects.get() == text
    assert UnsavedText.objects.get().taken_in_at is None


def test_without_a_base_nothing_counts_as_chosen_by_itself(at_desk, editor):
    """Not even where one side says nothing at all, as a base that is thrown away does."""
    article = factories.make_article()
    stale = article.head_id
    town = factories.make_section("Town")
    factories.change(article, section=town, kicker="Port")
    with pytest.raises(StaleBase) as refusal:
        drafting.save(article, {"dated_at": base.NOON, "section": None}, base=stale, by=editor)
    Revision.objects.filter(pk=stale).update(content={}, thinned_at=base.NOON)
    address = pages.room(article, "settle", refusal.value.mine.pk)
    sent = pages.fields(at_desk.get(address))
    answer = at_desk.post(address, sent)
    assert answer.status_code == 400
    assert answer.context["asked"] == {"dated_at", "section", "kicker"}


def test_one_s_own_text_is_offered_however_many_colleagues_left_theirs(at_desk, rosa):
    article = factories.make_article()
    keep(at_desk, article, headline="Mine")
    content = article.head.content | {"headline": "Flood"}
    UnsavedText.objects.bulk_create(
        UnsavedText(
            user=rosa,
            article=article,
            uid=article.uid,
            base=article.head,
            began_at=base.LATER,
            kept_at=base.LATER,
            content=content,
        )
        for _number in range(40)
    )
    assert offers(at_desk, article)[0].startswith("You typed this")
