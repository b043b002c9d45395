"""The content of a story as one plain value: what a revision stores, what two editors compare.

A content is a dict of every name in FIELDS to a JSON value:
    texts and choices   str;  urgency int;  target_words int or None;  noindex,
    legal_hold, lead_image_is_decoration bool
    moments             ISO 8601 in UTC, or None
    section, lead_image row number or None
    further_sections, topics  row numbers in the order given
    bylines             [{"author": row number, "role": str}, …] in the order printed
"""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import richtext, uses
from articles.errors import Invalid
from articles.models import Article, Author, Image, Section, Topic
from articles.models.address import Mergeable

TEXTS = (
    "headline", "kicker", "standfirst", "slug", "slugline", "dateline", "genre", "source",
    "credit_line", "copyright_line", "lead_image_caption", "lead_image_alt", "language",
    "direction", "note_to_editors", "seo_headline", "seo_description", "social_headline",
    "social_description", "legal_hold_reason", "embargo_reason",
)  # fmt: skip
# Those of them that are words of the story, and so in its language.
WORDS = frozenset({
    "headline", "kicker", "standfirst", "dateline", "lead_image_caption", "lead_image_alt",
    "seo_headline", "seo_description", "social_headline", "social_description",
})  # fmt: skip
NUMBERS = ("urgency", "target_words", "noindex", "legal_hold", "lead_image_is_decoration")
MOMENTS = ("dated_at", "embargoed_until")
KEYS = {"section": Section, "lead_image": Image}
LISTS = {"further_sections": Section, "topics": Topic}
BYLINES = "bylines"
COLUMNS = (*TEXTS, "body", *NUMBERS, *MOMENTS, *KEYS)
FIELDS = (*COLUMNS, *LISTS, BYLINES)


def label(name: str) -> str:
    """What editors call a field."""
    return _("bylines") if name == BYLINES else str(Article._meta.get_field(name).verbose_name)


def of(article: Article) -> dict:
    """The content of a working copy as it stands in memory; lists are read from the database."""
    content = {name: getattr(article, name) for name in (*TEXTS, "body", *NUMBERS)}
    content |= {name: stored_moment(getattr(article, name)) for name in MOMENTS}
    content |= {name: getattr(article, f"{name}_id") for name in KEYS}
    if article.pk is None:
        return content | {name: [] for name in (*LISTS, BYLINES)}
    stored = {name: _stored_list(article, name) for name in LISTS}
    bylines = article.bylines.values("author", "role").order_by("position")
    return content | stored | {BYLINES: list(bylines)}


def _stored_list(article: Article, name: str) -> list[int]:
    through, key = rows_of(name)
    rows = through.objects.filter(article_id=article.pk).order_by("id")
    return list(rows.values_list(key, flat=True))


def rows_of(name: str) -> tuple[type[Model], str]:
    """The model of a list's rows, whose own order is the list's, and its column of keys."""
    through = Article._meta.get_field(name).remote_field.through
    return through, f"{LISTS[name]._meta.model_name}_id"


def normalise(changes: dict) -> dict:
    """Changes as callers write them (objects, keys, datetimes) → as a content holds them.

    Raises Invalid for names that no story has, for keys of rows that do not exist and for texts
    that cannot be stored; BodyRefused for a body that will not be cleaned.
    """
    unknown = changes.keys() - set(FIELDS)
    if unknown:
        raise Invalid({name: [_("A story has no such field.")] for name in sorted(unknown)})
    return {name: _read(name, value) for name, value in changes.items()}


def _read(name: str, value):
    """_value(), with what cannot be read at all refused by the field's name."""
    try:
        return _value(name, value)
    except ValidationError as fault:
        raise Invalid({name: [str(said) for said in fault.messages]}) from fault
    except (ValueError, TypeError, OverflowError) as fault:
        raise Invalid({name: [_("This cannot be read.")]}) from fault


