"""Bodies in the form that the HTML standard wants, whatever was pasted or imported."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import richtext
from articles.richtext import values
from articles.richtext.proper import proper


def rendered(html: str) -> str:
    return str(richtext.render(html, "en"))


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Two</h2><h3>Three</h3><h4>Four</h4><h2>Two</h2><p>x <em>y</em></p>",
        '<ol reversed="" start="3"><li>x<ul><li>y</li></ul></li></ol>',
        "<dl><dt>a</dt><dt>b</dt><dd>c</dd><dt>d</dt><dd>e</dd><dd>f</dd></dl>",
        '<p><a href="/2025/02/25/rain/?a=1&amp;b=%20#c" title="R" rel="noopener">x</a></p>',
        '<a href="/x" rel="noopener"><p>block</p></a><ins><p>x</p></ins>',
        '<figure><figcaption>y</figcaption><p>x</p></figure><p lang="az-Latn-AZ">x</p>',
        '<p><time datetime="2025-02-25T23:36:00+04:00">x</time> <time>2025</time></p>',
        "<pre><code>\n  a\n</code></pre><hr><p>a<br>b</p>",
    ],
)
def test_what_is_proper_stays_to_the_byte(html):
    assert rendered(html) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        # Items, names and captions outside of what they belong to.
        ("<li>a</li><li>b</li><p>c</p>", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<dt>a</dt><dd><p>b</p></dd>", "<p>a</p><div><p>b</p></div>"),
        ("<figcaption>a</figcaption>", "<p>a</p>"),
        # Lists as word processors write them.
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul>a <b>b</b><li>c</li></ul>", "<ul><li>a <b>b</b></li><li>c</li></ul>"),
        ("<dl><dd>a</dd></dl>", "<ul><li>a</li></ul>"),
        ("<dl><dt>a</dt></dl>", "<ul><li>a</li></ul>"),
        # Blocks where lines are.
        ("<em>a<h2>b</h2></em>", "a<h2>b</h2>"),
        ("<h2><p>a</p><p>b</p></h2>", "<h2>a\nb</h2>"),
        ("<code><pre>a</pre></code>", "<pre>a</pre>"),
        # A level left out.
        ("<h4>a</h4><h4>b</h4><h2>c</h2>", "<h2>a</h2><h2>b</h2><h2>c</h2>"),
        ("<h2>a</h2><h4>b</h4><h4>c</h4>", "<h2>a</h2><h3>b</h3><h3>c</h3>"),
        # Two captions of a figure.
        (
            "<figure><figcaption>a</figcaption><p>b</p><figcaption>c</figcaption></figure>",
            "<figure><figcaption>a</figcaption><p>b</p><p>c</p></figure>",
        ),
        # Values that are none.
        ("<p><time datetime='soon'>a</time></p>", "<p>a</p>"),
        ("<p lang='english'>a</p><p lang='xx'>b</p>", "<p>a</p><p>b</p>"),
        ("<p lang='en-UK'>a</p>", '<p lang="en-GB">a</p>'),
        ("<p><a title='t'>a</a></p>", "<p>a</p>"),
        ("<dl><dt><h2>a</h2></dt><dd>b</dd></dl>", "<dl><dt><p>a</p></dt><dd>b</dd></dl>"),
    ],
)
def test_what_is_not_is_brought_to_the_nearest_form(html, shown):
    assert rendered(html) == shown


def cells(html: str) -> str:
    return rendered(html).partition("<table>")[2].partition("</table>")[0]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<tr><td rowspan=9>a</td></tr>", "<tbody><tr><td>a</td></tr></tbody>"),
        ("<tr><td colspan=9>a</td></tr>", "<tbody><tr><td>a</td></tr></tbody>"),
        (
            "<tr><td colspan=3>a</td></tr><tr></tr><tr><td>b</td><td>c</td></tr>",
            '<tbody><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></tbody>',
        ),
        # Cells that would lie over each other.
        (
            "<tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr>",
            "<tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody>",
        ),
        (
            "<tfoot><tr><td>c</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody>"
            "<thead><tr><td>a</td></tr></thead>",
            "<thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody>"
            "<tfoot><tr><td>c</td></tr></tfoot>",
        ),
    ],
)
def test_cells_fit_into_their_table(html, shown):
    assert cells(f"<table>{html}</table>") == shown


def test_a_table_of_nothing_but_spans_costs_little():
    row = "<tr>" + "<td colspan=99 rowspan=99>x</td>" * 20 + "</tr>"
    assert "span" not in cells(f"<table>{row * 200}</table>")


def test_a_second_caption_stands_before_the_table():
    shown = rendered("<table><caption>a</caption><caption>b</caption><tr><td>c</td></tr></table>")
    assert shown.startswith("<p>b</p><div ")
    assert "<caption>a</caption>" in shown


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://else.example/a b|c", "https://else.example/a%20b%7Cc"),
        ("https://else.example\\a", "https://else.example/a"),
        ("https://else.example/100%/?[x]#a#b", "https://else.example/100%25/?%5Bx%5D#a%23b"),
        ("https://ada:secret@else.example/", "https://else.example/"),
        ("https://[::1]/", "https://[::1]/"),
        ("mailto:a b@else.example", "mailto:a%20b@else.example"),
        ("/Şəki/?a=1&amp;b=2", "/Şəki/?a=1&amp;b=2"),
        ("#a b", "#a%20b"),
    ],
)
def test_addresses_hold_what_addresses_may(written, meant):
    assert values.address(written) == meant
    assert values.address(meant) == meant


@pytest.mark.parametrize(
    "host",
    [
        "[::1",
        "[none]",
        "a]b",
        "a b",
        "a%20b",
        "a..example",
        ".example",
        "a" * 64 + ".example",
        "ş" * 60 + ".example",
        "else.example:port",
        "else.example:65536",
        "256.1.1.1",
        "1.2.3.4.5",
        "0x7f.1",
        "\N{RIGHT-TO-LEFT OVERRIDE}elpmaxe.else",
    ],
)
def test_a_host_that_cannot_be_is_no_address(host):
    assert values.address(f"https://{host}/") == ""
    assert proper(f'<p><q cite="https://{host}/">said</q></p>') == "<p><q>said</q></p>"
    assert proper(f'<p><a href="https://{host}/">word</a></p>') == "<p>word</p>"


@pytest.mark.parametrize(
    "host",
    [
        "else.example.",
        "a_b.example:8080",
        "127.0.0.1",
        "[2001:db8::1]:443",
        "xn--eki-5za.example",
        "şəki.example",
        "كيلدافار.example",
        "3com.example",
    ],
)
def test_any_other_host_stays(host):
    assert values.address(f"https://{host}/") == f"https://{host}/"


@pytest.mark.parametrize(
    "text", ["2025", "2025-02", "2025-02-28", "2025-02-28 23:36", "23:36", "PT1H30M", "P2D"]
)
def test_moments_that_machines_read_are_kept(text):
    assert values.moment(text) == text


@pytest.mark.parametrize(
    "text", ["2025-02-30", "2025-13", "25:00", "0000", "P", "PT", "20250228", "2025-02-28T9:00"]
)
def test_moments_that_they_do_not_are_not(text):
    assert values.moment(text) == ""


_TAGS = [f"<{slash}{name}>" for name in sorted(richtext.ELEMENTS) for slash in ("", "", "/")]


@given(st.lists(st.sampled_from([*_TAGS, "<td colspan=3>", "<td rowspan=2>", "a "]), max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost_and_once_is_enough(pieces):
    body = richtext.clean("".join(pieces))
    shown = proper(body)
    assert proper(shown) == shown
    assert sorted(richtext.plain_text(shown).split()) == sorted(richtext.plain_text(body).split())
