"""Pages and cards to and from the composed columns of a version, which hold them as JSON."""

from dataclasses import asdict, replace
from datetime import datetime

from articles import content as contents
from articles.composing.page import (
    Byline,
    Card,
    Crop,
    Link,
    Notice,
    Page,
    Picture,
    Shape,
    TopicLink,
)
from articles.composing.rights import in_force
from articles.models import PublishedVersion


def columns(page: Page) -> dict:
    """The composed columns of a version: {"path", "card", "page"}."""
    own = page
    if page.picture:
        own = replace(page, picture=replace(page.picture, shapes=()))
    return {"path": page.path, "card": to_json(card(page)), "page": to_json(own)}


def card(page: Page) -> Card:
    """What lists print of a page."""
    values = {name: getattr(page, name) for name in Card.__dataclass_fields__}
    if page.picture:
        values["picture"] = replace(page.picture, crops=())
    return Card(**values)


def to_json(value: Card) -> dict:
    """A page or card as JSON holds it; body and dates as text."""
    return _jsonable(asdict(value))


_UNSAID = (("made_with_ai", ""), ("until", None), ("avif_srcset", ""), ("shapes", ()))


def _jsonable(value):
    """A picture that AI had no part in says nothing of it, nor one whose rights have no end, or
    that has no AVIF or no shapes, as nothing did before pictures had the words.
    """
    if isinstance(value, dict):
        items = value.items()
        return {key: _jsonable(item) for key, item in items if (key, item) not in _UNSAID}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def with_files(stored: dict, files: dict) -> dict:
    """A stored page or card whose picture has these files (making.files_of); its words stay."""
    if not stored["picture"]:
        return stored
    picture = _jsonable(asdict(replace(_picture(stored["picture"]), **files))) if files else None
    return stored | {"picture": picture}


def page_of(version: PublishedVersion, now: datetime) -> Page:
    """The stored page of a version as it is at this moment: without pictures whose rights have
    ended. No query.

    What was stored before pages knew the sections above their own names that one alone.
    """
    stored = version.page
    own = [stored["section"]] if stored["section"] else []
    return Page(
        **_card_values(stored, now),
        body_html=in_force(stored["body_html"], now),
        **{
            name: stored[name]
            for name in Page.__dataclass_fields__
            if name not in Card.__dataclass_fields__ and name not in _NESTED
        },
        section=Link(**stored["section"]) if stored["section"] else None,
        sections=tuple(Link(**row) for row in stored.get("sections", own)),
        bylines=tuple(Byline(**row) for row in stored["bylines"]),
        topics=tuple(TopicLink(**row) for row in stored["topics"]),
        topic_keys=tuple(stored["topic_keys"]),
        corrections=tuple(
            Notice(row["kind"], row["text"], datetime.fromisoformat(row["at"]))
            for row in stored["corrections"]
        ),
    )


_NESTED = frozenset(
    {"section", "sections", "bylines", "topics", "topic_keys", "corrections", "body_html"}
)


def card_of(version: PublishedVersion, now: datetime) -> Card:
    """The stored card of a version as it is at this moment; no query."""
    return card_from(version.card, now)


def card_from(stored: dict, now: datetime) -> Card:
    """A card from its stored JSON, as it is at this moment."""
    return Card(**_card_values(stored, now))


def _card_values(stored: dict, now: datetime) -> dict:
    values = {name: stored[name] for name in Card.__dataclass_fields__}
    picture = _picture(stored["picture"]) if stored["picture"] else None
    values["picture"] = picture if picture and picture.is_in_force(now) else None
    for name in ("dated_at", "updated_at"):
        values[name] = contents.moment(stored[name])
    return values


def _picture(stored: dict) -> Picture:
    """What was stored before pictures had crops, or cards had shapes, has none."""
    crops = tuple(Crop(**row) for row in stored.get("crops", ()))
    shapes = tuple(Shape(**row) for row in stored.get("shapes", ()))
    return Picture(**stored | {"crops": crops, "shapes": shapes})
