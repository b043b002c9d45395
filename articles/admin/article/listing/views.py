"""Saved views of the list: kept, renamed, shared with the desk, taken away.

A view belongs to its person. Who manages the settings of the whole paper may share theirs with the
desk, and take away what others shared: tabs over everybody's list are a setting of the paper.
"""

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article.listing.filters import Filters
from articles.admin.desk import person, refuse
from articles.models import SavedView
from articles.roles import Act

# More tabs than these are found no quicker than stories.
MOST = 20
_LARGEST = 2**63 - 1


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=SavedView._meta.get_field("name").max_length
    )
    is_shared = forms.BooleanField(label=gettext_lazy("For the whole desk"), required=False)

    def __init__(self, *args, may_share: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]


def shown_to(user) -> list[SavedView]:
    return list(SavedView.objects.shown_to(user)[: 2 * MOST])


def may_share(request) -> bool:
    return person(request).everywhere(Act.MANAGE_SETTINGS)


def show(model_admin, request) -> HttpResponse:
    """GET: the person's views, to be renamed or taken away. POST: keeps a new one."""
    if not model_admin.has_view_permission(request):
        refuse()
    if request.method == "POST":
        return _keep(model_admin, request)
    return _page(model_admin, request)


def change(model_admin, request, view: int) -> HttpResponse:
    """Renames or takes away one of the person's views, or takes away one that others shared."""
    if not model_admin.has_view_permission(request):
        refuse()
    found = _within_reach(request).filter(pk=min(view, _LARGEST)).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseRedirect(_views())
    if "_delete" in request.POST:
        SavedView.objects.filter(pk=found.pk).delete()
        said = _("The view “%s” is taken away. The stories in it are not touched.") % found.name
        model_admin.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(_views())
    if found.owner_id != request.user.pk:
        refuse()
    form = NameForm(request.POST, may_share=may_share(request))
    if form.is_valid() and _stored(found, form):
        said = _("Saved: the view is called “%s”.") % found.name
        model_admin.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(_views())
    return _page(model_admin, request, refused=form, of=found)


def _within_reach(request):
    own = SavedView.objects.filter(owner=request.user)
    return own | SavedView.objects.filter(is_shared=True) if may_share(request) else own


def _keep(model_admin, request) -> HttpResponse:
    # Read as the list reads an address, so that only what it knows is kept.
    asked = QueryDict(request.POST.get("query", "")[:5000])
    query = Filters(asked, user=request.user, now=request.now).query()
    address = f"{reverse('admin:articles_article_changelist')}?{query}"
    form = NameForm(request.POST, may_share=may_share(request))
    view = SavedView(owner=request.user, query=query)
    if not query:
        model_admin.message_user(
            request, _("Choose filters or search first, then save the view."), messages.WARNING
        )
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    if not form.is_valid():
        return _page(model_admin, request, refused=form, query=query)
    if SavedView.objects.filter(owner=request.user).count() >= MOST:
        form.add_error("name", _("You have %d views. Take one away first.") % MOST)
    elif _stored(view, form):
        said = _("The view “%s” is saved: it stands above the list.") % view.name
        model_admin.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(address)
    return _page(model_admin, request, refused=form, query=query)


def _stored(view: SavedView, form: NameForm) -> bool:
    """Whether it could be stored; a second press of the same changes but whom it is shown to."""
    view.name = form.cleaned_data["name"]
    view.is_shared = form.cleaned_data.get("is_shared", view.is_shared)
    same = SavedView.objects.filter(owner=view.owner, name=view.name).exclude(pk=view.pk)
    is_again = view.pk is None and same.filter(query=view.query).exists()
    if is_again and "is_shared" in form.cleaned_data:
        same.update(is_shared=view.is_shared)
    if is_again:
        return True
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        form.add_error("name", _("You have a view of this name already."))
        return False
    return True


def _page(model_admin, request, *, refused=None, of=None, query="") -> HttpResponse:
    sharing = may_share(request)
    views = [
        (view, refused if of is not None and view.pk == of.pk else _form_of(view, sharing))
        for view in _within_reach(request).select_related("owner").order_by("name", "pk")
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Saved views"),
        "views": views,
        "new": refused if of is None else None,
        "query": query,
        "refused": refused,
    }
    template = "admin/articles/article/saved_views.html"
    return TemplateResponse(request, template, context, status=409 if refused else 200)


def _form_of(view: SavedView, sharing: bool) -> NameForm:
    initial = {"name": view.name, "is_shared": view.is_shared}
    return NameForm(initial=initial, may_share=sharing, auto_id=f"view_{view.pk}_%s")


def _views() -> str:
    return reverse("admin:articles_article_views")
