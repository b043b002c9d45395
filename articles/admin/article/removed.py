"""The writing page of a story that is in the bin: where it leads, and what was typed in it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from articles import drafting
from articles.admin.article import bin, keeping
from articles.admin.article.writing import typed
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
                opened=form.cleaned_data["opened"],
            )
            # Nothing was typed, or it was put back this very moment.
            return bin.lead_to(article)
    except Removed as refusal:
        return show(model_admin, request, refusal)
    said = _keep(model_admin, request, Article.objects.get(pk=article.pk))
    text = {name: request.POST.get(name, "") for name in ("headline", "standfirst", "body")}
    return bin.page(model_admin, request, Article.objects.get(pk=article.pk), said=said, text=text)


def show(model_admin, request, refusal: Removed) -> HttpResponse:
    """The text of a save that came too late, and the way to put the story back."""
    text = refusal.mine.content if refusal.mine else {}
    article = bin.find(request, str(refusal.article.pk))
    if article is None:
        return bin.lead_to(refusal.article)
    return bin.page(model_admin, request, article, said=str(refusal), text=text)


def _keep(model_admin, request, article: Article) -> str:
    """Keeps what was typed as an unsaved text of the story; what is said of that."""
    try:
        keeping.kept(request, article, typed.sent(model_admin, request, article))
    except Refused as refusal:
        said = _("This story was removed while it stood open. What you typed could not be kept.")
        return f"{said} {refusal}"
    return _(
        "This story was removed while it stood open. What you typed is kept as an unsaved text, "
        "with its mistakes."
    )
