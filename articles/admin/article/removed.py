"""The writing page of a story that is in the bin: where it leads, and what was typed in it."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content as contents
from articles import drafting
from articles.admin.article import bin
from articles.drafting import removal
from articles.errors import Refused, Removed
from articles.models import Article


def answer(model_admin, request, article: Article) -> HttpResponse:
    """Opened, the page of the bin. Sent, what was typed is kept beside the story, and that said."""
    if request.method != "POST":
        return bin.lead_to(article)
    # The form of a new story: that of this one would take no words.
    form = model_admin.get_form(request)(request.POST, request.FILES, instance=article)
    try:
        if form.is_valid():
            drafting.save(
                article,
                form.changes(),
                base=form.cleaned_data["base"],
                by=request.user,
                window=form.cleaned_data["window"],
            )
            # Nothing was typed, or it was put back this very moment.
            return bin.lead_to(article)
    except Removed as refusal:
        return show(model_admin, request, refusal)
    _lay_beside(request, article, form)
    said = _(
        "This story was removed while it stood open. What you typed is kept as an unsaved text, "
        "with its mistakes."
    )
    typed = {name: request.POST.get(name, "") for name in ("headline", "standfirst", "body")}
    return bin.page(model_admin, request, Article.objects.get(pk=article.pk), said=said, text=typed)


def show(model_admin, request, refusal: Removed) -> HttpResponse:
    """The text of a save that came too late, and the way to put the story back."""
    text = refusal.mine.content if refusal.mine else {}
    article = bin.find(request, str(refusal.article.pk))
    if article is None:
        return bin.lead_to(refusal.article)
    return bin.page(model_admin, request, article, said=str(refusal), text=text)


def _lay_beside(request, article: Article, form) -> None:
    typed = {
        name: [value.replace("\0", "") for value in values]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith("_")
    }
    removal.lay_beside(
        Article.objects.get(pk=article.pk),
        typed,
        changes=_readable(form),
        base=form.cleaned_data.get("base"),
        window=form.cleaned_data.get("window", ""),
        by=request.user,
        now=timezone.now(),
    )


def _readable(form) -> dict:
    """What of a faulty form a content can hold."""
    found = {}
    for name in form.cleaned_data.keys() & set(contents.FIELDS):
        try:
            found |= contents.normalise({name: form.cleaned_data[name]})
        except Refused:
            continue
    return found
