"""Loads the demo paper, paper.toml and stories/, by the desk's own verbs."""

import io
import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles import drafting, publishing
from articles.demo import pictures, standing
from articles.images import library
from articles.models import (
    Article,
    Author,
    Change,
    Front,
    Image,
    Placement,
    PublishedVersion,
    Section,
    StoryTemplate,
    Topic,
)

HERE = Path(__file__).resolve().parent
_SLOTS = {"lead": 0, "pin1": 1, "pin2": 2, "pin3": 3, "pin4": 4}
_STORY_LINK = re.compile(r'href="story:([a-z0-9-]+)"')


def is_loaded() -> bool:
    """Whether this database holds stories, of the demo or its own."""
    return Article.objects.exists()


def stories() -> list[tuple[str, dict, str]]:
    """(slug, fields, body) of every story, oldest first."""
    found = []
    for path in sorted((HERE / "stories").glob("*.txt")):
        _before, fields, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        found.append((path.stem, tomllib.loads(fields), body.strip()))
    return sorted(found, key=lambda story: -story[1]["days_ago"])


def load(*, by, now: datetime | None = None) -> Iterator[str]:
    """Loads the paper, yielding the slug of each story as it stands; call on an empty newsroom.

    All of it is one transaction, which lasts until the last story is asked for.
    """
    now = now or timezone.now()
    paper = tomllib.loads((HERE / "paper.toml").read_text(encoding="utf-8"))
    # Not a decorator: that would end the transaction before a generator runs its first line.
    with transaction.atomic():
        rows = {
            "sections": _sections(paper["sections"]),
            "topics": _topics(paper["topics"]),
            "authors": _authors(paper["authors"]),
            "pictures": {},
        }
        _templates(paper["templates"], rows)
        standing.load(now=now)
        for slug, fields, body in stories():
            article = _story(slug, fields, body, rows, by=by, now=now)
            if fields["front"]:
                front, _made = Front.objects.get_or_create(language=fields["language"])
                Placement.objects.create(front=front, article=article, slot=_SLOTS[fields["front"]])
            yield slug


def _sections(rows: list[dict]) -> dict[str, Section]:
    made: dict[str, Section] = {}
    for row in rows:
        fields = {name: row[name] for name in ("name", "slug", "language", "position")}
        made[row["key"]] = Section.objects.create(
            **fields, description=row["description"], parent=made.get(row.get("parent", ""))
        )
    return made


def _topics(rows: list[dict]) -> dict[str, Topic]:
    return {
        row["key"]: Topic.objects.create(
            **{name: row[name] for name in ("kind", "name", "slug", "description")},
            alternative_names="\n".join(row["alternative_names"]),
        )
        for row in rows
    }


def _authors(rows: list[dict]) -> dict[str, Author]:
    names = ("name", "slug", "role", "bio")
    return {
        row["key"]: Author.objects.create(**{name: row[name] for name in names}) for row in rows
    }


def _templates(made: list[dict], rows: dict) -> None:
    plain = (
        "name", "language", "kicker", "headline", "standfirst", "genre", "note_to_editors",
        "target_words", "body",
    )  # fmt: skip
    for row in made:
        section = rows["sections"].get(row["section"])
        template = StoryTemplate.objects.create(
            **{name: row[name] for name in plain}, section=section
        )
        template.topics.set(rows["topics"][key] for key in row["topics"])


def _picture(key: str, known: dict[str, Image], by) -> Image:
    """The picture of this key, drawn and taken in like any upload."""
    if key not in known:
        picture, out = pictures.PICTURES[key], io.BytesIO()
        # As a camera's file would come in; PNG took a third of the whole loading.
        pictures.draw(key).save(out, "JPEG", quality=92, subsampling=0)
        names = ("alt", "caption", "credit", "copyright", "focal_x", "focal_y")
        fields = {name: getattr(picture, name) for name in names}
        known[key], _is_new = library.add(
            ContentFile(out.getvalue(), f"{key}.jpg"), by=by, **fields
        )
    return known[key]


