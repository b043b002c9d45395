"""The checks for everybody themselves, tried on pages that are wrong on purpose."""

import pytest

from tests.browser.conftest import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PALE = "p { color: #ddd; background: #fff; }"
PAGE = """<!doctype html><html lang="en"><title>Ferries</title>
<meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark; } p { transition: color 5s; } %s</style>
<main><h1>Ferries</h1><p>The boat is blue.</p></main></html>"""


@pytest.mark.parametrize("opened_in", ["light", "dark"])
def test_what_is_pale_in_one_theme_is_found_whichever_the_page_was_opened_in(person, opened_in):
    page = person(scheme=opened_in).page()
    page.set_content(PAGE % "")
    assert faults(page) == []
    for theme in ("light", "dark"):
        page.set_content(PAGE % f"@media (prefers-color-scheme: {theme}) {{ {PALE} }}")
        [found] = faults(page)
        assert "color-contrast" in found


def test_what_is_wider_than_the_window_is_found(person):
    page = person(width=390).page()
    page.set_content(PAGE % "main { inline-size: 900px; }")
    [found] = faults(page)
    assert "wider than the window" in found
