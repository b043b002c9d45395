"""Links of a finished page, led on within a moment: whatever stands in it, text stays text."""

import pytest

from articles.admin.moment import leading

BASE = "/admin/at/2025-03-10T20:00"


def led(body: str) -> str:
    page = f"<html><head></head>\n<body class='x'>{body}</body></html>"
    found = leading.led(page, base=BASE, styles="<S>", top="<T>")
    before, after = "<html><head><S></head>\n<body class='x'><T>", "</body></html>"
    assert found.startswith(before)
    assert found.endswith(after)
    return found.removeprefix(before).removesuffix(after)


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<a href="/">', f'<a href="{BASE}/">'),
        ("<a href='/town/'>", f"<a href='{BASE}/town/'>"),
        ("<a href=/town/>", f"<a href={BASE}/town/>"),
        ('<A\n  class="y"\n  HREF = "/town/" >', f'<A\n  class="y"\n  HREF = "{BASE}/town/" >'),
        ('<a href="/?before=1&amp;x=2#y">', f'<a href="{BASE}/?before=1&amp;x=2#y">'),
        ('<form action="/find/">', f'<form action="{BASE}/find/">'),
        ('<a href="http://testserver/town/">', f'<a href="{BASE}/town/">'),
        ('<a title=\'x href="/a/"\' href="/b/">', f'<a title=\'x href="/a/"\' href="{BASE}/b/">'),
        ('<a title="a > b" href="/b/">x</a>', f'<a title="a > b" href="{BASE}/b/">x</a>'),
    ],
)
def test_a_way_to_a_page_of_the_paper_leads_on(settings, tag, found):
    settings.SITE_URL = "http://testserver"
    assert led(tag) == found


@pytest.mark.parametrize(
    "text",
    [
        '<a href="/admin/">',
        '<a href="/&#97;dmin/">',
        '<a href="/static/x.css"><img src="/media/renditions/x.jpeg">',
        '<a href="/healthz">',
        '<a href="//far.example/">',
        '<a href="/\\far.example/">',
        '<a href="http://testserver.far.example/">',
        '<a href="https://far.example/town/">',
        '<a href="javascript:x">',
        '<a href="#main"><a href=""><a href><a name="/x/">',
        '<link rel="canonical" href="/town/">',
        'href="/town/" &lt;a href="/town/"&gt; <!-- <a href="/town/"> -->',
        '<script type="application/ld+json">{"x": "<a href=\\"/town/\\">"}</script>',
        "é — ‏ &amp; &copy; &nope; <br/> <p\n>x</p\n> 1 < 2",
    ],
)
def test_all_else_stays_byte_by_byte(settings, text):
    settings.SITE_URL = "http://testserver"
    assert led(text) == text


def test_what_is_put_on_top_stands_behind_the_link_that_skips_to_the_text():
    skip = '\n <a class="skip" href="#main">Skip</a>'
    page = f'<head></head><body>{skip}<a href="/town/">x</a></body>'
    found = leading.led(page, base=BASE, styles="<S>", top="<T>")
    rest = f'<a href="{BASE}/town/">x</a></body>'
    assert found == f"<head><S></head><body>{skip}<T>{rest}"
