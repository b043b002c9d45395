"""The link that goes out by mail, and the page that it leads to."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.core.mail import send_mail
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from articles import people


def send(user, word: str, *, by) -> bool:
    """Mails a person their link; False where the mail could not be handed over."""
    context = {
        "user": user,
        "by": by and people.full_name(by),
        "paper": settings.NEWSROOM_NAME,
        "link": settings.SITE_URL + reverse("admin:auth_user_link", args=[word]),
        "days": people.LINK_LASTS.days,
    }
    subject = _("Your way to the desk of %s") % settings.NEWSROOM_NAME
    text = render_to_string("admin/people/link.txt", context)
    try:
        return bool(send_mail(" ".join(subject.split()), text, None, [user.email]))
    except (SMTPException, OSError):
        return False


@sensitive_post_parameters()
@never_cache
def accept(request, word: str) -> HttpResponse:
    """Asks whoever has the link for a password. A link that is not valid says the same whether it
    never was, was used, expired, or is of somebody who left.
    """
    user = people.invited_by(word)
    form = None
    is_done = False
    if user is not None:
        form = SetPasswordForm(user, request.POST if request.method == "POST" else None)
        if form.is_valid():
            is_done = people.accept(word, password=form.cleaned_data["new_password1"]) is not None
            form = form if is_done else None
    context = {
        "form": form,
        "is_done": is_done,
        "person": user,
        "title": _("Your way to the desk"),
        "site_title": settings.NEWSROOM_NAME,
        "site_header": settings.NEWSROOM_NAME,
    }
    status = 200 if form is not None else 410
    response = TemplateResponse(request, "admin/people/accept.html", context, status=status)
    # The address is the secret. (no-referrer would take the Origin that the CSRF check reads.)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
