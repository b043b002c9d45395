"""Every way in which a story is hidden altogether, or from those who do not know its address.

Each leaves behind what it made at the last microsecond before NIGHT, when much of it begins.
"""

from collections.abc import Callable

from articles import drafting, limiting, merging, presence, publishing
from articles.drafting import removal
from articles.models import OPEN, Article, Front, Placement, PublishedVersion, Stage, Withdrawal
from articles.wire import importing
from articles.wire.formats.story import WireStory
from tests.base import DAY, EVENING, HOUR, LATER, MINUTE, NOON
from tests.canaries.words import LINKED, NIGHT, Secret, ada, harbour
from tests.factories import change, make_article, make_author, make_live, make_topic, reloaded


def _draft(secret: Secret, by) -> Article:
    article = make_article(by=by, **secret.fields(noindex=True, urgency=1, target_words=4321))
    saved = {"note": secret.word, "window": f"{secret.word}{secret.language}"}
    drafting.save(article, {"kicker": secret.word}, base=article.head, by=by, now=NOON, **saved)
    return article


def _in_stage(stage: str) -> Callable:
    def make(secret: Secret, by) -> Article:
        article = make_article(by=by, **secret.fields())
        # Nothing but the column, until the desk has verbs for its stages.
        Article.objects.filter(pk=article.pk).update(stage=stage)
        return article

    return make


def _scheduled(secret: Secret, by) -> Article:
    return published_at(NIGHT, make_article(by=by, **secret.fields()), secret, by)


def published_at(at, article: Article, secret: Secret, by, **options) -> Article:
    publishing.publish(article, by=by, at=at, now=NOON, **secret.told(), **options)
    return article


def _embargoed(secret: Secret, by) -> Article:
    article = make_article(by=by, **secret.fields(embargoed_until=NIGHT))
    return published_at(NIGHT, article, secret, by)


def _embargoed_draft(secret: Secret, by) -> Article:
    return make_article(by=by, **secret.fields(embargoed_until=OPEN))


def _held_draft(secret: Secret, by) -> Article:
    return make_article(by=by, **secret.fields(legal_hold=True))


def _stopped(secret: Secret, by) -> Article:
    """A hold took it out of the queue, and its moment has passed since."""
    article = published_at(EVENING, make_article(by=by, **secret.fields()), secret, by)
    publishing.hold(reloaded(article), by=by, reason=f"{secret.word} letter", now=LATER)
    return article


def _taken_back(secret: Secret, by) -> Article:
    article = make_article(by=by, **secret.fields())
    version = publishing.publish(article, by=by, at=LATER, now=NOON, **secret.told())
    publishing.unschedule(version, by=by, now=NOON)
    return article


def _removed(secret: Secret, by) -> Article:
    article = make_article(by=by, **secret.fields())
    removal.remove(article, by=by, now=NOON)
    return article


def _erased(secret: Secret, by) -> Article:
    """Nothing of it is left but the places and the picture that were made for it."""
    article = make_article(by=by, now=NOON - 90 * DAY, **secret.fields())
    removal.remove(article, by=by, now=NOON - 90 * DAY)
    assert removal.erase(article, by=by, now=NOON)
    return article


def _limited(secret: Secret, by) -> Article:
    article = make_article(by=by, **secret.fields(legal_hold=True))
    limiting.limit(article, [by], by=by, now=NOON)
    return article


def _linked(secret: Secret, by) -> Article:
    """A story that readers see leads to it, by its uid."""
    article = Article(uid=LINKED[secret.language])
    drafting.save(article, secret.fields(), base=None, by=by, now=NOON)
    return published_at(NIGHT, article, secret, by)


def _unsaved(secret: Secret, by) -> Article:
    """Typed into an empty story that stands open."""
    article = make_article(by=by, section=None, headline="", body="", language=secret.language)
    empty = reloaded(article).head.content
    typed = {name: [f"{secret.word} {name}"] for name in ("headline", "standfirst", "slug")}
    window = f"{secret.word}{secret.language}"
    drafting.keep(
        article,
        typed | {"body": [f"<p>{secret.word}</p>"]},
        empty | {name: values[0] for name, values in typed.items()},
        base=article.head_id,
        window=window,
        by=by,
        now=NOON,
    )
    presence.say_here(article, window, by=by, has_unsaved=True, now=NIGHT - MINUTE)
    article.unsaved_texts.update(note=secret.word)
    return article


