"""The demo paper's standing pages: all that a paper needs, in each of its languages."""

import re

import pytest

from articles import addressing, folding, richtext, standing
from articles.demo import paper
from articles.demo import standing as written
from articles.models import Section, StandingPage
from tests.base import NOON

PAGES = written.pages()
LANGUAGES = ["ar", "az", "en", "ru", "tr"]


def words(body: str) -> list[str]:
    return re.sub(r"<[^>]+>", " ", body).split()


def test_every_edition_has_what_readers_look_for():
    for language in LANGUAGES:
        kinds = {page[1] for page in PAGES if page[0] == language}
        assert kinds >= set(standing.REQUIRED), language
    english = {page[1] for page in PAGES if page[0] == "en"}
    assert english == set(StandingPage.Kind) - {"other"}


@pytest.mark.parametrize(("language", "kind", "fields", "body"), PAGES)
def test_a_page_is_a_page(language, kind, fields, body):
    least, most = (100, 190) if language == "en" else (50, 130)
    assert least <= len(words(body)) <= most
    clean = richtext.clean(body).replace(' rel="noopener"', "")
    assert clean.replace("\n", "") == body.replace("\n", "")
    assert folding.slugify(fields["slug"]) == fields["slug"]
    assert not addressing.is_reserved(fields["slug"])
    # Agreed words of lists that other pages of the paper have.
    assert fields["slug"] not in ("corrections", "archive", "topics", "authors", "all")
    assert 20 < len(fields["description"]) <= 160


def test_no_sentence_stands_twice():
    said = [
        sentence
        for _language, _kind, _fields, body in PAGES
        for sentence in re.split(r"<[^>]+>|[.?!:] ", body)
        if len(sentence.split()) > 6
    ]
    assert len(said) > 150
    assert len(said) == len(set(said))


@pytest.mark.django_db
def test_they_are_loaded_with_the_paper_and_found_by_readers(client, monkeypatch):
    monkeypatch.setattr(paper, "stories", list)
    list(paper.load(by=None, now=NOON))
    assert StandingPage.objects.shown().count() == len(PAGES)
    for page in StandingPage.objects.all():
        assert not Section.objects.filter(slug=page.slug, language=page.language).exists()
        answer = client.get(page.get_absolute_url())
        assert answer.status_code == 200
        assert f'<html lang="{page.language}"' in answer.content.decode()
        inner = re.findall(r'href="(/[^"]*)"', page.body)
        assert set(inner) <= {"/imprint/", "/corrections/"}
