"""The body's cleaning, held against an independent reading of its output (html.parser)."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import richtext
from tests.files.hostile_bodies import VECTORS

BARE = (
    "p h2 h3 h4 strong b em i u s sub sup small mark br hr ul li dl dt dd cite code pre kbd ins "
    "del table caption thead tbody tfoot tr figure figcaption span"
)
ALLOWED = {name: set() for name in BARE.split()} | {
    "a": {"href", "title", "hreflang", "rel", "data-story"},
    "aside": {"data-kind"},
    "ol": {"start", "reversed"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "abbr": {"title"},
    "time": {"datetime"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
# Unchanged to the byte.
HONEST = [
    "<p>Rain fell on the harbour of Lindenau.</p>",
    "<p>Один <strong>день</strong> в порту</p>",
    '<p dir="rtl" lang="ar">نص <em>قصير</em> عن المطر</p>',
    "<h2>Two</h2><h3>Three</h3><h4>Four</h4>",
    "<p>H<sub>2</sub>O <sup>2</sup> <s>old</s> <u>new</u> <small>fine</small> <mark>x</mark></p>",
    '<p>A <a href="https://lindenau.example/a?b=1&amp;c=2#d" rel="noopener">link</a></p>',
    '<p><a href="/2025/02/25/rain/" hreflang="en" title="Rain" rel="noopener">x</a></p>',
    '<p><a href="#note-1" rel="noopener">1</a> <a href="tel:+994-12-3" rel="noopener">x</a></p>',
    '<p><a href="mailto:desk@lindenau.example?subject=Rain" rel="noopener">mail</a></p>',
    '<ol reversed="" start="3"><li>x<ul><li>y</li></ul></li></ol>',
    '<blockquote cite="https://lindenau.example/"><p>“So it rained.”</p></blockquote>',
    '<p><q cite="https://lindenau.example/">x</q> <cite>y</cite> <abbr title="Z z">Z</abbr></p>',
    "<pre><code>if a &lt; b &amp;&amp; c &gt; d:\n    pass</code></pre><p><kbd>Tab</kbd></p>",
    '<p><time datetime="2025-02-25T23:36:00+04:00">25 February</time></p>',
    "<p><ins>in</ins> <del>out</del></p><hr><p>line<br>line</p>",
    "<dl><dt>term</dt><dd>meaning</dd></dl>",
    '<table><caption>Tides</caption><thead><tr><th scope="col">a</th></tr></thead>'
    '<tbody><tr><td colspan="2" rowspan="3">b</td></tr></tbody><tfoot><tr></tr></tfoot></table>',
    "<figure><p>x</p><figcaption>y</figcaption></figure><aside><p>z</p></aside>",
    '<aside data-kind="pull-quote"><p>We waited.</p></aside>',
    '<aside data-kind="fact-box"><h3>The ferry</h3><ul><li>Built in 1962</li></ul></aside>',
    "<blockquote><p>“It rained.”</p><p><cite>Ines Varrow, ferryman</cite></p></blockquote>",
    '<p><a data-story="0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a2b" href="/2025/03/10/rain/" '
    'rel="noopener">x</a></p>',
    '<p>İ <span dir="ltr" lang="az">Şəki</span> 😀 10&nbsp;000</p>',
]
NORMALISED = [
    ("<h1>A</h1><h5>B</h5>", "<h2>A</h2><h4>B</h4>"),
    ("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>"),
    ("<div><div><p>One</p></div></div>", "<p>One</p>"),
    ("<p>a<span style='color:red'>b</span></p>", "<p>ab</p>"),
    ("<p>x</p><p></p><p> <o:p>y</o:p></p>", "<p>x</p><p> y</p>"),
    (
        '<a href="//foreign.example/">x</a>',
        '<a href="https://foreign.example/" rel="noopener">x</a>',
    ),
    ('<a href="story.html">x</a><a name="y">z</a>', "xz"),
    ("<strike>a</strike><tt>b</tt>", "<s>a</s><code>b</code>"),
    ("a < b & c > d, I <3 it", "a &lt; b &amp; c &gt; d, I &lt;3 it"),
    ("a\r\nb\rc\u2028d\x00e\x07f", "a\nb\nc\ndef"),
    ("\ud83d\ude00 \ud800", "😀 \ufffd"),
    ("<p><b>one<i>two</b>three</i></p>", "<p><b>one<i>two</i></b><i>three</i></p>"),
    ('<td colspan="5">x</td>', "x"),
    ('<P lang=ar DIR="RTL">x', '<p dir="rtl" lang="ar">x</p>'),
    (
        "\n<ul>\n\t<li>a b</li>\n</ul>\n\n<p>c <b>d</b> e</p>\n",
        "<ul><li>a b</li></ul><p>c <b>d</b> e</p>",
    ),
    ("<pre>a\n\n  b\n</pre>\n<p>c</p>", "<pre>a\n\n  b\n</pre><p>c</p>"),
    ('<iframe src="https://foreign.example"/>text', "text"),
    ("x<script>1</script>y<style>2</style>z<title>3</title>", "xyz"),
    ("<pre>\n\n\nx</pre>", "<pre>x</pre>"),
    ('<aside data-kind="Fact-Box">a</aside>', '<aside data-kind="fact-box">a</aside>'),
    (
        '<aside data-kind="advert">a</aside><p data-kind="fact-box">b</p>',
        "<aside>a</aside><p>b</p>",
    ),
    ('<p><a data-story="x" href="/a/">a</a></p>', '<p><a href="/a/" rel="noopener">a</a></p>'),
    ('<p data-story="0b7a4f5e-51f5-4d6c-9c3e-3f0a6f0f1a2b">a</p>', "<p>a</p>"),
    ("<aside><h3></h3><p>a</p></aside>", "<aside><p>a</p></aside>"),
]


class Reading(HTMLParser):
    """What another parser finds in cleaned HTML that should not be there."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        self.wrong += [f"unclosed {name}" for name in self.open]

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED:
            self.wrong.append(f"element {tag}")
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()) | {"lang", "dir"}:
                self.wrong.append(f"attribute {tag} {name}")
            elif name in ("href", "cite") and not self.is_good_link(value):
                self.wrong.append(f"link {value!r}")
            elif name in ("colspan", "rowspan") and not 1 <= int(value) <= 99:
                self.wrong.append(f"span {value}")
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"end of {tag}")

    def handle_comment(self, data):
        self.wrong.append(f"comment {data!r}")

    handle_decl = handle_pi = unknown_decl = handle_comment

    @staticmethod
    def is_good_link(value: str) -> bool:
        seen_by_browsers = "".join(c for c in value if ord(c) > 0x20).lower()
        if seen_by_browsers.startswith(("/", "#")):
            return not seen_by_browsers.startswith(("//", "/\\"))
        return seen_by_browsers.startswith(("http://", "https://", "mailto:", "tel:"))


