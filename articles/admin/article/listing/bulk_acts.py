"""What can be done to many stories at once: each act's words, its form, its checks, its verb.

An act goes through the same verbs and the same permissions as the page of one story; nothing here
writes. `obstacles` says before the press what `do` would refuse after it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from articles import content as contents
from articles import drafting, leaving, permissions, publishing
from articles.admin.article.listing.bulk_forms import (
    OwnerForm,
    PublishManyForm,
    SectionForm,
    TopicForm,
    WithdrawManyForm,
)
from articles.admin.article.sheets import checklist, sheet
from articles.errors import Refused
from articles.models import Article, Change, Withdrawal
from articles.permissions import Permissions
from articles.roles import Act


@dataclass(frozen=True)
class Doing:
    """What an act asks besides the story: who does it, when, and what was chosen."""

    theirs: Permissions
    by: object
    now: object
    chosen: dict


@dataclass(frozen=True)
class BulkAct:
    """`do` carries the act out on one story and raises Refused; True means that it was so before.
    `allowed` are the stories on which the person may do it; `is_so` tells of a story that was saved
    since whether it is as the act would leave it. `will` and `button` take the number of stories.
    """

    key: str
    label: str
    will: str
    button: str
    form: type[forms.Form]
    allowed: Callable[[Permissions], object]
    somewhere: Callable[[Permissions], bool]
    do: Callable[[Article, Doing], bool]
    obstacles: Callable[[Article, Doing], list[str]] = lambda article, doing: []
    is_so: Callable[[Article, Doing], bool] = lambda article, doing: False


def open_to(theirs: Permissions) -> list[BulkAct]:
    return [act for act in ACTS.values() if act.somewhere(theirs)]


def _content(changes: Callable[[Article, Doing], dict]) -> dict:
    """`do` and `is_so` of an act that changes what is written in a story."""

    def do(article: Article, doing: Doing) -> bool:
        before, after = _before_and_after(article, changes(article, doing))
        if after == before:
            return True
        refused = permissions.refused_changes(doing.theirs, article, before, after)
        if refused:
            raise Refused(" ".join(said for sentences in refused.values() for said in sentences))
        written = changes(article, doing)
        drafting.save(article, written, base=article.head_id, by=doing.by, now=doing.now)
        return False

    def is_so(article: Article, doing: Doing) -> bool:
        before, after = _before_and_after(article, changes(article, doing))
        return after == before

    return {"do": do, "is_so": is_so}


def _before_and_after(article: Article, changes: dict) -> tuple[dict, dict]:
    before = contents.of(article)
    return before, before | contents.normalise(changes)


def _another_section(article: Article, doing: Doing) -> dict:
    return {"section": doing.chosen["section"]}


def _one_topic_more(article: Article, doing: Doing) -> dict:
    return {"topics": [*contents.of(article)["topics"], doing.chosen["topic"].pk]}


def _one_topic_less(article: Article, doing: Doing) -> dict:
    taken = doing.chosen["topic"].pk
    present = contents.normalise({"topics": contents.of(article)["topics"]})["topics"]
    return {"topics": [key for key in present if key != taken]}


def _publish(article: Article, doing: Doing) -> bool:
    if article.live_words == article.head_words:
        return True
    change = doing.chosen.get("change") or Change.UPDATE
    publishing.publish(article, by=doing.by, change=change, now=doing.now)
    return False


def _against_publishing(article: Article, doing: Doing) -> list[str]:
    content = contents.of(article)
    checked = checklist.of(
        article,
        content,
        sheet.standing(article)["live"],
        start=doing.now,
        now=doing.now,
        among=doing.theirs.may(Act.SEE),
        shown=set(),
    )
    found = [line.finding.sentence for line in checked.errors]
    if checked.warnings:
        found.append(_("It has warnings: publish it on its own page."))
    if article.is_withdrawn:
        found.append(_("This story is withdrawn. Bring it back instead of publishing it."))
    if article.next_from is not None:
        found.append(_("A publication of it is scheduled. Settle that on its own page."))
    if not all(doing.theirs.within(Act.PUBLISH, key) for key in content["further_sections"]):
        found.append(_("It stands in a further section where you may not publish."))
    return found


def _withdraw(article: Article, doing: Doing) -> bool:
    if article.is_withdrawn:
        return True
    publishing.withdraw(
        article,
        by=doing.by,
        answer=Withdrawal.Answer.GONE,
        public_note=doing.chosen.get("public_note", ""),
        reason=doing.chosen.get("reason", ""),
        now=doing.now,
    )
    return False


def _against_withdrawing(article: Article, doing: Doing) -> list[str]:
    if article.live_words is None and not article.is_withdrawn:
        return [_("Readers do not see it now: there is nothing to withdraw.")]
    if article.next_from is not None and not article.is_withdrawn:
        return [_("A publication of it is scheduled. Settle that on its own page.")]
    return []


def _hand_over(article: Article, doing: Doing) -> bool:
    was = article.owner_id
    leaving.hand_over_story(article, to=doing.chosen["to"], by=doing.by, now=doing.now)
    return was == doing.chosen["to"].pk


def _may(act: Act) -> dict:
    return {
        "allowed": lambda theirs: theirs.may(act),
        "somewhere": lambda theirs: theirs.somewhere(act) and theirs.somewhere(Act.SEE),
    }


_WRITING = {
    "allowed": Permissions.may_edit,
    "somewhere": lambda theirs: theirs.writes() and theirs.somewhere(Act.SEE),
}

ACTS: dict[str, BulkAct] = {
    act.key: act
    for act in (
        BulkAct(
            "move",
            gettext_lazy("Move to a section…"),
            ngettext_lazy(
                "%d story will be moved to another section. Readers find it there once it is "
                "published again.",
                "%d stories will be moved to another section. Readers find them there once they "
                "are published again.",
            ),
            ngettext_lazy("Move %d story", "Move %d stories"),
            SectionForm,
            **_content(_another_section),
            **_WRITING,
        ),
        BulkAct(
            "add-topic",
            gettext_lazy("Add a topic…"),
            ngettext_lazy(
                "A topic will be added to %d story.", "A topic will be added to %d stories."
            ),
            ngettext_lazy("Add it to %d story", "Add it to %d stories"),
            TopicForm,
            **_content(_one_topic_more),
            **_WRITING,
        ),
        BulkAct(
            "take-topic",
            gettext_lazy("Take a topic away…"),
            ngettext_lazy(
                "A topic will be taken away from %d story.",
                "A topic will be taken away from %d stories.",
            ),
            ngettext_lazy("Take it from %d story", "Take it from %d stories"),
            TopicForm,
            **_content(_one_topic_less),
            **_WRITING,
        ),
        BulkAct(
            "publish",
            gettext_lazy("Publish…"),
            ngettext_lazy(
                "%d story will be published now, as the list showed it. It keeps its date.",
                "%d stories will be published now, as the list showed them. Each keeps its date.",
            ),
            ngettext_lazy("Publish %d story now", "Publish %d stories now"),
            PublishManyForm,
            do=_publish,
            obstacles=_against_publishing,
            **_may(Act.PUBLISH),
        ),
        BulkAct(
            "withdraw",
            gettext_lazy("Withdraw…"),
            ngettext_lazy(
                "%d story will be taken down now. Whoever comes to it reads that it is gone.",
                "%d stories will be taken down now. Whoever comes to one reads that it is gone.",
            ),
            ngettext_lazy("Withdraw %d story now", "Withdraw %d stories now"),
            WithdrawManyForm,
            do=_withdraw,
            obstacles=_against_withdrawing,
            **_may(Act.WITHDRAW),
        ),
        BulkAct(
            "hand-over",
            gettext_lazy("Hand over…"),
            ngettext_lazy(
                "%d story will have another owner.", "%d stories will have another owner."
            ),
            ngettext_lazy("Hand over %d story", "Hand over %d stories"),
            OwnerForm,
            do=_hand_over,
            **_may(Act.EDIT_ANY),
        ),
    )
}