def _content(slug: str, fields: dict, body: str, rows: dict, by) -> dict:
    plain = (
        "headline", "kicker", "standfirst", "slugline", "dateline", "genre", "source",
        "credit_line", "copyright_line", "language", "urgency",
    )  # fmt: skip
    return {name: fields[name] for name in plain} | {
        "slug": slug,
        "body": _STORY_LINK.sub(_link, body),
        "section": rows["sections"][fields["section"]],
        "further_sections": [rows["sections"][key] for key in fields["further_sections"]],
        "topics": [rows["topics"][key] for key in fields["topics"]],
        "bylines": [(rows["authors"][row["author"]], row["role"]) for row in fields["bylines"]],
        "lead_image": _picture(fields["picture"], rows["pictures"], by)
        if fields["picture"]
        else None,
        "lead_image_caption": fields["picture_caption"],
    }


def _link(found: re.Match) -> str:
    """A link as the editor's box stores it: by uid, with the address that the story has by now."""
    uid = _uid(found[1])
    version = PublishedVersion.objects.filter(article__uid=uid).latest("live_from")
    return f'data-story="{uid}" href="{version.path}"'


def _uid(slug: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo:{slug}")


def _story(slug: str, fields: dict, body: str, rows: dict, *, by, now: datetime) -> Article:
    """One story brought to the state that its file names, at the moments that it names."""
    then = (now - timedelta(days=fields["days_ago"])).replace(second=0, microsecond=0)
    article = Article(uid=_uid(slug))
    first = body
    if fields["state"] == "corrected":
        first = body.replace(
            fields["corrected_paragraph_after"], fields["corrected_paragraph_before"]
        )
    content = _content(slug, fields, first, rows, by)
    if fields["state"] in _AHEAD:
        _AHEAD[fields["state"]](article, content, fields, by, then, now)
        return article
    drafting.save(article, content, base=None, by=by, now=then)
    if fields["state"] == "draft":
        return article
    publishing.publish(article, by=by, now=then)
    _AFTERWARDS.get(fields["state"], lambda *_: None)(article, fields, by, then)
    return article


def _schedule(article: Article, content: dict, fields: dict, by, then, now: datetime) -> None:
    drafting.save(article, content, base=None, by=by, now=then)
    publishing.publish(article, by=by, at=_ahead(now, fields["hours_ahead"]), now=then)


def _embargo(article: Article, content: dict, fields: dict, by, then, now: datetime) -> None:
    """Held until a moment ahead, at which it appears; the desk reads why."""
    until, reason = _ahead(now, fields["embargo_hours"]), fields["embargo_reason"]
    content |= {"embargoed_until": until, "embargo_reason": reason}
    drafting.save(article, content, base=None, by=by, now=then, note=reason)
    publishing.publish(article, by=by, at=until, now=then)


def _ahead(now: datetime, hours: float) -> datetime:
    return (now + timedelta(hours=hours)).replace(second=0, microsecond=0)


_AHEAD = {"scheduled": _schedule, "embargoed": _embargo}


def _correct(article: Article, fields: dict, by, then: datetime) -> None:
    before, after = (fields[f"corrected_paragraph_{part}"] for part in ("before", "after"))
    moment = then + timedelta(hours=3)
    changes = {"body": article.body.replace(before, after)}
    drafting.save(article, changes, base=article.head, by=by, now=moment)
    publishing.publish(
        article, by=by, change=Change.CORRECTION, note=fields["correction_text"], now=moment
    )


def _redraft(article: Article, fields: dict, by, then: datetime) -> None:
    changes = {"standfirst": fields["draft_standfirst"]}
    moment = then + timedelta(hours=5)
    drafting.save(article, changes, base=article.head, by=by, now=moment)


def _withdraw(article: Article, fields: dict, by, then: datetime) -> None:
    moment = then + timedelta(hours=12)
    publishing.withdraw(article, by=by, public_note=fields["public_note"], now=moment)


_AFTERWARDS = {"corrected": _correct, "live_with_draft": _redraft, "withdrawn": _withdraw}
