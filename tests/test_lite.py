"""The lite twin of a story: the same words, nothing that weighs, and the story's own address."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from articles import publishing
from tests.base import DAY, HOUR, NOON, queries
from tests.factories import (
    change,
    make_author,
    make_image,
    make_live,
    make_section,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

# What a page and its style may weigh together, uncompressed, and the style of it.
MOST_BYTES = 20_000
MOST_STYLE_BYTES = 2_000


def lite_of(client, version) -> str:
    response = client.get(f"{version.get_absolute_url()}lite/")
    assert response.status_code == 200
    return response.content.decode()


def sheets(page: str) -> list[Path]:
    names = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page)
    return [Path(finders.find(name)) for name in names]


def test_it_says_what_the_story_says(client):
    version = make_live(
        headline="Ferry & crew",
        kicker="Harbour",
        standfirst="She sails again.",
        genre="opinion",
        dateline="Keldavar",
        body='<p>First <a href="https://lumen.example/">words</a>.</p>',
        source="Coast Wire",
        credit_line="Told by the crew",
        bylines=[(make_author("Ada Quill"), "words")],
    )
    page = lite_of(client, version)
    for text in (
        "<h1>Ferry &amp; crew</h1>",
        "Harbour",
        "Opinion",
        "She sails again.",
        "Keldavar",
        '<p>First <a href="https://lumen.example/"',
        "Source: Coast Wire",
        "Told by the crew",
        "Ada Quill",
        "10 March 2025 14:00 (UTC+04:00)",
    ):
        assert text in page


def test_it_has_no_picture_no_script_and_no_list(client):
    boats = make_topic("Boats")
    make_live(headline="Other", topics=[boats])
    picture = make_image(alt="A boat", caption="The boat")
    version = make_live(lead_image=picture, topics=[boats], section=make_section("Town"))
    page = lite_of(client, version)
    assert not re.search("<img|<picture|<figure|<script|<iframe|The boat|Other", page)


def test_its_canonical_address_is_the_storys(client):
    version = make_live(headline="Паром")
    page = lite_of(client, version)
    assert f'<link rel="canonical" href="http://testserver{version.get_absolute_url()}">' in page
    # Both at once would contradict each other.
    assert "noindex" not in page
    assert "noindex" in lite_of(client, make_live(noindex=True))


def test_each_twin_leads_to_the_other(client):
    version = make_live(headline="Şəki")
    page = client.get(version.get_absolute_url()).content.decode()
    assert f'<a href="{version.get_absolute_url()}lite/">Light version</a>' in page
    link = f'<a href="{version.get_absolute_url()}">Full version</a>'
    assert link in lite_of(client, version)


def test_a_correction_is_told_there_too(client, editor):
    article = change(make_live(now=NOON - DAY).article, body="<p>Nine.</p>")
    version = publishing.publish(
        article, by=editor, change="correction", note="It said ten.", now=NOON - HOUR
    )
    page = lite_of(client, version)
    assert "It said ten." in page
    assert "Updated" in page


@pytest.mark.parametrize(("language", "direction"), [("az", "ltr"), ("ar", "rtl")])
def test_it_is_in_the_storys_language(client, language, direction):
    page = lite_of(client, make_live(language=language))
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_it_weighs_little(client):
    """Six hundred words in Cyrillic, two bytes a letter: twice the length of most news."""
    version = make_live(
        headline="Паром возвращается",
        language="ru",
        standfirst="Слово " * 20,
        body="".join(f"<p>{'корабль ' * 60}</p>" for _ in range(10)),
    )
    page = lite_of(client, version)
    style = sum(sheet.stat().st_size for sheet in sheets(page))
    assert 0 < style <= MOST_STYLE_BYTES
    assert len(page.encode()) + style < MOST_BYTES


def test_it_costs_no_more_than_the_story(client):
    version = make_live()
    with queries() as made:
        lite_of(client, version)
    assert len(made) == 2


def test_where_no_story_is_live_there_is_no_twin(client, editor):
    scheduled = make_live(at=NOON + HOUR)
    gone = make_live(now=NOON - HOUR)
    publishing.withdraw(gone.article, by=editor, answer=404, now=NOON)
    never = client.get("/2025/03/10/never-was/lite/")
    assert never.status_code == 404
    for version in (scheduled, gone):
        answer = client.get(f"{version.path}lite/")
        assert (answer.status_code, answer.content) == (404, never.content)
