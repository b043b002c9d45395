"""The column and the form field of a body, and the editor that they are typed in."""

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from articles.errors import BodyRefused
from articles.richtext.cleaning import clean
from articles.richtext.signs import signs

_SHEETS = ("editor", "dialogs", "boxes", "figures")


class RichTextWidget(CKEditorWidget):
    """CKEditor with the newsroom's short toolbar (CKEDITOR_CONFIGS in newsroom.editor).

    What it opens was cleaned here, whatever the database or a form holds; a text that is refused
    for its size or depth is shown as it was typed, in a plain text area.
    """

    # What the source of a text may do is what its words may; but few want to see it.
    shows_source = False

    def __init__(self, attrs: dict | None = None):
        super().__init__(config_name="newsroom", attrs=attrs)
        self._language, self._direction = "", "ltr"

    @property
    def media(self):
        return super().media + forms.Media(
            css={"all": [f"articles/editor/{name}.css" for name in _SHEETS]}
        )

    def write_in(self, language: str, direction: str) -> None:
        """The language of the text, for the browser's spelling and the signs on offer."""
        self._language, self._direction = language, direction

    def get_context(self, name, value, attrs):
        self.config = self._own_config()
        context = super().get_context(name, value, attrs)
        clean_value = _clean_or_none(value)
        context["widget"]["value"] = value if clean_value is None else clean_value
        context["widget"]["is_plain"] = clean_value is None
        context["widget"]["attrs"] |= {"lang": self._language, "dir": self._direction}
        return context

    def _own_config(self) -> dict:
        """A copy: the configuration is one for all forms, its language and its source are not."""
        offered = dict.fromkeys([self._language, *(code for code, _name in settings.LANGUAGES)])
        return {
            **self.config,
            "contentsLanguage": self._language,
            "contentsLangDirection": self._direction,
            "newsSigns": {language: signs(language) for language in offered},
            "toolbar": [
                row for row in self.config["toolbar"] if self.shows_source or row != ["Source"]
            ],
        }


def _clean_or_none(value: str | None) -> str | None:
    try:
        return clean(value)
    except BodyRefused:
        return None


class RichTextFormField(forms.CharField):
    """A form field whose value is clean HTML; a refused body is the field's error."""

    widget = RichTextWidget

    def clean(self, value):
        return _clean_or_invalid(super().clean(value))


class BodyField(models.TextField):
    """A column of clean HTML: cleaned in forms, in full_clean() and at every write."""

    def deconstruct(self):
        """Under the name that migrations know, whichever room of the package it stands in."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "articles.richtext.BodyField", args, kwargs

    def formfield(self, **kwargs):
        # The admin offers its own text area for every TextField; a body wants the editor.
        return super().formfield(
            **{**kwargs, "form_class": RichTextFormField, "widget": RichTextWidget}
        )

    def clean(self, value, model_instance):
        return super().clean(_clean_or_invalid(value), model_instance)

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        """Clean what QuerySet.update() and bulk_update() write, too."""
        if isinstance(value, str):
            value = clean(value)
        return super().get_db_prep_save(value, connection)


def _clean_or_invalid(value: str | None) -> str | None:
    """clean(), with its refusal as the error that forms and models understand."""
    if not isinstance(value, str):
        return value
    try:
        return clean(value)
    except BodyRefused as refusal:
        raise ValidationError(str(refusal), code="body_refused") from refusal