def assert_safe(hostile: str) -> str:
    cleaned = richtext.clean(hostile)
    assert Reading(cleaned).wrong == []
    assert richtext.clean(cleaned) == cleaned
    return cleaned


@pytest.mark.parametrize("html", HONEST)
def test_honest_markup_is_kept_to_the_byte(html):
    assert assert_safe(html) == html


@pytest.mark.parametrize(("html", "cleaned"), NORMALISED)
def test_other_honest_markup_is_brought_to_the_nearest_form(html, cleaned):
    assert assert_safe(html) == cleaned


@pytest.mark.parametrize("html", [None, "", "<p></p>", "<!-- x -->", "<script>1</script>"])
def test_nothing_gives_an_empty_text(html):
    assert richtext.clean(html) == ""


@pytest.mark.parametrize("hostile", VECTORS)
def test_hostile_markup_leaves_only_the_allow_list(hostile):
    assert_safe(hostile)


@pytest.mark.parametrize("entity", ["&lt;script&gt;", "&amp;lt;b&amp;gt;"])
def test_escaped_markup_stays_escaped(entity):
    assert richtext.clean(f"<p>{entity}</p>") == f"<p>{entity}</p>"


_PIECES = [
    *VECTORS,
    *HONEST,
    *[f"<{slash}{name}>" for name in richtext.ELEMENTS for slash in ("", "/")],
    *[
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<template>",
        "<select>",
        "<noscript>",
        "<!--",
        "-->",
    ],
    *[
        "<![CDATA[",
        "]]>",
        "<pre>\n\n",
        "&",
        "&#1;",
        "&lt",
        '"',
        "'",
        "<",
        ">",
        "=",
        "\x00",
        "\ud800",
    ],
]


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=12).map("".join))
@example("<pre>&#10;&#10;x</pre>")
@example("<a href='java&#1;script:1'>x</a>")
@settings(max_examples=400, deadline=None)
def test_any_mixture_leaves_only_the_allow_list(hostile):
    assert_safe(hostile)


@given(st.sampled_from(VECTORS), st.integers(0, 80), st.integers(0, 80), st.sampled_from(_PIECES))
@settings(max_examples=400, deadline=None)
def test_a_vector_cut_and_spliced_leaves_only_the_allow_list(vector, start, end, piece):
    assert_safe(vector[:start] + piece + vector[end:])


@given(st.lists(st.text(max_size=40), max_size=6))
@settings(deadline=None)
def test_plain_paragraphs_need_no_cleaning(paragraphs):
    html = richtext.from_paragraphs(paragraphs)
    assert Reading(html).wrong == []
    assert richtext.clean(html) == html


def test_what_never_settles_is_kept_as_words_only(monkeypatch):
    class Restless:
        def clean(self, html):
            return html + "<b>x</b>"

    monkeypatch.setattr("articles.richtext.cleaning._CLEANER", Restless())
    assert re.fullmatch(r"<p>a</p><p>x+</p>", richtext.clean("<p>a</p>"))


def test_rendering_cleans_once_more_and_is_safe_to_print():
    rendered = richtext.render("<p onclick=alert(1)>x</p>")
    assert rendered == "<p>x</p>"
    assert rendered.__html__() == rendered
