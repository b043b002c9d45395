"""The sheets of access: a legal hold set or cleared, a limit to named people, another owner."""

from django import forms
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafting, leaving, limiting, people
from articles.admin.article.sheets import sheet
from articles.admin.desk import may, may_edit, require
from articles.admin.entrance import recent
from articles.models import Article
from articles.roles import Act


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=Article._meta.get_field("legal_hold_reason").max_length,
        help_text=gettext_lazy("For the desk alone. Nothing is published until it is cleared."),
    )


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


def _limits(article: Article):
    return article.access_limits.select_related("user").order_by("user__username")


def hold(model_admin, request, article) -> HttpResponse:
    if article.legal_hold:
        require(request, Act.CLEAR_HOLD, article)
    form = HoldForm(sheet.sent(request), initial={"reason": article.legal_hold_reason})

    def act():
        changes = {"legal_hold": True, "legal_hold_reason": form.cleaned_data["reason"]}
        drafting.save(article, changes, base=article.head_id, by=request.user)
        return _("On hold: nothing of it is published until the hold is cleared.")

    return sheet.show(model_admin, request, article, form, act, _("Put on legal hold"))


def clear_hold(model_admin, request, article) -> HttpResponse:
    form = forms.Form(sheet.sent(request))

    def act():
        changes = {"legal_hold": False, "legal_hold_reason": ""}
        drafting.save(article, changes, base=article.head_id, by=request.user)
        return _("The hold is cleared.")

    return sheet.show(model_admin, request, article, form, act, _("Clear the legal hold"))


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
