"""Embeds and story cards in a text: from an address and a search to what readers get."""

import re

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Revision
from tests import base, factories
from tests.base import HOUR
from tests.browser.conftest import violations
from tests.browser.test_editor import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# As an old text may have it: with words that the boxes cannot write, and with a caption of a card.
OLD = (
    '<p>One.</p><figure data-embed="https://x.com/ferry/status/12345">'
    '<figcaption>By <a href="https://a.example/?b=1&amp;c=2" rel="noopener">us</a></figcaption>'
    '<aside data-kind="transcript" lang="az"><p>Gulls <strong>cry</strong>.</p>'
    '<ul><li><a href="https://a.example/" rel="noopener">More</a></li></ul></aside></figure>'
    '<figure data-story="00000000-0000-4000-8000-000000000000"><figcaption>Gone</figcaption>'
    "</figure><p>Two.</p>"
)
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
CODE = '<iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=a"></iframe>'


def _typed(desk: Desk) -> str:
    """The editor's text, but for what the server settles anyhow."""
    text = desk.data().replace("<br />", "<br>").removesuffix("<p></p>")
    return re.sub(r'<a href="https:[^"]*"', r'\g<0> rel="noopener"', text)


def test_an_embed_and_a_card_are_kept_as_they_were_put_and_stand_on_the_page(person):
    poster = factories.make_image(caption="Quay", size=(600, 400))
    now = timezone.now()
    card = factories.make_live(headline="Tram stops", body="<p>Ice.</p>", now=now - HOUR).article
    article = factories.make_article(headline="Ferry runs", body=OLD)
    one = person()
    desk = Desk(one.sign_in(base.person("chief_editor")), one.site, article)
    page, widgets = desk.page, desk.frame.locator("figure.cke_widget_element")
    desk.frame.get_by_text("A story that you may not see, or that is gone").wait_for()
    desk.frame.get_by_text("X", exact=True).wait_for()
    assert _typed(desk) == OLD, desk.data()

    desk.to_the_end()
    desk.button("newsembed")
    box = desk.box("embed")
    address = box.get_by_label("Address of the film, post, recording or map")
    box.get_by_role("button", name="Apply").click()
    box.get_by_text("Type or paste an address.").wait_for()
    address.fill("javascript:alert(1)")
    box.get_by_text("No reader could go to this address.").wait_for()
    address.fill("http://keldavar.example/film")
    box.get_by_text("A plain link: this site is not shown on our pages.").wait_for()
    address.fill(CODE)
    box.get_by_text("YouTube: readers see a button and a link.").wait_for()
    box.get_by_label("Caption of the embed").fill("Gulls & fog")
    box.get_by_label("Transcript").fill("Gulls cry.\nLoudly.\n\nA <horn> sounds.")
    box.get_by_role("button", name="Choose a poster…").click()
    desk.box("library").get_by_role("button", name="Quay").click()
    desk.box("library").get_by_role("button", name="Choose the picture").click()
    box.get_by_alt_text(poster.alt).wait_for()
    assert violations(page, without=(".cke",)) == []
    address.press("Enter")
    desk.frame.locator(".cke_widget_newsembed.cke_widget_focused").wait_for()

    # Enter opens the box of what is chosen; what ends the text can be written past.
    desk.press("Enter")
    assert box.get_by_label("Transcript").input_value().count("Gulls") == 1
    address.fill(FILM)
    box.get_by_role("button", name="Apply").dblclick()
    box.wait_for(state="hidden")
    film = (
        f'<figure data-embed="{FILM}" data-image="{poster.uid}"><figcaption>Gulls &amp; fog'
        '</figcaption><aside data-kind="transcript"><p>Gulls cry.<br>Loudly.</p>'
        "<p>A &lt;horn&gt; sounds.</p></aside></figure>"
    )
    desk.press("ArrowDown")
    desk.type("Three.")
    desk.button("newscard")
    cards = desk.box("card")
    cards.get_by_label("A story of ours").fill("tram")
    cards.get_by_role("button", name="Tram stops").wait_for()
    assert violations(page, without=(".cke",)) == []
    cards.get_by_role("button", name="Tram stops").click()
    desk.frame.locator(".cke_widget_newscard").get_by_text("Tram stops").wait_for()
    new = f'{film}<p>Three.</p><figure data-story="{card.uid}"></figure>'
    assert _typed(desk) == OLD + new, desk.data()

    # Taken out and brought back.
    desk.press("Delete")
    assert widgets.count() == 3
    page.get_by_role("button", name="Undo").click()
    desk.frame.locator(".cke_widget_newscard").get_by_text("Tram stops").wait_for()
    assert _typed(desk) == OLD + new, desk.data()

    assert desk.save() == OLD + new
    revisions = Revision.objects.count()
    desk.open()
    widgets.nth(3).wait_for()
    assert desk.save() == OLD + new
    assert Revision.objects.count() == revisions

    version = publishing.publish(factories.reloaded(article), by=None)
    reader = person()
    public = reader.page()
    public.goto(f"{reader.site}{version.path}")
    public.get_by_role("button", name="Show it here, from YouTube").wait_for()
    assert public.get_by_role("link", name="Open it on YouTube").get_attribute("href") == FILM
    inside = public.get_by_role("article")
    assert inside.get_by_role("link", name="Tram stops").is_visible()
