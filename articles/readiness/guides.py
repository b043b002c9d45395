"""The guiding text of templates, [[in double brackets]], that a writer did not replace."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import richtext
from articles.readiness.finding import Finding, Level

# Also one of which a writer took away the end.
_GUIDE = re.compile(r"\[\[[^\]\n]*\]{0,2}")


def look_at(content: dict) -> Iterator[Finding]:
    """One finding for each field that holds some; no query."""
    texts = {name: content[name] for name in ("kicker", "headline", "standfirst")}
    if "[[" in content["body"]:
        texts["body"] = richtext.plain_text(content["body"])
    for field, text in texts.items():
        guide = _GUIDE.search(text)
        if guide:
            said = _("Guiding text of a template is left: %s") % guide[0][:100]
            yield Finding(Level.WARNING, f"guide:{field}", said, field)
