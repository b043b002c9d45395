"""The sheets of a person: send away, let in again, hand over, a new link; and what they see."""

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import audit, leaving, people, permissions
from articles.admin.article.sheets import sheet
from articles.admin.desk import person, refuse
from articles.admin.entrance import recent
from articles.admin.people.form import HandOverForm, LeaveForm
from articles.models import Article, Section
from articles.roles import Act

# How many stories the preview counts and shows.
_MOST_COUNTED = 1000
_SHOWN = 10


def bound(model_admin, view):
    """A page of one person, or of one who is only being invited; found through the predicate."""

    def inner(request, key=None, **kwargs):
        user = model_admin.get_object(request, str(key)) if key is not None else None
        if not model_admin.has_view_permission(request):
            refuse()
        if view is not sight:
            recent.require(request)
        return view(model_admin, request, user, **kwargs)

    return inner


def doors(request, user) -> dict:
    """Which ways lead on from a person's page, for its template."""
    is_theirs = permissions.may_manage(person(request), user)
    may_send_away = leaving.may_send_away(person(request), user)
    is_self = user.pk == request.user.pk
    return {
        "may_deactivate": user.is_active and may_send_away and not is_self,
        "may_reactivate": not user.is_active and is_theirs,
        "may_hand_over": leaving.may_send_away(person(request), user),
        "may_send_link": user.is_active and is_theirs and not user.is_superuser,
        "stories": _stories(request, user),
    }


def _stories(request, user) -> int:
    """How many are theirs, of those that are no secret from whoever looks."""
    return Article.objects.filter(person(request).not_limited(), owner=user, erased_at=None).count()


def deactivate(model_admin, request, user) -> HttpResponse:
    if not leaving.may_send_away(person(request), user):
        refuse()
    form = LeaveForm(sheet.sent(request), leaver=user)

    @transaction.atomic
    @audit.held_back()
    def act():
        leaving.deactivate(user, by=request.user)
        to = form.cleaned_data["to"]
        if to is None:
            return _("%s cannot sign in any more.") % people.full_name(user)
        moved, left = leaving.hand_over(user, to=to, by=request.user)
        return " ".join(
            [_("%s cannot sign in any more.") % people.full_name(user), _moved(to, moved, left)]
        )

    return _page(model_admin, request, user, form, act, _("Send away"))


def reactivate(model_admin, request, user) -> HttpResponse:
    if not permissions.may_manage(person(request), user):
        refuse()
    form = forms.Form(sheet.sent(request))

    def act():
        leaving.reactivate(user, by=request.user)
        return _("%s can sign in again, with the roles of before.") % people.full_name(user)

    return _page(model_admin, request, user, form, act, _("Let in again"))


def hand_over(model_admin, request, user) -> HttpResponse:
    if not leaving.may_send_away(person(request), user):
        refuse()
    form = HandOverForm(sheet.sent(request), leaver=user)

    def act():
        to = form.cleaned_data["to"]
        return _moved(to, *leaving.hand_over(user, to=to, by=request.user))

    return _page(model_admin, request, user, form, act, _("Hand stories over"))


def _moved(to, moved: int, left: int) -> str:
    name = people.full_name(to)
    sentence = ngettext(
        "%(number)d story is %(name)s’s now.", "%(number)d stories are %(name)s’s now.", moved
    ) % {"number": moved, "name": name}
    if not left:
        return sentence
    more = ngettext(
        "%(number)d stays: no role of %(name)s reaches it.",
        "%(number)d stay: no role of %(name)s reaches them.",
        left,
    ) % {"number": left, "name": name}
    return f"{sentence} {more}"


def new_link(model_admin, request, user) -> HttpResponse:
    if not permissions.may_manage(person(request), user):
        refuse()
    form = forms.Form(sheet.sent(request))

    @transaction.atomic
    def act():
        word = people.new_link(user, by=request.user)
        transaction.on_commit(lambda: model_admin._send(request, user, word))
        return ""

    return _page(model_admin, request, user, form, act, _("Send a new link"))


def sight(model_admin, request, user) -> HttpResponse:
    """What a person sees and may do, with their roles or with those of a form not saved yet."""
    roles, is_whole = _asked_roles(model_admin, request, user)
    # Somebody without a key owns no story.
    subject = user or model_admin.model(pk=0, is_active=True, is_staff=True)
    if user is not None and not user.is_active:
        subject = model_admin.model(pk=user.pk, is_active=True, is_staff=True)
    stored = permissions.of(subject) if roles is None else None
    theirs = stored or permissions.with_roles(subject, roles)
    stories = theirs.may(Act.SEE)
    mine = person(request).may(Act.SEE)
    shown = stories.filter(pk__in=mine.values("pk")).order_by("-changed_at", "-id")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("What they will see"),
        "subtitle": people.full_name(user) if user else _("Somebody new"),
        "person": user,
        "is_unsaved": roles is not None,
        "is_whole": is_whole,
        "places": list(_places(theirs)),
        "count": _bounded_count(stories.filter(person(request).not_limited())),
        "most": _MOST_COUNTED,
        "stories": shown.defer("body").select_related("section")[:_SHOWN],
    }
    return TemplateResponse(request, "admin/people/sight.html", context)


def _bounded_count(stories) -> int:
    return stories.order_by().values("pk")[: _MOST_COUNTED + 1].count()


def _asked_roles(model_admin, request, user):
    """(roles, whether all rows could be read) of a form that was sent here instead of being saved;
    None in place of roles for those stored.
    """
    if request.method != "POST" or (user is not None and user.is_superuser):
        return None, True
    [(formset_class, inline)] = list(model_admin.get_formsets_with_inlines(request, user))
    formset = formset_class(
        request.POST,
        instance=user or model_admin.model(),
        prefix="memberships",
        queryset=inline.get_queryset(request),
    )
    is_whole = formset.is_valid()
    asked = formset.asked()
    if user is not None:
        others = user.memberships.exclude(pk__in=user.giveable_rows)
        asked += others.values_list("role", "section")
    return asked, is_whole


def _places(theirs: permissions.Permissions):
    """(name of a place, what is allowed there in words), widest first."""
    everywhere = theirs.acts_within(None)
    if everywhere:
        yield _("Everywhere"), [act.words for act in Act if act in everywhere]
    for section in Section.objects.filter(pk__in=theirs.sections_of_their_own()):
        acts = theirs.acts_within(section.pk) - everywhere
        if acts:
            yield str(section), [act.words for act in Act if act in acts]


def _page(model_admin, request, user, form, act, heading: str) -> HttpResponse:
    """The sheet of one act: shown, or carried out once and its refusal shown beside the form."""
    is_done, refusals = sheet.attempt(model_admin, request, form, act)
    if is_done:
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": heading,
        "subtitle": people.full_name(user),
        "person": user,
        "form": form,
        "refusals": refusals,
        "stories": _stories(request, user),
    }
    return TemplateResponse(
        request, "admin/people/sheet.html", context, status=409 if refusals else 200
    )
