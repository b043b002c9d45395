"""Nothing of a hidden story stands in any byte that anybody outside can fetch.

The same paper is asked for the same with its hidden stories and without them, at the last
microsecond before many of them begin. Where an answer differs, one of them has shown itself; the
words that stand in them alone say which.
"""

import re

import pytest

from articles import content
from tests.canaries import asking, beside, never_seen
from tests.canaries.asking import Asked
from tests.canaries.words import LINKED, SIGN, WORDLESS, Secret
from tests.surfaces import HOME, OTHER, SURFACES

pytestmark = pytest.mark.django_db

_NAMES = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")
# Columns in which no word of a story can stand: what programs write, and choices without a list.
PROGRAMS_WRITE = {
    *("Announcement.told", "AuditHead.key", "AuditHead.last", "AuditHead.seal", "AuditRow.act"),
    *(
        "AuditRow.key",
        "AuditRow.seal",
        "Correction.language",
        "Document.file",
        "Document.hash",
        "Document.stored_hash",
        "FormerFile.name",
        "Image.file",
        "Image.hash",
        "Image.pixels",
        "ManualCrop.shape",
    ),
    *("Invitation.digest", "Listing.language", "PublishedVersion.genre"),
    *("PublishedVersion.language", "Rendition.cut", "Rendition.file", "Rendition.format"),
    "Rendition.spec",
    *("WireRecord.fingerprint", "WireRecord.format", "WireRecord.language"),
}


def hidden_by(answers, word: str):
    return [each for each in answers.hidden if each.word == word]


def is_answered(answers, asked: Asked) -> bool:
    """Whether readers are told at this address that a story was here."""
    withdrawn = [each for each in answers.hidden if each.word in never_seen.ANSWERED]
    return any(asked.path.startswith(each.place.path) for each in withdrawn)


# The canaries sing ------------------------------------------------------------------------------


def test_every_field_of_a_story_has_a_word():
    fields = Secret("everything", HOME).fields()
    assert set(content.FIELDS) - fields.keys() <= WORDLESS
    said = content.normalise(fields)
    for name in {*content.TEXTS, "body"} - WORDLESS:
        assert "zqeverything" in said[name], name


def test_every_column_that_somebody_writes_has_a_word(answers):
    assert {name for name, has_word in answers.columns.items() if not has_word} == PROGRAMS_WRITE


def test_every_way_to_hide_a_story_is_asked_for_in_two_editions(answers):
    kinds = {*never_seen.NEVER_SEEN, *beside.BESIDE}
    assert {(each.word, each.language) for each in answers.hidden} >= {
        (f"zq{kind}", language) for kind in kinds for language in (HOME, OTHER)
    }


def test_what_begins_at_night_is_found_at_night(answers):
    """Whoever looks for the words finds them a microsecond later."""
    for kind in ("scheduled", "embargoed", "merged", "linked", "comingback", "updateahead"):
        for hidden in hidden_by(answers, f"zq{kind}"):
            told = answers.at_night[Asked(hidden.place.path)]
            assert told.status == 200
            assert hidden.word.encode() in SIGN.findall(told.raw)
    linking = [asked for asked, told in answers.at_night.items() if b"zqlinked-slug" in told.body]
    assert len(linking) >= 2 * len(LINKED)


def test_every_public_address_is_asked_for_and_every_page_of_its_list(answers):
    asked = [each.path for each in answers.shown]
    assert len(asked) > 5 * len(SURFACES)
    for name in ("before=", "after="):
        assert sum(name in path for path in asked) > 8
    assert sum(b"Who we are" in told.body for told in answers.shown.values()) >= 2
    statuses = {told.status for told in answers.shown.values()}
    assert statuses >= {200, 301, 302, 400, 403, 404, 405, 410, 500}


# Nothing is heard of them -----------------------------------------------------------------------


def test_no_word_of_a_hidden_story_is_in_any_answer(answers):
    every = [*answers.shown.items(), *answers.again.items()]
    leaking = {str(asked): set(SIGN.findall(told.raw.lower())) for asked, told in every}
    assert not {asked: words for asked, words in leaking.items() if words}


def test_no_answer_names_a_hidden_thing_or_a_file_of_its_picture(answers):
    assert len(answers.names) > 4 * len(answers.hidden)
    assert not [name for name in answers.names if "zq" in name]
    leaking = {
        str(asked): set(_NAMES.findall(told.raw.decode(errors="replace"))) & answers.names
        for asked, told in answers.shown.items()
    }
    assert not {asked: names for asked, names in leaking.items() if names}


def test_no_byte_of_any_answer_differs_from_those_of_a_paper_without_them(answers):
    differing = [
        (str(asked), told.status, answers.without[asked].status)
        for asked, told in answers.shown.items()
        if told.raw != answers.without[asked].raw and not is_answered(answers, asked)
    ]
    assert not differing


def test_headers_alone_are_those_of_the_page(answers):
    heads = [asked for asked in answers.again if asked.method == "HEAD"]
    assert len(heads) > 100
    for asked in heads:
        told, page = answers.again[asked], answers.shown[Asked(asked.path)]
        assert (told.status, told.body) == (page.status, b"")
        assert asking.without_length(told) == asking.without_length(page), asked.path


def test_whoever_has_kept_an_answer_is_told_that_it_is_still_the_same(answers):
    conditional = [asked for asked in answers.again if asked.headers]
    assert len(conditional) > 20
    for asked in conditional:
        assert (answers.again[asked].status, answers.again[asked].body) == (304, b"")


def test_what_is_hidden_is_not_found(answers):
    plain = [asked for asked in answers.shown if asked == Asked(asked.path)]
    named = [asked for asked in plain if "zq" in asked.path and not is_answered(answers, asked)]
    assert len(named) > 5 * len(answers.hidden)
    assert {answers.shown[asked].status for asked in named} == {404}


def test_what_is_withdrawn_says_what_its_editor_said_of_it_and_no_more(answers):
    for word, status in never_seen.ANSWERED.items():
        for hidden in hidden_by(answers, word):
            told = answers.shown[Asked(hidden.place.path)]
            assert told.status == status
            if status == 410:
                assert b"Withdrawn by the editor." in told.body
            else:
                assert "/instead" in told.header("Location")


def test_a_hub_and_edges_are_told_the_same_of_other_stories(answers):
    assert answers.announced
    assert answers.announced == answers.announced_without
    assert "zq" not in str(answers.announced)


def test_a_hub_is_told_of_no_hidden_place_and_an_edge_of_what_came_down_alone(answers):
    assert answers.hub_is_told
    assert "zq" not in str(answers.hub_is_told)
    words = {found for path in answers.edges_are_told for found in SIGN.findall(path.encode())}
    assert words == {b"zqgone", b"zqnever", b"zqmoved", b"zqcomingback"}


def test_whoever_is_not_signed_in_learns_nothing_at_the_desk(answers):
    desk = [told for asked, told in answers.shown.items() if asked.path.startswith("/admin/")]
    assert len(desk) > 100
    assert {told.status for told in desk} <= {200, 302, 403, 410}
