"""The checklist before publishing: what a story lacks, as findings of three levels.

The rooms: finding (the values), blocking (errors), fields (the story's own fields), guides (of
templates), pictures, links and spelling. Nothing here is fetched from anywhere: what lies outside
the paper is judged by its address alone. Others import from here.
"""

from datetime import datetime

from articles.models import Article
from articles.readiness import blocking, fields, guides, links, pictures, spelling
from articles.readiness.blocking import embargo_end
from articles.readiness.finding import KINDS, TIMES, Finding, Level

__all__ = ["KINDS", "TIMES", "Finding", "Level", "embargo_end", "findings", "in_words", "problems"]


def problems(
    article: Article, content: dict, *, start: datetime, is_known: bool = False
) -> list[str]:
    """Sentences, each naming what stands in the way of publishing this content at `start`.
    `is_known`: readers know it, or what it was made of; what the desk writes now may be embargoed.
    At most two queries, none for a story without pictures.
    """
    found = blocking.errors(article, content, start, is_known=is_known)
    found += pictures.errors(article, content, start=start)
    return [finding.sentence for finding in found]


def findings(
    article: Article,
    content: dict,
    *,
    start: datetime,
    now: datetime,
    among=None,
    is_known: bool = False,
) -> list[Finding]:
    """Everything that a sub-editor would say of this content before readers see it at `start`,
    errors first.

    `among`: the stories that whoever asks may know of; of others, nothing is told that readers do
    not see. `is_known` as problems() has it. At most twelve queries, however long the text is.
    """
    found = [
        *blocking.errors(article, content, start, is_known=is_known),
        *fields.look_at(content),
        *guides.look_at(content),
        *pictures.look_at(article, content, start=start),
        *links.look_at(content, start=start, now=now, among=among),
        *spelling.look_at(content),
    ]
    order = list(Level)
    return sorted(found, key=lambda finding: order.index(finding.level))


def in_words(key: str) -> str:
    """What a finding's key stands for, where nothing but the key was kept."""
    kind = key.partition(":")[0]
    return str(KINDS.get(kind, kind))
