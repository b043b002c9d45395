"""Pictures and galleries as they are stored: nothing in them but what composing prints."""

import pytest

from articles.richtext import clean

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"


def figure(uid: str = ONE, inner: str = "") -> str:
    return f'<figure data-image="{uid}">{inner}</figure>'


def gallery(inner: str) -> str:
    return f'<figure data-kind="gallery">{inner}</figure>'


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        # Words and blocks that were dropped into a figure stand behind it.
        (figure(inner="Lost?"), figure() + "<p>Lost?</p>"),
        (figure(inner="<p>a</p><h2>b</h2>c"), figure() + "<p>a</p><h2>b</h2><p>c</p>"),
        (
            figure(inner="a<figcaption>Boat</figcaption><em>b</em>"),
            figure(inner="<figcaption>Boat</figcaption>") + "<p>a<em>b</em></p>",
        ),
        (figure(inner=figure(TWO)), figure() + figure(TWO)),
        # One caption, without blocks.
        (
            figure(inner="<figcaption>a</figcaption><figcaption><p>b</p><p>c</p></figcaption>"),
            figure(inner="<figcaption>a<br>b<br>c</figcaption>"),
        ),
        (figure(inner="<figcaption> <p></p></figcaption>"), figure()),
        (figure(inner=f"<figcaption>a{figure(TWO)}</figcaption>"), None),
        # A figure in the middle of a line stands behind it.
        (f"<h2>a{figure()}b</h2>", f"<h2>ab</h2>{figure()}"),
        (f"<p>a</p><em>b{figure()}</em>", None),
        (f"<strong>{figure()}</strong>", figure()),
        # A gallery holds pictures and a caption.
        (gallery(f"a{figure()}<p>b</p>"), gallery(figure()) + "<p>a</p><p>b</p>"),
        (gallery(gallery(figure()) + figure(TWO)), gallery(figure() + figure(TWO))),
        (gallery("<figcaption>Both</figcaption>"), "<p>Both</p>"),
        (gallery(""), ""),
    ],
)
def test_what_does_not_belong_into_a_figure_stands_behind_it(written, stored):
    cleaned = clean(f"<p>Before.</p>{written}<p>After.</p>")
    if stored is not None:
        assert cleaned == f"<p>Before.</p>{stored}<p>After.</p>"
    assert clean(cleaned) == cleaned
    assert cleaned.count("data-image") == written.count("data-image")


@pytest.mark.parametrize(
    "body",
    [
        "<figure><table><tbody><tr><td>1</td></tr></tbody></table></figure>",
        "<figure><blockquote><p>a</p></blockquote><figcaption>b</figcaption></figure>",
        f'<figure data-align="wide" data-alt="A &amp; b" data-image="{ONE}">'
        "<figcaption>c <em>d</em></figcaption></figure>",
        f'<figure data-decoration="true" data-image="{ONE}"></figure>',
        gallery(figure(inner="<figcaption>a</figcaption>") + figure(TWO))
        + '<figure data-embed="https://video.example/1"><figcaption>b</figcaption>'
        '<aside data-kind="transcript"><p>c</p></aside></figure>',
        f"<ul><li>a{figure()}</li></ul>",
    ],
)
def test_what_stands_right_stays_to_the_byte(body):
    assert clean(body) == body


def test_figures_in_each_other_a_hundred_times_settle():
    cleaned = clean(figure(inner="a") * 300 + "<figure data-image='" + ONE + "'>" * 80)
    assert clean(cleaned) == cleaned
