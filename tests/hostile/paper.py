"""A small paper for hostile walks: people, sections, stories that each carry a word of their own.

The word of a story stands in everything that was ever written in it, and nowhere else: where it is
read at the desk by somebody who may not see the story, the desk has told a secret.
"""

from dataclasses import dataclass, field

from articles import drafting, limiting, publishing
from articles.errors import StaleBase
from articles.models import Article, Author, Front, Placement, Section
from tests.base import DAY, HOUR, LATER, MINUTE, NOON, person
from tests.factories import change, make_article, make_author, make_section, make_topic, reloaded
from tests.wire.dispatches import bring_in

WORDS = (
    "Abrelorn", "Bintavel", "Corvaspe", "Dulmerik", "Esquorin", "Fandrowe", "Gostavil", "Hermolyn",
    "Ivantrog", "Jastruvo", "Kelmidor", "Lorquent", "Mistavon", "Nolverik", "Oskandre", "Purvalen",
    "Quendoril", "Rastomel", "Sivernok", "Tolmandry",
)  # fmt: skip


@dataclass
class Paper:
    walker: object
    town: Section
    harbour: Section
    sport: Section
    chief: object
    colleague: object
    # Story → its word.
    words: dict[int, str] = field(default_factory=dict)
    stories: dict[str, Article] = field(default_factory=dict)

    def word_of(self, name: str) -> str:
        return self.words[self.stories[name].pk]


def make(walker) -> Paper:
    """`walker` is who will walk: some stories are theirs, in a section or in none."""
    town = make_section("Town")
    harbour, sport = make_section("Harbour", parent=town), make_section("Sport")
    paper = Paper(walker, town, harbour, sport, person("chief_editor", name="chief"), None)
    person("chief_editor", name="second-chief")
    paper.colleague = person("reporter", name="colleague", section=town)
    other = person("editor", name="sport-editor", section=sport)
    # Somebody without a role, whose account the weakest giver could be tempted to use.
    person("", name="newcomer")
    for name, section, owner in (
        ("own", town, walker),
        ("colleague's", town, paper.colleague),
        ("own in no section", None, walker),
        ("other's in no section", None, paper.colleague),
        ("sport's", sport, other),
    ):
        _write(paper, name, section, owner)
    for place, section in (("town", town), ("sport", sport)):
        owner = paper.colleague if section is town else other
        _in_every_state(paper, place, section, owner)
    _limited(paper)
    _from_the_wire(paper, other)
    front = Front.objects.create(language="en")
    Placement.objects.create(front=front, article=paper.stories["sport live"], slot=1)
    Placement.objects.create(front=front, article=paper.stories["limited"], slot=2)
    return paper


def _write(paper: Paper, name: str, section, owner, **fields) -> Article:
    word = WORDS[len(paper.words)]
    author = Author.objects.filter(name="Wanda Plume").first() or make_author("Wanda Plume")
    story = make_article(
        by=owner,
        section=section,
        **{**_in_all_texts(word), "slug": f"story-{len(paper.words)}", "bylines": [author]},
        topics=[make_topic()],
        **fields,
    )
    paper.words[story.pk], paper.stories[name] = word, story
    return story


def _in_all_texts(word: str) -> dict:
    return {
        "headline": f"{word} in the headline",
        "kicker": f"{word} kicker",
        "standfirst": f"{word} under the headline",
        "slugline": f"{word}-slugline",
        "body": f"<p>{word} in the text.</p>",
        "note_to_editors": f"{word} in a note",
        "lead_image_caption": f"{word} under a picture",
        "dateline": f"{word} on Sea",
        "source": f"{word} Agency",
    }


def _in_every_state(paper: Paper, place: str, section, owner) -> None:
    publishing.publish(_write(paper, f"{place} live", section, owner), by=None, now=NOON - HOUR)
    waits = _write(paper, f"{place} scheduled", section, owner)
    publishing.publish(waits, by=None, at=NOON + DAY, now=NOON)
    gone = publishing.publish(
        _write(paper, f"{place} withdrawn", section, owner), by=None, now=NOON
    )
    publishing.withdraw(gone.article, by=None, reason="A mistake", now=NOON + MINUTE)
    _write(paper, f"{place} embargoed", section, owner, embargoed_until=NOON + DAY)
    held = _write(paper, f"{place} held", section, owner)
    reason = f"{paper.words[held.pk]} in a reason"
    change(held, legal_hold=True, legal_hold_reason=reason)
    _with_a_refused_text(_write(paper, f"{place} in conflict", section, owner), owner)


def _with_a_refused_text(story: Article, owner) -> None:
    """Two saves on one text: the second waits to be settled, without the embargo of the first."""
    late, base = reloaded(story), story.head_id
    change(story, embargoed_until=NOON + DAY, legal_hold=True)
    try:
        changes = {"kicker": late.kicker + " again"}
        drafting.save(late, changes, base=base, by=owner, now=LATER)
    except StaleBase:
        pass


def _limited(paper: Paper) -> None:
    """One that the chief alone sees, though it is the walker's own; and one for the two of them."""
    story = _write(paper, "limited", paper.town, paper.walker, embargoed_until=NOON + DAY)
    limiting.limit(story, [paper.chief], by=None, now=NOON)


def _from_the_wire(paper: Paper, owner) -> None:
    """A dispatch of the other desk; its own text holds no word, so that it may be typed."""
    story = bring_in(by=owner, section=paper.sport).article
    word = WORDS[len(paper.words)]
    change(story, headline=f"{word} by wire", note_to_editors=f"{word} in a note")
    paper.words[story.pk], paper.stories["dispatch"] = word, story
