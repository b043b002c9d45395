"""A story begun by its headline alone: one field, and the writing page opens."""

from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import content as contents
from articles import drafting, permissions
from articles.admin.desk import person, read_uid, refuse
from articles.errors import Invalid
from articles.models import Article
from articles.roles import Act

_LENGTH = Article._meta.get_field("headline").max_length


class BeginForm(forms.Form):
    """`uid` is chosen with the form, so that a second press of it finds what the first one made;
    with another headline or section typed over it, the same form begins another story.
    """

    headline = forms.CharField(label=gettext_lazy("Headline"), max_length=_LENGTH, required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    uid = forms.CharField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))

    def __init__(self, who: permissions.Permissions, data=None):
        super().__init__(data, initial={"uid": uuid4()}, auto_id="begin_%s", label_suffix="")
        self.who = who
        rows = who.sections(Act.CREATE).values_list("pk", "name", "language")
        self._languages = {str(key): language for key, _name, language in rows}
        names = [(str(key), name) for key, name, _language in rows]
        self.fields["section"].choices = [("", _("No section yet")), *names]
        self.fields["headline"].widget.attrs["autocomplete"] = "off"
        if len(names) < 2:
            # There is nothing to choose.
            self.fields.pop("section")
            self._only = names[0][0] if names else ""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            before = contents.of(Article())
            try:
                after = before | contents.normalise(self.changes())
                contents.validate(after)
            except Invalid as refusal:
                said = [sentence for each in refusal.fields.values() for sentence in each]
                raise forms.ValidationError(said) from refusal
            refused = permissions.refused_changes(self.who, Article(), before, after)
            for sentences in refused.values():
                self.add_error(None, sentences)
        return cleaned

    def changes(self) -> dict:
        """What drafting.save takes; the story speaks the language of its section."""
        section = self.cleaned_data["section"] if "section" in self.fields else self._only
        changes = {"headline": " ".join(self.cleaned_data["headline"].split())}
        if section:
            changes |= {"section": int(section), "language": self._languages[section]}
        return changes

    def story_uid(self) -> UUID:
        """Another one each time where the form's own cannot be read."""
        changes = self.changes()
        pressed = read_uid(self.cleaned_data["uid"]) or uuid4()
        return uuid5(pressed, f"{changes.get('section', '')} {changes['headline']}")


def begin(request) -> HttpResponse:
    """GET shows the form alone; POST makes the story, once however often it is pressed."""
    who = person(request)
    if not who.somewhere(Act.CREATE):
        refuse()
    form = BeginForm(who, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not form.changes()["headline"]:
            return HttpResponseRedirect(reverse("admin:articles_article_add"))
        uid = form.story_uid()
        story = _made_before(form, uid) or _make(form, uid, request.user)
        messages.success(request, _("Begun. Readers see nothing of it until you publish."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
    return TemplateResponse(
        request,
        "admin/dashboard/begin.html",
        {**admin.site.each_context(request), "title": _("New story"), "begin": form},
        status=400 if form.is_bound else 200,
    )


def _make(form: BeginForm, uid: UUID, by) -> Article:
    """Under this uid; under another where that one is a stranger's."""
    for each in (uid, uuid4()):
        story = Article(uid=each)
        try:
            drafting.save(story, form.changes(), base=None, by=by)
        except IntegrityError:
            # The other press came between the look and the write, or the uid is a stranger's.
            story = _made_before(form, uid)
        if story is not None:
            return story
    raise AssertionError("two new uids were taken")


def _made_before(form: BeginForm, uid: UUID) -> Article | None:
    return form.who.may(Act.SEE).filter(uid=uid).first()
