"""The demo paper's content, read as plain files: complete, consistent, never repeating itself."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from PIL import ImageStat

from articles import demo
from articles.demo import pictures
from articles.folding import slugify
from articles.models import Genre, Topic

FOLDER = Path(demo.__file__).parent
PAPER = tomllib.loads((FOLDER / "paper.toml").read_text(encoding="utf-8"))
GENRES = {
    "news", "analysis", "opinion", "interview", "review", "obituary", "fact_check", "sponsored",
}  # fmt: skip
STATES = {
    "live", "scheduled", "embargoed", "draft", "live_with_draft", "corrected", "withdrawn",
}  # fmt: skip
FIELDS = {
    "headline", "kicker", "standfirst", "slugline", "dateline", "section", "further_sections",
    "topics", "bylines", "genre", "source", "credit_line", "copyright_line", "language", "urgency",
    "days_ago", "front", "picture", "picture_caption", "state",
}  # fmt: skip
FIELDS_OF_A_STATE = {
    "scheduled": {"hours_ahead"},
    "embargoed": {"embargo_hours", "embargo_reason"},
    "live_with_draft": {"draft_standfirst"},
    "corrected": {
        "correction_text", "corrected_paragraph_before", "corrected_paragraph_after",
    },
    "withdrawn": {"public_note"},
}  # fmt: skip
LIVE = {"live", "live_with_draft", "corrected"}
TAG = re.compile(
    r"</?(?:p|h2|h3|blockquote|cite|ul|ol|li|strong|em|aside|table|caption|thead|tbody|tr|th|td|a)>"
    r'|<th scope="(?:col|row)">|<aside data-kind="(?:fact-box|pull-quote)">'
    r'|<a href="story:[a-z0-9-]+">'
)
PULL_QUOTE = re.compile(r'<aside data-kind="pull-quote">.*?</aside>', re.DOTALL)


def read_story(path: Path) -> dict[str, Any]:
    """Return the front matter with the body added under "body"."""
    _, front_matter, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return {**tomllib.loads(front_matter), "body": body.strip()}


STORIES = {path.stem: read_story(path) for path in sorted((FOLDER / "stories").glob("*.txt"))}


def each_story(check: Callable[[dict[str, Any]], None]) -> Callable:
    """The check of one story as a test of all: one test for each costs seconds."""

    def of_all(subtests):
        for slug, story in STORIES.items():
            with subtests.test(slug):
                check(story)

    return of_all


each_picture = pytest.mark.parametrize("key", pictures.PICTURES)


def keys_of(table: str) -> set[str]:
    return {row["key"] for row in PAPER[table]}


def in_language(language: str) -> list[dict[str, Any]]:
    return [story for story in STORIES.values() if story["language"] == language]


def plain_text(html: str) -> str:
    """Return the text, in which every end of a block ends a sentence."""
    without_emphasis = re.sub(r"</?(em|strong|a)\b[^>]*>", "", html)
    return re.sub(r"<[^>]+>", ". ", without_emphasis)


def words(html: str) -> list[str]:
    """Return the words as the desk counts them: what a pull quote repeats is not counted."""
    return re.sub(r"<[^>]+>", " ", PULL_QUOTE.sub("", html)).split()


def sentences(text: str) -> list[str]:
    """Return the sentences of four words or more; labels and cells of a table may recur."""
    parts = re.split(r"[.?!:;؟؛]+[”’»“\s]+", text)
    return [" ".join(part.split()).strip("“”«» ") for part in parts if len(part.split()) >= 4]


@each_story
def test_a_story_has_the_length_of_a_news_story(story: dict[str, Any]) -> None:
    assert 150 <= len(words(story["body"])) <= 450


@each_story
def test_a_story_has_the_fields_of_its_state_and_no_others(story: dict[str, Any]) -> None:
    assert story["state"] in STATES
    assert story.keys() - {"body"} == FIELDS | FIELDS_OF_A_STATE.get(story["state"], set())


@each_story
def test_a_story_names_only_what_the_paper_has(story: dict[str, Any]) -> None:
    assert {story["section"], *story["further_sections"]} <= keys_of("sections")
    assert set(story["topics"]) <= keys_of("topics")
    assert 2 <= len(set(story["topics"])) == len(story["topics"]) <= 5
    assert {byline["author"] for byline in story["bylines"]} <= keys_of("authors")
    assert story["picture"] in {"", *pictures.PICTURES}


@each_story
def test_a_story_stands_in_a_section_of_its_language(story: dict[str, Any]) -> None:
    languages = {row["key"]: row["language"] for row in PAPER["sections"]}
    for section in [story["section"], *story["further_sections"]]:
        assert languages[section] == story["language"]


@each_story
def test_a_story_is_signed_by_authors_or_by_an_agency(story: dict[str, Any]) -> None:
    assert bool(story["bylines"]) != bool(story["source"])
    assert bool(story["source"]) == bool(story["credit_line"])
    assert story["copyright_line"]


@each_story
def test_a_story_uses_plain_html(story: dict[str, Any]) -> None:
    assert TAG.sub("", story["body"]).count("<") == 0


@each_story
def test_a_kicker_says_more_than_the_genre_that_stands_beside_it(story: dict[str, Any]) -> None:
    with translation.override(story["language"]):
        assert story["kicker"].lower() != Genre(story["genre"]).label.lower()


@each_story
def test_a_pull_quote_repeats_words_of_its_story(story: dict[str, Any]) -> None:
    text = " ".join(words(story["body"]))
    for quote in PULL_QUOTE.findall(story["body"]):
        assert " ".join(re.sub(r"<[^>]+>", " ", quote).split()).strip("“”«».") in text


@each_story
def test_a_link_leads_to_a_story_that_is_live_by_then(story: dict[str, Any]) -> None:
    for slug in re.findall(r'href="story:([a-z0-9-]+)"', story["body"]):
        assert STORIES[slug]["state"] in LIVE
        assert STORIES[slug]["days_ago"] > story["days_ago"]


@each_story
def test_a_table_says_what_its_columns_are(story: dict[str, Any]) -> None:
    for table in re.findall(r"<table>.*?</table>", story["body"], flags=re.DOTALL):
        head, rows = table.split("<tbody>")
        columns = head.count("<th") - head.count("<thead")
        assert columns > 1
        for row in rows.split("</tr>")[:-1]:
            assert len(re.findall(r"<t[hd]\b", row)) == columns


@each_story
def test_a_story_fills_its_fields(story: dict[str, Any]) -> None:
    for field in ("headline", "standfirst", "slugline", "dateline"):
        assert story[field].strip()
    assert story["genre"] in GENRES
    assert 1 <= story["urgency"] <= 9
    assert 0 <= story["days_ago"] <= 430
    assert bool(story["picture"]) == bool(story["picture_caption"])


def test_no_sentence_stands_twice_in_the_paper() -> None:
    written = Counter()
    for story in STORIES.values():
        for field in ("headline", "standfirst", "picture_caption", "draft_standfirst"):
            written.update(sentences(story.get(field, "")))
        written.update(sentences(plain_text(PULL_QUOTE.sub("", story["body"]))))
    for picture in pictures.PICTURES.values():
        written.update(sentences(picture.caption))
    assert [sentence for sentence, count in written.items() if count > 1] == []


def test_every_state_is_shown_and_carries_what_it_needs() -> None:
    by_state = {story["state"]: story for story in STORIES.values()}
    assert set(by_state) == STATES
    assert by_state["scheduled"]["hours_ahead"] > 0
    assert by_state["embargoed"]["embargo_hours"] > 0
    assert by_state["embargoed"]["embargo_reason"]
    assert by_state["withdrawn"]["public_note"]
    changed = by_state["live_with_draft"]
    assert changed["draft_standfirst"] != changed["standfirst"]


def test_a_correction_changes_one_paragraph_of_the_body() -> None:
    for story in STORIES.values():
        if story["state"] == "corrected":
            assert story["correction_text"]
            assert story["body"].count(story["corrected_paragraph_before"]) == 1
            assert story["corrected_paragraph_after"] not in story["body"]


def test_the_paper_has_the_mix_that_a_demonstration_needs() -> None:
    stories = STORIES.values()
    counted = Counter(story["language"] for story in stories)
    assert counted["en"] >= 28
    assert counted["az"] >= 10
    assert {story["genre"] for story in stories} == GENRES
    assert len({story["genre"] for story in in_language("az")}) >= 6
    assert sum(story["body"].count("<table>") for story in stories) >= 4
    assert max(len(story["bylines"]) for story in stories) == 6
    assert max(len(story["topics"]) for story in stories) == 5
    assert max(len(story["headline"]) for story in stories) > 180
    for language in ("en", "az"):
        assert any(story["source"] for story in in_language(language))
        assert any(not story["picture"] for story in in_language(language))
    shared = [len({*a["topics"]} & {*b["topics"]}) for a, b in combinations(stories, 2)]
    assert max(shared) >= 2


def test_the_texts_show_what_a_body_can_hold() -> None:
    bodies = "".join(story["body"] for story in STORIES.values())
    for piece in ("fact-box", "pull-quote", "<cite>", "<ul>", "<ol>", "<caption>", "story:"):
        assert piece in bodies


def test_the_cast_is_that_of_a_paper() -> None:
    assert len(PAPER["authors"]) >= 12
    assert len(PAPER["topics"]) >= 40
    assert {row["kind"] for row in PAPER["topics"]} == set(Topic.Kind.values)
    assert all(row["description"].count(". ") <= 1 for row in PAPER["topics"])
    assert all(row["description"] for table in ("topics", "sections") for row in PAPER[table])
    sections = Counter(row["language"] for row in PAPER["sections"])
    assert sections["en"] >= 8
    assert sections["az"] >= 4


def test_the_archive_goes_back_over_a_year() -> None:
    for language in ("en", "az"):
        ages = [story["days_ago"] for story in in_language(language)]
        assert max(ages) > 340
        assert len({int(age // 30) for age in ages}) >= 6


def test_no_fare_of_the_ferry_contradicts_another() -> None:
    about = [story for story in STORIES.values() if "skarrow_ferries" in story["topics"]]
    fares = [fare for story in about for fare in re.findall(r"\b4[.,٫]\d\d", story["body"])]
    assert len(fares) >= 3
    assert {re.sub(r"[,٫]", ".", fare) for fare in fares} == {"4.20"}


@pytest.mark.parametrize("language", ["en", "az"])
def test_a_front_has_a_lead_and_three_pins_that_readers_can_see(language: str) -> None:
    placed = [story for story in in_language(language) if story["front"]]
    assert sorted(story["front"] for story in placed) == ["lead", "pin1", "pin2", "pin3"]
    for story in placed:
        assert story["state"] in LIVE
        assert story["picture"]


def test_no_picture_stands_on_two_stories_that_are_close_together() -> None:
    for one, other in combinations(STORIES.values(), 2):
        if one["picture"] == other["picture"] != "" and one["language"] == other["language"]:
            assert abs(one["days_ago"] - other["days_ago"]) > 60


def test_azerbaijani_is_written_with_its_own_marks() -> None:
    for story in in_language("az"):
        text = "".join(value for value in story.values() if isinstance(value, str))
        assert not re.search('[“”"]', TAG.sub("", text))
        assert {"ə", "ş", "ı"} <= set(text)


@pytest.mark.parametrize("table", ["sections", "topics", "authors"])
def test_keys_names_and_slugs_are_unique(table: str) -> None:
    for field in ("key", "name", "slug"):
        values = [(row[field], row.get("language", "")) for row in PAPER[table]]
        assert len(set(values)) == len(values)
    assert len(keys_of(table)) == len(PAPER[table])
    assert all(slugify(row["slug"]) == row["slug"] for row in PAPER[table])


def test_nothing_in_the_paper_is_idle() -> None:
    stories = STORIES.values()
    assert {key for story in stories for key in story["topics"]} == keys_of("topics")
    assert {row["author"] for story in stories for row in story["bylines"]} == keys_of("authors")
    assert {story["picture"] for story in stories} - {""} == set(pictures.PICTURES)
    used = {key for story in stories for key in [story["section"], *story["further_sections"]]}
    assert used == keys_of("sections")


def test_a_sub_section_hangs_under_a_section_of_its_language() -> None:
    sections = {row["key"]: row for row in PAPER["sections"]}
    children = [row for row in sections.values() if "parent" in row]
    assert children
    for child in children:
        assert sections[child["parent"]]["language"] == child["language"]


@pytest.mark.parametrize("language", ["tr", "ru", "ar"])
def test_an_edition_fills_a_front_of_its_own(language: str) -> None:
    own = {slug: story for slug, story in STORIES.items() if story["language"] == language}
    assert len(own) >= 7
    genres = {"news", "analysis", "opinion", "interview", "review"}
    assert genres <= {story["genre"] for story in own.values()}
    assert all(slugify(slug) == slug for slug in own)
    placed = {story["front"]: story for story in own.values() if story["front"]}
    assert {"lead", "pin1", "pin2"} <= set(placed) <= {"lead", "pin1", "pin2", "pin3"}
    for story in placed.values():
        assert story["state"] == "live"
        assert story["picture"]


@each_picture
def test_a_picture_draws_the_same_at_any_time(key: str) -> None:
    first, second = (pictures.draw(key, width=240, height=160) for _ in range(2))
    assert (first.mode, first.size) == ("RGB", (240, 160))
    assert first.tobytes() == second.tobytes()
    assert min(ImageStat.Stat(first).stddev) > 10


@each_picture
def test_a_picture_carries_its_words_and_focal_point(key: str) -> None:
    picture = pictures.PICTURES[key]
    assert picture.key == key
    assert picture.alt != picture.caption
    assert all([picture.alt, picture.caption, picture.copyright])
    assert picture.credit.endswith(f": {PAPER['paper']['name']}")
    assert 0 <= picture.focal_x <= 1
    assert 0 <= picture.focal_y <= 1


def test_an_unknown_picture_is_refused() -> None:
    with pytest.raises(KeyError):
        pictures.draw("no such picture")