def _value(name: str, value):
    if name == "body":
        return richtext.clean(value or "")
    if name in TEXTS:
        return _text(value)
    if name in MOMENTS:
        return stored_moment(value)
    if name in KEYS:
        return _existing(name, KEYS[name], [value])[0] if value not in (None, "") else None
    if name in LISTS:
        return _existing(name, LISTS[name], _distinct(value))
    if name == BYLINES:
        return _bylines(value)
    return Article._meta.get_field(name).to_python(value)


def _text(value) -> str:
    """NFC, without control characters (PostgreSQL refuses NUL) and without lone surrogates."""
    text = str(value or "").encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def stored_moment(value: datetime | str | None) -> str | None:
    """A moment as a content holds it; one without a zone is on the newsroom's clock."""
    if value in (None, ""):
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if timezone.is_naive(value):
        value = timezone.make_aware(value)
    return value.astimezone(UTC).isoformat()


def _key(value) -> int:
    return value.pk if isinstance(value, Model) else int(value)


def _distinct(values: Iterable | None) -> list[int]:
    return list(dict.fromkeys(_key(value) for value in values or ()))


def _existing(name: str, model: type[Model], values: list) -> list[int]:
    """The keys of these rows; of a topic or an author that was merged, of what it is now."""
    return list(dict.fromkeys(_present(name, model, [_key(value) for value in values]).values()))


def _present(name: str, model: type[Model], keys: list[int]) -> dict[int, int]:
    """Key → the key of what it is now, in the order given."""
    if issubclass(model, Mergeable):
        found = model.objects.present_keys(keys)
    else:
        found = {key: key for key in model.objects.filter(pk__in=keys).values_list("pk", flat=True)}
    if found.keys() != set(keys):
        raise Invalid({name: [_("This does not exist (any more).")]})
    return {key: found[key] for key in keys}


def _bylines(values: Iterable | None) -> list[dict]:
    """From authors, (author, role) pairs or dicts; an author stands once, where named first."""
    rows: dict[int, str] = {}
    for value in values or ():
        if isinstance(value, dict):
            author, role = value["author"], value.get("role", "")
        else:
            author, role = value if isinstance(value, tuple) else (value, "")
        rows.setdefault(_key(author), _text(role)[:100])
    named: dict[int, str] = {}
    for key, author in _present(BYLINES, Author, list(rows)).items():
        named.setdefault(author, rows[key])
    return [{"author": author, "role": role} for author, role in named.items()]


def columns(content: dict) -> dict:
    """The columns of Article that a content fills, ready for update() or setattr."""
    values = {name: content[name] for name in (*TEXTS, "body", *NUMBERS)}
    values |= {name: moment(content[name]) for name in MOMENTS}
    return values | {f"{name}_id": content[name] for name in KEYS}


def moment(text: str | None) -> datetime | None:
    """A content's moment as an aware datetime."""
    return datetime.fromisoformat(text) if text else None


def validate(content: dict) -> None:
    """Raises Invalid where a column would not take a value (length, choice, range)."""
    probe = Article(**columns(content))
    try:
        probe.clean_fields(exclude={"section", "lead_image", "head", "created_by", "owner"})
        probe.validate_constraints(exclude={"section", "lead_image", "desk"})
    except ValidationError as fault:
        raise Invalid(
            {name: [str(said) for said in sentences] for name, sentences in fault}
        ) from fault


def differing(one: dict, other: dict) -> list[str]:
    """The names of fields in which two contents differ, in the order of FIELDS."""
    return [name for name in FIELDS if one.get(name) != other.get(name)]


def write_lists(article: Article, content: dict, names: Iterable[str]) -> None:
    """Brings the relations of a working copy in line with a content."""
    names = list(names)
    if {"body", "lead_image"} & set(names):
        uses.write_working_copy(article, content)
    for name in names:
        if name == BYLINES:
            article.bylines.all().delete()
            article.bylines.bulk_create(
                article.bylines.model(
                    article=article, author_id=row["author"], role=row["role"], position=position
                )
                for position, row in enumerate(content[BYLINES])
            )
        elif name in LISTS:
            # Written as rows in the order given; add() keeps none.
            through, key = rows_of(name)
            through.objects.filter(article_id=article.pk).delete()
            through.objects.bulk_create(
                through(article_id=article.pk, **{key: value}) for value in content[name]
            )
