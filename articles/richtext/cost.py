"""What a text would cost the parser, measured from its tags; too much is refused beforehand."""

from django.utils.translation import gettext as _

from articles.errors import BodyRefused
from articles.richtext.allowed import CELLS, INLINE, TABLES, VOID, names
from articles.richtext.rewriting import TAG

# 20,000 words of Arabic or Cyrillic with their markup are about 280 kB of UTF-8.
MAX_BYTES = 500_000
# The parser's time grows with tags times depth: 200 kB of nothing but nesting took it four seconds.
MAX_DEPTH = 100
MAX_TAGS = 30_000
# The parser takes 1.7 microseconds for each; half a megabyte of them took it 1.7 seconds.
MAX_AMPERSANDS = 100_000
# Tags times the characters of the tags open around them: what the parser can be made to repeat.
MAX_WORK = 4_000_000

# End tags that the parser adds by itself when a block around them ends, or the next one starts.
_ENDS_BY_ITSELF = names("p li dt dd td th tr thead tbody tfoot caption")
_ENDED_BY_NEXT = {
    "p": names("p"),
    "li": names("li p"),
    "dt": names("dt dd p"),
    "dd": names("dt dd p"),
    "td": names("td th p"),
    "th": names("td th p"),
    "tr": names("tr td th p"),
    "thead": (TABLES | CELLS) - {"table"},
    "tbody": (TABLES | CELLS) - {"table"},
    "tfoot": (TABLES | CELLS) - {"table"},
}


def refuse_if_large(text: str) -> None:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise BodyRefused(
            _("The text is larger than %(limit)d kB. Split it into several stories.")
            % {"limit": MAX_BYTES // 1000}
        )


def refuse_if_costly(html: str) -> None:
    """Refuse what the parser would take long over, from one walk over the tags.

    Counts never less than the parser would hold open: an end tag is believed only where the HTML
    standard says that it ends the element. Formatting left open is repeated by the parser in each
    later paragraph, so the work is weighed by the length of the tags that are open.
    """
    refuse_if_large(html)
    if html.count("<") > MAX_TAGS or html.count("&") > MAX_AMPERSANDS:
        raise BodyRefused(_("The text has too many tags or signs. Paste it again as plain text."))
    open_tags: list[tuple[str, int]] = []
    weight = work = 0
    for slash, name, attributes in TAG.findall(html):
        if slash:
            weight -= _end(open_tags, name)
            continue
        while open_tags and open_tags[-1][0] in _ENDED_BY_NEXT.get(name, ()):
            weight -= open_tags.pop()[1]
        work += weight
        if name not in VOID:
            length = len(name) + len(attributes)
            open_tags.append((name, length))
            weight += length
        if len(open_tags) > MAX_DEPTH or work > MAX_WORK:
            raise BodyRefused(
                _("The text's tags are nested too deeply. Paste it again as plain text.")
            )


def _end(open_tags: list[tuple[str, int]], name: str) -> int:
    """Take away what the end tag ends for certain; the weight that went with it."""
    for place in range(len(open_tags) - 1, -1, -1):
        other = open_tags[place][0]
        if other == name:
            ended, above = open_tags[place], open_tags[place + 1 :]
            kept = [tag for tag in above if tag[0] in INLINE]
            weight = ended[1] + sum(tag[1] for tag in above if tag[0] not in INLINE)
            open_tags[place:] = kept
            return weight
        if other not in INLINE and (name in INLINE or other not in _ENDS_BY_ITSELF):
            return 0
    return 0
