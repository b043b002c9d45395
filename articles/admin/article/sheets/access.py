"""The sheets of access: a limit to named people, another owner; and who finds which door."""

from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import leaving, limiting, people
from articles.admin.article import stopped
from articles.admin.article.sheets import sheet
from articles.admin.desk import may, may_edit
from articles.admin.entrance import recent
from articles.models import Article
from articles.roles import Act

_OF_STOPPED = (Act.PUBLISH, Act.SCHEDULE, Act.CORRECT)


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user) -> str:
        return people.full_name(user)


class LimitForm(forms.Form):
    people = PeopleField(
        get_user_model().objects.none(),
        label=gettext_lazy("Only these people see the story"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Whatever the roles of others, chief editors included. Tick nobody to lift the limit."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people.at_the_desk(Act.SEE)


class OwnerField(forms.ModelChoiceField):
    label_from_instance = PeopleField.label_from_instance


class OwnerForm(forms.Form):
    to = OwnerField(get_user_model().objects.none(), label=gettext_lazy("New owner"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people.at_the_desk(Act.EDIT_OWN)


def doors(request, article: Article) -> dict:
    """Which ways lead on from a story's page, for its template."""
    return {
        "halted": _halted(request, article),
        "may_publish": may(request, Act.PUBLISH, article),
        "may_schedule": may(request, Act.SCHEDULE, article),
        "may_withdraw": may(request, Act.WITHDRAW, article),
        "may_hold": not article.legal_hold and may(request, Act.HOLD, article),
        "may_clear_hold": article.legal_hold and may(request, Act.CLEAR_HOLD, article),
        "may_remove": may_edit(request, article),
        "may_limit": may(request, Act.LIMIT, article),
        "may_hand_over": may(request, Act.EDIT_ANY, article),
        "may_read_audit": may(request, Act.READ_AUDIT, article),
        "named": [people.full_name(row.user) for row in _limits(article)],
    }


def _halted(request, article: Article) -> list[stopped.Line]:
    """What a legal hold stopped, each with its presses."""
    rows = list(stopped.of_story(article))
    acts = {act for act in _OF_STOPPED if may(request, act, article)} if rows else set()
    held = article.legal_hold
    return [stopped.line(row, stopped.presses(row, is_held=held, acts=acts)) for row in rows]


def _limits(article: Article):
    return article.access_limits.select_related("user").order_by("user__username")


def limit(model_admin, request, article) -> HttpResponse:
    """Names who alone may see a story; whoever leaves themselves out does not see it again."""
    recent.require(request)
    named = [row.user_id for row in _limits(article)]
    form = LimitForm(sheet.sent(request), initial={"people": named or [request.user.pk]})

    def act():
        chosen = form.cleaned_data["people"]
        if not chosen:
            limiting.lift(article, by=request.user)
            return _("The limit is lifted: roles decide again who sees the story.")
        limiting.limit(article, chosen, by=request.user)
        return _("Only the people named see the story now.")

    return sheet.show(model_admin, request, article, form, act, _("Limit to named people"))


def hand_over(model_admin, request, article) -> HttpResponse:
    form = OwnerForm(sheet.sent(request), initial={"to": article.owner_id})

    def act():
        to = form.cleaned_data["to"]
        leaving.hand_over_story(article, to=to, by=request.user)
        return _("The story is %s’s now.") % people.full_name(to)

    return sheet.show(model_admin, request, article, form, act, _("Hand over"))
