"""What the desk has of a story, or plans with it, while readers see another text of it."""

from articles import drafting, publishing
from articles.errors import StaleBase
from articles.models import OPEN, Article
from tests.base import EVENING, HOUR, LATER, NOON
from tests.canaries.never_seen import published_at
from tests.canaries.words import NIGHT, Secret, town
from tests.factories import change, make_live, reloaded


def _changed(secret: Secret, by, live: Article) -> Article:
    return change(live, by=by, **secret.update())


def _update_ahead(secret: Secret, by, live: Article) -> Article:
    return published_at(NIGHT, change(live, by=by, **secret.update()), secret, by)


def _update_taken_back(secret: Secret, by, live: Article) -> Article:
    version = publishing.publish(
        change(live, by=by, **secret.update()), by=by, at=LATER, now=NOON, **secret.told()
    )
    publishing.unschedule(version, by=by, now=NOON)
    return live


def _update_until_lifted(secret: Secret, by, live: Article) -> Article:
    return change(live, by=by, **secret.update(embargoed_until=OPEN))


def _update_stopped(secret: Secret, by, live: Article) -> Article:
    copy = change(live, by=by, **secret.update())
    published_at(EVENING, copy, secret, by)
    publishing.hold(reloaded(live), by=by, reason=f"{secret.word} letter", now=LATER)
    return live


def _rebased(secret: Secret, by, live: Article) -> Article:
    """What waits takes over what another text, which waits too, changes before it."""
    copy = change(live, by=by, **secret.update() | {"kicker": ""})
    published_at(NIGHT + HOUR, copy, secret, by)
    copy = change(live, by=by, kicker=f"{secret.word} fixed")
    return published_at(NIGHT, copy, secret, by, queue="rebase")


def _refused(secret: Secret, by, live: Article) -> Article:
    """Somebody saved first: the other text waits beside the history."""
    base = reloaded(live)
    change(live, by=by, kicker=f"{secret.word} first")
    try:
        drafting.save(base, secret.update(), base=base.head_id, by=by, now=NOON)
    except StaleBase:
        return live
    raise AssertionError("Nothing was refused.")


def _typed_into(secret: Secret, by, live: Article) -> Article:
    head = reloaded(live).head
    drafting.lay_out(
        live, secret.update(), base=head, by=by, kind="saved", note=secret.word, now=NOON
    )
    return live


def _to_be_withdrawn(secret: Secret, by, live: Article) -> Article:
    """Nobody is told why before it is down."""
    words = {"reason": f"{secret.word} reason", "public_note": f"{secret.word} public note"}
    publishing.withdraw(live, by=by, at=NIGHT + 2 * HOUR, now=NOON, **words)
    return live


BESIDE = {
    "changed": _changed,
    "updateahead": _update_ahead,
    "updatetakenback": _update_taken_back,
    "updateuntillifted": _update_until_lifted,
    "updatestopped": _update_stopped,
    "rebased": _rebased,
    "refused": _refused,
    "typedinto": _typed_into,
    "tobewithdrawn": _to_be_withdrawn,
}


def amended(secret: Secret, by) -> Article:
    """Readers see an amendment, made while the copy holds a text under an embargo."""
    shared = {"language": secret.language, "section": town(secret.language)}
    version = make_live(**shared, headline="Amened")
    change(version.article, by=by, **secret.update(embargoed_until=OPEN))
    amendment = {"headline": "Amended"}
    publishing.amend(version.article, amendment, base=version.revision_id, by=by, now=LATER)
    return version.article