def _by_wire(secret: Secret, by) -> Article:
    """A dispatch became a working copy, and a newer one of it waits since the copy was edited."""
    first = importing.import_story(_dispatch(secret), by=by, now=NOON)
    change(first.article, by=by, **secret.fields())
    newer = _dispatch(secret, "It said more in the evening.")
    assert importing.import_story(newer, by=by, now=LATER).outcome == "conflict"
    return first.article


def _dispatch(secret: Secret, *more: str) -> WireStory:
    word = f"{secret.word} {secret.language}"
    return WireStory(
        format="plain_text",
        file_name=f"{word}.txt",
        headline=f"{word} headline",
        paragraphs=(f"{word} said that {word} is {word}.", f"It is {word} told.", *more),
        dated_at=NOON - DAY,
        date_line=f"{word} line",
        zone=secret.word,
        agency=f"{word} agency",
        language=secret.language,
        encoding=secret.word,
    )


def _merged(secret: Secret, by) -> Article:
    """Its topic and its author turn out to be others, which are hidden too."""
    article = published_at(NIGHT, make_article(by=by, **secret.fields()), secret, by)
    topic = make_topic(f"{secret.word} whole {secret.language}", description=secret.word)
    author = make_author(f"{secret.word} whole {secret.language}", bio=secret.word)
    merging.merge(secret.topic, topic, by=by, now=NOON)
    merging.merge(secret.author, author, by=by, now=NOON)
    return article


def _merged_into_known(secret: Secret, by) -> Article:
    """Its topic and its author turn out to be others, of whom readers know."""
    article = published_at(NIGHT, make_article(by=by, **secret.fields()), secret, by)
    merging.merge(secret.topic, harbour(), by=by, now=NOON)
    merging.merge(secret.author, ada(), by=by, now=NOON)
    return article


def _placed(secret: Secret, by) -> Article:
    article = make_article(by=by, **secret.fields())
    front, _made = Front.objects.get_or_create(language=secret.language)
    Placement.objects.create(front=front, article=article, slot=0)
    return article


def _withdrawn(answer: int) -> Callable:
    def make(secret: Secret, by) -> Article:
        version = make_live(by=by, now=NOON - DAY, told=secret.word, **secret.fields())
        instead = PublishedVersion.objects.live(NOON).filter(headline="Instead").first()
        publishing.withdraw(
            version.article,
            by=by,
            answer=answer,
            reason=f"{secret.word} reason",
            public_note="Withdrawn by the editor.",
            see_instead=instead.article if answer == Withdrawal.Answer.MOVED else None,
            now=NOON,
        )
        return version.article

    return make


def _to_come_back(secret: Secret, by) -> Article:
    """Withdrawn as if it had never been, and brought back at a moment to come."""
    article = _withdrawn(Withdrawal.Answer.NEVER)(secret, by)
    publishing.bring_back(article, by=by, at=NIGHT, now=NOON + HOUR)
    return article


NEVER_SEEN = {
    "draft": _draft,
    "submitted": _in_stage(Stage.SUBMITTED),
    "spiked": _in_stage(Stage.SPIKED),
    "scheduled": _scheduled,
    "embargoed": _embargoed,
    "untillifted": _embargoed_draft,
    "held": _held_draft,
    "stopped": _stopped,
    "takenback": _taken_back,
    "removed": _removed,
    "erased": _erased,
    "limited": _limited,
    "linked": _linked,
    "unsaved": _unsaved,
    "wire": _by_wire,
    "merged": _merged,
    "mergedintoknown": _merged_into_known,
    "placed": _placed,
    "gone": _withdrawn(Withdrawal.Answer.GONE),
    "never": _withdrawn(Withdrawal.Answer.NEVER),
    "moved": _withdrawn(Withdrawal.Answer.MOVED),
    "comingback": _to_come_back,
}
# What is answered at the very address of these, and nowhere else, is public.
ANSWERED = {"zqgone": 410, "zqmoved": 301}
