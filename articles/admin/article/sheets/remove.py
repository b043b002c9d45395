"""The sheet that puts a story into the bin."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import drafting
from articles.admin.article.sheets import sheet
from articles.drafting import removal


def remove(model_admin, request, article) -> HttpResponse:
    form = forms.Form(sheet.sent(request))

    def act():
        drafting.remove(article, by=request.user)
        link = format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_article_bin"), _("the bin")
        )
        return format_html(_("Removed. Until it is erased, it can be put back from {}."), link)

    def more(refusals):
        # Said before the press, too, where it can only be refused.
        refusal = "" if refusals else removal.obstacle(article, timezone.now())
        return {"cautions": [refusal or _kept_for()]}

    return sheet.show(model_admin, request, article, form, act, _("Remove"), more=more)


def _kept_for() -> str:
    said = ngettext(
        "It goes into the bin with all of its texts, and can be put back for %d day. Then it is "
        "erased.",
        "It goes into the bin with all of its texts, and can be put back for %d days. Then it is "
        "erased.",
        settings.BIN_DAYS,
    )
    return said % settings.BIN_DAYS
