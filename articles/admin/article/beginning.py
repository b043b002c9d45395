"""New from this: the sheets that copy a story and follow it up, and the page of templates."""

from functools import partial
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import beginning
from articles.admin.article.sheets import sheet
from articles.admin.desk import person, read_key, read_uid, refuse
from articles.errors import Refused
from articles.models import Article, StoryTemplate
from articles.roles import Act

# Templates that the page of a new story offers by name; the others are one press further.
_AT_HAND = 5


class UidField(forms.Field):
    """The identity of a press; one that cannot be read is as good as a new one."""

    widget = forms.HiddenInput({"autocomplete": "off"})

    def to_python(self, value) -> UUID:
        return read_uid(str(value or "")) or uuid4()


class BeginForm(forms.Form):
    uid = UidField(required=False, initial=uuid4)


def doors(request, article: Article) -> dict:
    """For the page of a story: whether something new may be begun, and what names the press."""
    may_begin = person(request).somewhere(Act.CREATE) and not article.is_limited
    return {"may_begin": may_begin, "begin_uid": uuid4()}


def at_hand(request) -> dict:
    """For the page of a new story: the templates to start from instead of a blank page."""
    found = list(offered(request)[: _AT_HAND + 1])
    return {
        "templates": found[:_AT_HAND],
        "more_templates": found[_AT_HAND:],
        "begin_uid": uuid4(),
    }


def copy(model_admin, request, article) -> HttpResponse:
    takes = _(
        "The new story takes along the words, the names, the topics and the picture, and with "
        "them an embargo or a hold; not the address, the date and what search and sharing show."
    )
    said = _("This is the copy. The story that it was copied from stays as it was.")
    return _sheet(model_admin, request, article, beginning.copy, _("Copy"), takes, said)


def follow_up(model_admin, request, article) -> HttpResponse:
    takes = _(
        "The new story has the same section and topics. It leads back to this one if readers see "
        "it or will see it; until they do, the new story is under an embargo."
    )
    said = _("This is the follow-up. It leads back to the story before it if readers see that one.")
    return _sheet(model_admin, request, article, beginning.follow_up, _("Follow up"), takes, said)


def _sheet(model_admin, request, article, verb, heading: str, takes: str, said: str):
    """Pressed on the page of the story, it is done at once; opened, it says what it will do."""
    if not person(request).somewhere(Act.CREATE):
        refuse()
    form = BeginForm(sheet.sent(request))
    made = []

    def act():
        uid = uuid5(article.uid, f"{verb.__name__} {form.cleaned_data['uid']}")
        made.append(_once(request, uid, partial(verb, article)))
        return " ".join([said, *_left_out(request, article)])

    def more(refusals):
        return {"cautions": [takes, *_left_out(request, article)]}

    response = sheet.show(model_admin, request, article, form, act, heading, more=more)
    return _to(made[0]) if made else response


def _left_out(request, article: Article) -> list[str]:
    """A sentence where the new story cannot stand in the section of the old one."""
    section = article.section
    if section is None or person(request).within(Act.CREATE, section.pk):
        return []
    return [_("You do not write in %s: the new story stands in no section.") % section.name]


def choose(model_admin, request) -> HttpResponse:
    """Blank, or one of the templates of the sections in which the person writes."""
    if not person(request).somewhere(Act.CREATE):
        refuse()
    refusals = []
    if request.method == "POST":
        template = offered(request).filter(pk=read_key(request.POST.get("template", ""))).first()
        if template is None:
            raise Http404
        try:
            made = _from_template(request, template)
        except Refused as refusal:
            refusals = [str(refusal)]
        else:
            said = _("Begun from “%s”. Write over what stands in double brackets.") % template.name
            messages.success(request, said)
            return _to(made)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("New story"),
        "templates": offered(request),
        "may_manage_templates": person(request).somewhere(Act.MANAGE_PLACES),
        "begin_uid": uuid4(),
        "refusals": refusals,
    }
    status = 409 if refusals else 200
    return TemplateResponse(request, "admin/articles/article/begin.html", context, status=status)


def _from_template(request, template: StoryTemplate) -> Article:
    """One page names several templates by one uid: two of them make two stories."""
    pressed = read_uid(request.POST.get("uid", "")) or uuid4()
    uid = uuid5(pressed, f"template {template.pk}")
    return _once(request, uid, partial(beginning.from_template, template))


def offered(request) -> QuerySet[StoryTemplate]:
    sections = person(request).sections(Act.CREATE).values("pk")
    found = StoryTemplate.objects.filter(Q(section=None) | Q(section__in=sections))
    return found.select_related("section").defer("body")


def _once(request, uid: UUID, begin) -> Article:
    """The story that an earlier press of this very button made, or a new one."""
    reach = person(request)
    made = reach.may(Act.SEE).filter(uid=uid).first()
    if made is not None:
        return made
    try:
        return begin(by=request.user, reach=reach, uid=uid)
    except IntegrityError:
        # The other press came between the look and the write, or its story is out of sight since.
        made = reach.may(Act.SEE).filter(uid=uid).first()
        return made or begin(by=request.user, reach=reach)


def _to(article: Article) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
