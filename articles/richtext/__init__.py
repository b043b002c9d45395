"""The body of a story as HTML: one allow-list, clean(), render(), plain text, and the field.

No models, no pictures: composing puts those around a body. Three steps make clean() safe and
quick. Own code rewrites whatever came as nothing but allowed tags (so no comment, script or
foreign element is left for parsers to disagree about), measures what the parser would cost and
refuses too much; then nh3, a real HTML5 parser, decides.

The rooms, each knowing only those before it: allowed (the list), rewriting, cost, spaces (those
that do not break), words (plain text), tree, figures (what stands in one), cleaning, linking (to
stories of ours), values, tables and proper (the form that the HTML standard wants), printing (what
readers get: headings without a gap, boxes around tables), signs (what no keyboard has), and field,
the only importer of ckeditor. Others import from here. docs/body.md describes what is stored.
"""

from articles.richtext.allowed import ELEMENTS
from articles.richtext.cleaning import clean
from articles.richtext.cost import MAX_BYTES
from articles.richtext.field import BodyField, RichTextFormField, RichTextWidget
from articles.richtext.linking import (
    absolute,
    documents,
    has_cards,
    linked,
    picture_alts,
    pictures,
    stories,
)
from articles.richtext.printing import render, with_previews
from articles.richtext.rewriting import readable
from articles.richtext.words import (
    beginning,
    from_paragraphs,
    plain_text,
    reading_minutes,
    word_count,
    words_per_minute,
)

__all__ = [
    "ELEMENTS",
    "MAX_BYTES",
    "BodyField",
    "RichTextFormField",
    "RichTextWidget",
    "absolute",
    "beginning",
    "clean",
    "documents",
    "from_paragraphs",
    "has_cards",
    "linked",
    "picture_alts",
    "pictures",
    "plain_text",
    "readable",
    "reading_minutes",
    "render",
    "stories",
    "with_previews",
    "word_count",
    "words_per_minute",
]
