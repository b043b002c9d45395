"""What stands elsewhere, and cards of other stories, as readers get them."""

import pytest

from articles import composing, richtext
from tests.base import EVENING, HOUR, MINUTE, NOON, queries
from tests.factories import make_article, make_image, make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

FILM = "https://youtu.be/dQw4w9WgXcQ"
FRAME = "https://www.youtube-nocookie.com"
SAID = '<aside data-kind="transcript"><p>Gulls cry.</p></aside>'


def embed(address=FILM, caption="The ferry leaves", inner=SAID, image=None) -> str:
    poster = f' data-image="{image.uid}"' if image else ""
    inner = f"<figcaption>{caption}</figcaption>{inner}" if caption else inner
    return f'<figure data-embed="{address}"{poster}>{inner}</figure>'


def card(story) -> str:
    return f'<figure data-story="{story.uid}"></figure>'


def read(version, now=NOON, **how) -> str:
    return composing.linked(composing.page_of(version, now), now, **how).body


def test_an_embed_is_a_picture_of_ours_a_link_and_a_folded_transcript():
    image = make_image(alt="A boat", caption="Not said", credit="Mara Teel")
    body = read(make_live(body=embed(image=image)))
    assert image.free_files()[0].file.url in body
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" rel="noopener"' in body
    assert "<summary>Transcript</summary>" in body
    assert body.endswith("Mara Teel</bdi></figcaption></figure>")
    assert "Not said" not in body
    assert "<iframe" not in body
    assert 'src="https' not in body


def test_a_poster_goes_when_its_rights_end_and_the_embed_stays():
    image = make_image(alt="A boat", credit="Mara Teel", rights_until=NOON + HOUR)
    version = make_live(body=embed(image=image))
    assert "Mara Teel" in read(version)
    after = read(version, NOON + HOUR)
    assert "A boat" not in after and "Mara Teel" not in after and "until" not in after
    assert "watch?v=" in after and "The ferry leaves" in after


@pytest.mark.parametrize("address", ["https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ"])
def test_an_unknown_address_is_a_plain_link(address):
    body = read(make_live(body=embed(address)))
    assert f'<a href="{address}" rel="noopener">' in body
    assert "news-embed" not in body
    assert "The ferry leaves" in body


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "http://x.example"])
def test_what_is_no_address_of_the_web_is_not_even_kept(address):
    assert "data-embed" not in richtext.clean(embed(address))


def test_only_a_page_with_a_frame_lets_its_host_through(client):
    with_frame, without = make_live(body=embed()), make_live(body=embed("https://x.com/a/status/1"))
    policy = client.get(with_frame.path)["Content-Security-Policy"]
    assert f"frame-src {FRAME};" in f"{policy};"
    answer = client.get(without.path)
    assert "frame-src" not in answer["Content-Security-Policy"]
    assert b"news-embed.js" not in answer.content
    assert b"news-embed.js" in client.get(with_frame.path).content


def test_a_lite_page_has_the_transcript_and_no_frame(client):
    version = make_live(body=embed())
    lite = client.get(f"{version.path}lite/")
    assert "Gulls cry." in lite.content.decode()
    assert b"news-embed" not in lite.content
    assert "frame-src" not in lite["Content-Security-Policy"]
    feed = client.get("/feed.json").json()["items"][0]["content_html"]
    assert "watch?v=" in feed
    assert "news-embed" not in feed and "Gulls cry." not in feed


def test_a_card_shows_the_story_as_it_is_now_and_nothing_of_a_hidden_one():
    target = make_live(headline="Ferry runs", standfirst="Again.", at=EVENING)
    draft = make_article(headline="Leak at the harbour")
    version = make_live(body=f"<p>One.</p>{card(target.article)}{card(draft)}")
    assert read(version, EVENING - MINUTE) == "<p>One.</p>"
    with queries() as asked:
        shown = read(version, EVENING)
    assert len(asked) == 1
    assert f'href="{target.path}">Ferry runs</a>' in shown
    assert "Again." in shown
    assert str(target.article.uid) not in shown and "Leak" not in shown
    assert composing.page_of(version, EVENING).body == "<p>One.</p>"


def test_a_card_holds_nothing_that_was_typed_into_it():
    target = make_live(headline="Ferry runs").article
    typed = card(target).replace("></", ' data-align="wide"><figcaption>Typed</figcaption></')
    assert "Typed" not in read(make_live(body=typed))
    assert "Ferry runs" in read(make_live(body=typed))


def test_a_card_is_a_link_for_lite_pages_and_feeds():
    target = make_live(headline="Ferry runs")
    plain = read(make_live(body=card(target.article)), plain=True)
    assert plain == (
        f'<figure><p>Related story: <a href="{target.path}">Ferry runs</a></p></figure>'
    )


def test_no_picture_and_no_embed_holds_another_figure():
    """What stood in it stands behind it, and rights end in each by themselves."""
    inner = embed(caption="Inner", inner="", image=make_image(rights_until=NOON + HOUR))
    outer = make_image(rights_until=NOON + 2 * HOUR, alt="Outer")
    body = f'<figure data-image="{outer.uid}">{inner}<figcaption>Said</figcaption></figure>'
    version = make_live(body=f"<p>One.</p>{body}")
    both, one, none = (read(version, NOON + hours * HOUR) for hours in (0, 1, 2))
    assert both.index("Said") < both.index("</figure>") < both.index("Inner")
    assert both.count("<picture>") == 2
    assert one.count("<picture>") == 1
    assert "Said" in one
    assert "<picture>" not in none
    assert "Said" not in none
    assert "Inner" in none


def test_a_transcript_counts_for_no_words_and_no_caption_begins_a_summary():
    body = f"{embed()}<p>Nine boats.</p>"
    assert richtext.word_count(body) == 5
    assert richtext.beginning(body, 30) == "Nine boats."
