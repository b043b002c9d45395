"""Links by which readers pass a story on or write to the paper about it.

Addresses alone: no script, and nothing of those who are linked is loaded.
"""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext, override

from articles.composing import Link, Page

# Where the address of a story goes and where its words, by the names of SHARE_LINKS.
_ADDRESSES = {
    "email": "mailto:?subject={words}&body={url}",
    "whatsapp": "https://wa.me/?text={words}%20{url}",
    "telegram": "https://t.me/share/url?url={url}&text={words}",
    "x": "https://x.com/intent/post?text={words}&url={url}",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url={url}",
}
_NAMES = {
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "x": "X",
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
}


def links(story: Page) -> list[Link]:
    """Where the settings let readers pass this story on to, named in its language."""
    words, url = _quoted(story.social_title), _quoted(story.url)
    with override(story.language):
        names = _NAMES | {"email": gettext("E-mail")}
    return [
        Link(names[name], _ADDRESSES[name].format(words=words, url=url))
        for name in settings.SHARE_LINKS
    ]


def report(story: Page) -> str:
    """A mail about an error in this story, or "" where the paper has no mailbox for it."""
    if not settings.CORRECTIONS_EMAIL:
        return ""
    with override(story.language):
        subject = gettext("Error in “%(headline)s”") % {"headline": story.headline}
    mailbox = quote(settings.CORRECTIONS_EMAIL, safe="@")
    return f"mailto:{mailbox}?subject={_quoted(subject)}&body={_quoted(story.url)}"


def _quoted(text: str) -> str:
    """One line of text as one value of a query: blanks are %20, which mail programs know too."""
    return quote(" ".join(text.split()), safe="", errors="replace")
