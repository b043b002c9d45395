"""What the writing page is made of: groups of fields, elements, and the length of the text."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles import composing, richtext

# The first group is the text, the others stand in the rail; a class names each fold.
FIELDSETS = (
    (None, {"fields": ("kicker", "headline", "standfirst", "body")}),
    (
        _("Where and who"),
        {"classes": ("where",), "fields": ("section", "bylines", "dateline", "further_sections")},
    ),
    (_("Topics"), {"classes": ("topics",), "fields": ("topics",)}),
    (
        _("Lead picture"),
        {
            "classes": ("picture",),
            "fields": (
                "lead_image", "lead_image_caption", "lead_image_alt", "lead_image_is_decoration",
            ),
        },
    ),
    (
        _("Kind and time"),
        {"classes": ("kind",), "fields": ("genre", "dated_at", "language", "direction")},
    ),
    (
        _("Source"),
        {"classes": ("source", "collapse"), "fields": ("source", "credit_line", "copyright_line")},
    ),
    (
        _("For the desk"),
        {
            "classes": ("desk", "collapse"),
            "fields": ("slugline", "target_words", "urgency", "note_to_editors"),
        },
    ),
    (
        _("Address, search and sharing"),
        {
            "classes": ("search", "collapse"),
            "fields": (
                "slug", "seo_headline", "seo_description", "social_headline",
                "social_description", "noindex",
            ),
        },
    ),
)  # fmt: skip

_ELEMENTS = (
    "byline-chips", "fold-memory", "fresh-after-save", "picture-chooser", "press-once",
    "signed-out", "story-language", "story-presence", "story-preview", "text-meters",
    "topic-suggestions", "unsaved-guard", "unsaved-text", "word-count", "writing-keys",
)  # fmt: skip


def around(article, *, may_write: bool) -> dict:
    """What the template asks beside the form; `article` is None for one not begun."""
    words = richtext.word_count(article.body) if article else 0
    language = article.language if article else settings.LANGUAGE_CODE
    return {
        "title": _title(article, may_write),
        "right_to_left": " ".join(sorted(composing.RIGHT_TO_LEFT)),
        "elements": [f"articles/admin/{name}.js" for name in _ELEMENTS],
        "words_per_minute": richtext.words_per_minute(language),
        "word_count": words,
        "minutes": richtext.reading_minutes(words, language),
    }


def _title(article, may_write: bool) -> str:
    if article is None:
        return _("New story")
    return _("Edit the story") if may_write else _("Read the story")
