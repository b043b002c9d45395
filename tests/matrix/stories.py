"""The stories of the matrix, one in every state that readers and the desk know."""

from articles import drafting, limiting, publishing
from articles.errors import StaleBase
from articles.models import Article
from tests.base import EVENING, LATER, MINUTE, NOON
from tests.factories import change, make_article, make_live, reloaded


def of_colleagues(world) -> dict[str, Article]:
    """Each under its heading, begun by a colleague."""
    by, town, sport = world.colleague, world.town, world.sport
    return {
        "A colleague’s draft, in Town": _with_two_texts(_draft(by, town, "Tram line")),
        "A colleague’s draft, in Harbour": _draft(by, world.harbour, "Ferry"),
        "A colleague’s draft, in Sport": _with_two_texts(_draft(by, sport, "Rowing")),
        "A colleague’s draft, in no section": _draft(by, None, "Orphan"),
        "A scheduled story, in Town": _scheduled(by, town, "Bridge"),
        "A scheduled story, in Sport": _scheduled(by, sport, "Regatta"),
        "A live story, in Town": _live(by, town, "Market"),
        "A live story, in Sport": _live(by, sport, "Derby"),
        "A live story with an embargoed update, in Town": _with_update(by, town, "Lighthouse"),
        "A live story with an embargoed update, in Sport": _with_update(by, sport, "Transfer"),
        "A withdrawn story, in Town": _withdrawn(by, town, "Theatre"),
        "A withdrawn story, in Sport": _withdrawn(by, sport, "Chess"),
        "A story on legal hold, in Town": _draft(by, town, "Lawsuit", legal_hold=True),
        "A story on legal hold, in Sport": _draft(by, sport, "Doping", legal_hold=True),
        "A story that a hold stopped, in Town": _stopped(by, town, "Tunnel"),
        "A story that a hold stopped, in Sport": _stopped(by, sport, "Stadium"),
        "A removed draft, in Town": _removed(_draft(by, town, "Kiosk")),
        "A removed draft, in Sport": _removed(_draft(by, sport, "Fencing")),
        "A story limited to others, in Town": _limited(by, town, "Whistle"),
    }


def of_ones_own(world, of_town, everybody) -> dict:
    """Heading → key of a person → a story of theirs."""

    def each(users, section, name: str, dress=lambda story: story) -> dict:
        return {user.pk: dress(_draft(user, section, f"{name} {user}")) for user in users}

    return {
        "Their own draft, in Town": each(of_town, world.town, "Bakery", _with_two_texts),
        "Their own removed draft, in Town": each(of_town, world.town, "Kettle", _removed),
        "Their own draft, in no section": each(everybody, None, "Notebook"),
        "Their own draft, in Sport": each(of_town, world.sport, "Archery"),
    }


def _draft(by, section, name: str, **fields) -> Article:
    return make_article(by=by, section=section, headline=f"{name} plans leak", **fields)


def _with_two_texts(story: Article) -> Article:
    """Two saved at once: the later text waits beside the story to be settled."""
    first = story.head_id
    story = change(story, standfirst="The first of two.")
    try:
        drafting.save(reloaded(story), {"kicker": "Second"}, base=first, by=None, now=NOON)
    except StaleBase:
        return reloaded(story)
    raise AssertionError("two texts were expected")


def _scheduled(by, section, name: str) -> Article:
    story = _draft(by, section, name)
    publishing.publish(story, by=by, at=LATER, now=NOON)
    return reloaded(story)


def _stopped(by, section, name: str) -> Article:
    """Scheduled, put on hold, and freed once its moment had passed: it waits for a word."""
    story = _draft(by, section, name)
    publishing.publish(story, by=by, at=NOON + MINUTE, now=NOON)
    publishing.hold(story, by=by, reason="A letter came.", now=NOON + MINUTE / 2)
    publishing.clear_hold(story, by=by, now=NOON + 2 * MINUTE)
    return reloaded(story)


def _live(by, section, name: str) -> Article:
    """Live, with changes that are not published."""
    live = make_live(by=by, section=section, headline=f"{name} plans leak")
    return change(live.article, body="<p>Not published yet.</p>", by=by)


def _with_update(by, section, name: str) -> Article:
    story = change(_live(by, section, name), embargoed_until=LATER, by=by)
    publishing.publish(story, by=by, at=EVENING, now=NOON)
    return reloaded(story)


def _withdrawn(by, section, name: str) -> Article:
    story = make_live(by=by, section=section, headline=f"{name} plans leak").article
    publishing.withdraw(story, by=by, now=NOON + MINUTE)
    return reloaded(story)


def _limited(by, section, name: str) -> Article:
    story = _with_two_texts(_draft(by, section, name, legal_hold=True))
    limiting.limit(story, [by], by=None, now=NOON)
    return reloaded(story)


def _removed(story: Article) -> Article:
    drafting.remove(story, by=None, now=NOON)
    return reloaded(story)
