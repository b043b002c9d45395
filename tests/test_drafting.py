"""Writing at the desk: every save stands on a base, and nothing is ever overwritten."""

import pytest

from articles import content, drafting
from articles.errors import BodyRefused, Invalid, Refused, StaleBase
from articles.models import Article, Revision
from tests.base import HOUR, NOON
from tests.factories import (
    change,
    make_article,
    make_author,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = pytest.mark.django_db


def test_a_new_story_has_its_first_revision(reporter):
    article = Article()

    revision = drafting.save(article, {"headline": "Ferry"}, base=None, by=reporter, now=NOON)

    stored = reloaded(article)
    assert stored.head == revision
    assert stored.headline == "Ferry"
    assert stored.created_by == reporter
    assert stored.changed_at == NOON
    assert (revision.kind, revision.base, revision.made_by) == ("saved", None, reporter)
    assert set(revision.content) == set(content.FIELDS)


def test_a_save_on_the_head_becomes_the_head(reporter):
    article = make_article(headline="Ferry")
    first = article.head

    second = drafting.save(
        article, {"headline": "Ferry sails"}, base=first, by=reporter, now=NOON + HOUR
    )

    stored = reloaded(article)
    assert stored.head == second
    assert second.base == first
    assert stored.headline == article.headline == "Ferry sails"
    assert stored.changed_at == article.changed_at == NOON + HOUR
    assert stored.body == article.body


def test_the_base_may_be_a_key():
    article = make_article()
    drafting.save(article, {"kicker": "Port"}, base=article.head_id, by=None, now=NOON)
    assert reloaded(article).kicker == "Port"


def test_a_stale_base_is_refused_and_its_text_is_kept(reporter, editor):
    article = make_article(headline="Ferry")
    base = article.head
    theirs = drafting.save(
        reloaded(article), {"headline": "Ferry sails"}, base=base, by=editor, now=NOON
    )

    with pytest.raises(StaleBase) as refusal:
        drafting.save(article, {"headline": "Ferry sinks"}, base=base, by=reporter, now=NOON)

    assert refusal.value.theirs == theirs
    assert refusal.value.mine.content["headline"] == "Ferry sinks"
    assert refusal.value.base == base
    assert "both texts are kept" in str(refusal.value)
    assert reloaded(article).headline == "Ferry sails"
    kept = Revision.objects.get(kind=Revision.Kind.REFUSED)
    assert (kept.article, kept.base, kept.made_by) == (article, base, reporter)


def test_a_stale_base_is_refused_even_when_other_fields_were_changed():
    article = make_article(headline="Ferry", kicker="Port")
    base = article.head
    drafting.save(reloaded(article), {"headline": "Ferry sails"}, base=base, by=None, now=NOON)

    with pytest.raises(StaleBase):
        drafting.save(article, {"kicker": "Harbour"}, base=base, by=None, now=NOON)

    assert reloaded(article).kicker == "Port"


def test_no_base_is_a_stale_base_once_a_story_has_a_head():
    article = make_article(headline="Ferry")
    with pytest.raises(StaleBase):
        drafting.save(reloaded(article), {"headline": "Other"}, base=None, by=None, now=NOON)
    assert reloaded(article).headline == "Ferry"


def test_the_second_press_of_save_is_no_conflict():
    article = make_article(headline="Ferry")
    base = article.head
    first = drafting.save(reloaded(article), {"headline": "Sails"}, base=base, by=None, now=NOON)

    again = drafting.save(article, {"headline": "Sails"}, base=base, by=None, now=NOON)

    assert again == first
    assert Revision.objects.filter(article=article).count() == 2
    assert article.headline == "Sails"


def test_an_unchanged_save_makes_no_revision():
    article = make_article(headline="Ferry")
    head = article.head

    kept = drafting.save(article, {"headline": "Ferry"}, base=head, by=None, now=NOON + HOUR)

    assert kept == head
    assert Revision.objects.filter(article=article).count() == 1
    assert reloaded(article).changed_at == NOON


def test_an_unchanged_save_on_a_stale_base_takes_what_others_saved():
    article = make_article(headline="Ferry")
    base = article.head
    theirs = change(article, headline="Ferry sails").head

    kept = drafting.save(article, {"headline": "Ferry"}, base=base, by=None, now=NOON)

    assert kept == theirs
    assert article.headline == "Ferry sails"
    assert not Revision.objects.filter(kind=Revision.Kind.REFUSED).exists()


def test_who_never_saw_the_answer_to_a_save_goes_on_from_it(reporter):
    article = make_article()
    base, window = article.head, "a" * 32
    drafting.save(article, {"headline": "Ferry"}, base=base, by=reporter, window=window)
    drafting.save(article, {"headline": "Ferry sails"}, base=base, by=reporter, window=window)

    last = drafting.save(
        reloaded(article), {"headline": "Ferry sank"}, base=base, by=reporter, window=window
    )

    assert reloaded(article).head == last
    assert last.base.content["headline"] == "Ferry sails"
    assert not article.revisions.filter(kind=Revision.Kind.REFUSED).exists()


@pytest.mark.parametrize("is_colleague", [True, False])
def test_a_window_goes_on_from_nothing_but_its_own_saves(reporter, editor, is_colleague):
    article = make_article()
    base, window = article.head, "a" * 32
    drafting.save(article, {"headline": "Ferry"}, base=base, by=reporter, window=window)
    theirs = {"by": editor, "window": window} if is_colleague else {"by": reporter, "window": "b"}
    drafting.save(article, {"kicker": "Harbour"}, base=article.head, **theirs)
    drafting.save(article, {"headline": "Fog"}, base=article.head, by=reporter, window=window)

    with pytest.raises(StaleBase) as stale:
        drafting.save(
            reloaded(article), {"headline": "Ferry sank"}, base=base, by=reporter, window=window
        )

    assert stale.value.mine.content["headline"] == "Ferry sank"
    assert reloaded(article).headline == "Fog"


def test_a_revision_of_another_story_is_no_base():
    article, other = make_article(), make_article()
    with pytest.raises((Revision.DoesNotExist, Refused)):
        drafting.save(article, {"headline": "Other"}, base=other.head, by=None, now=NOON)
    assert reloaded(article).head == article.head


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headline": "x" * 301}, "headline"),
        ({"urgency": 0}, "urgency"),
        ({"urgency": 10}, "urgency"),
        ({"genre": "poem"}, "genre"),
        ({"genre": ""}, "genre"),
        ({"language": "xx"}, "language"),
        ({"direction": "up"}, "direction"),
        ({"noindex": None}, "noindex"),
        ({"section": 999_999}, "section"),
        ({"topics": [999_999]}, "topics"),
        ({"bylines": [999_999]}, "bylines"),
        ({"lead_image": 999_999}, "lead_image"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_name(changes, field):
    article = make_article()
    with pytest.raises(Invalid) as refusal:
        drafting.save(article, changes, base=article.head, by=None, now=NOON)
    assert refusal.value.fields.keys() >= ({field} if field != "urgency" else set())
    assert all(sentence for said in refusal.value.fields.values() for sentence in said)
    assert Revision.objects.filter(article=article).count() == 1


def test_a_story_has_no_field_that_it_does_not_have():
    article = make_article()
    with pytest.raises(Invalid) as refusal:
        drafting.save(article, {"title": "x", "stage": "approved"}, base=article.head, by=None)
    assert set(refusal.value.fields) == {"title", "stage"}


def test_a_refused_first_save_leaves_no_story():
    with pytest.raises(Invalid):
        drafting.save(Article(), {"urgency": 12}, base=None, by=None)
    assert not Article.objects.exists()


def test_a_hostile_body_is_cleaned():
    article = make_article(
        body='<p onclick="x()">Rain<script>alert(1)</script> <a href="javascript:x()">here</a></p>'
    )
    stored = reloaded(article)
    for text in (stored.body, stored.head.content["body"], article.body):
        assert "Rain" in text
        assert "here" in text
        for wrong in ("script", "onclick", "alert"):
            assert wrong not in text


def test_a_body_that_costs_too_much_is_refused():
    article = make_article()
    with pytest.raises(BodyRefused):
        drafting.save(
            article, {"body": "<blockquote>" * 5_000 + "x"}, base=article.head, by=None, now=NOON
        )


def test_bylines_keep_the_order_in_which_they_are_given():
    first, second, third = (make_author() for _ in range(3))
    article = make_article(bylines=[third, (first, "photographs"), second])
    assert list(article.bylines.values_list("author__name", "role")) == [
        (third.name, ""),
        (first.name, "photographs"),
        (second.name, ""),
    ]

    article = change(article, bylines=[second, first])
    assert [byline.author for byline in article.bylines.all()] == [second, first]
    assert content.of(article) == article.head.content


def test_an_author_stands_in_the_bylines_once():
    author, other = make_author(), make_author()
    article = make_article(bylines=[author, other, (author, "photographs")])
    assert [byline.author for byline in article.bylines.all()] == [author, other]


def test_topics_and_further_sections_keep_the_order_in_which_they_are_given():
    topics = [make_topic() for _ in range(4)]
    sections = [make_section() for _ in range(3)]
    wanted = [topics[2], topics[0], topics[3], topics[1]]
    article = make_article(topics=wanted, further_sections=sections[::-1])
    held = content.of(reloaded(article))
    assert held["topics"] == [topic.pk for topic in wanted]
    assert held["further_sections"] == [section.pk for section in sections[::-1]]

    article = change(article, topics=[topics[1], topics[2]])
    assert content.of(article)["topics"] == [topics[1].pk, topics[2].pk]


def test_control_characters_are_left_out():
    article = make_article(
        headline="Fer\x00ry\x1b", standfirst="One\r\ntwo\x07", body="<p>a\x00b</p>"
    )
    stored = reloaded(article)
    assert stored.headline == "Ferry"
    assert stored.standfirst == "One\ntwo"
    assert stored.body == "<p>ab</p>"


def test_half_a_character_is_stored_as_something_that_every_database_takes():
    article = make_article(headline="Ferry \ud83d", body="<p>x\udc00</p>")
    assert reloaded(article).headline.startswith("Ferry ")


def test_texts_are_stored_in_one_form_of_unicode():
    assert reloaded(make_article(headline="Cafe\u0301")).headline == "Caf\u00e9"


@pytest.mark.parametrize(
    "headline",
    ["Şəhər körpüsü", "İstasyon ve ışık", "Паром вернулся", "العبّارة تعود", "Rain ☔ 🎉"],
)
def test_every_script_and_emoji_comes_back_as_it_was_written(headline):
    assert reloaded(make_article(headline=headline)).headline == headline


def test_moments_are_stored_with_their_microsecond():
    moment = NOON.replace(microsecond=123_456)
    article = make_article(dated_at=moment, embargoed_until=moment)
    stored = reloaded(article)
    assert stored.dated_at == stored.embargoed_until == moment
    assert content.of(stored) == stored.head.content


@pytest.mark.parametrize("value", ["tomorrow", "2025-13-40"])
def test_a_moment_that_cannot_be_read_is_refused_by_name(value):
    article = make_article()
    with pytest.raises(Invalid) as refusal:
        drafting.save(article, {"dated_at": value}, base=article.head, by=None, now=NOON)
    assert set(refusal.value.fields) == {"dated_at"}


def test_a_number_as_a_form_sends_it_is_stored_as_a_number():
    article = make_article()
    drafting.save(article, {"urgency": "3"}, base=article.head, by=None, now=NOON)
    stored = reloaded(article)
    assert stored.urgency == 3
    assert content.of(stored) == stored.head.content


def test_every_field_of_a_story_comes_back():
    section, topic, author = make_section(), make_topic(), make_author()
    texts = {
        name: f"{name} text"
        for name in content.TEXTS
        if name not in ("genre", "language", "direction", "slug")
    }
    given = {
        **texts,
        "slug": "ferry-sails",
        "genre": "opinion",
        "language": "en",
        "direction": "ltr",
        "body": "<p>Text.</p>",
        "urgency": 2,
        "target_words": 400,
        "noindex": True,
        "lead_image_is_decoration": True,
        "legal_hold": True,
        "dated_at": NOON,
        "embargoed_until": NOON + HOUR,
        "section": section,
        "lead_image": None,
        "further_sections": [section],
        "topics": [topic],
        "bylines": [(author, "words")],
    }
    assert set(given) == set(content.FIELDS)

    article = make_article(**given)

    held = content.of(reloaded(article))
    assert held == article.head.content
    assert held | texts == held
    assert held["bylines"] == [{"author": author.pk, "role": "words"}]
