"""The column and the form field of a body, and the editor that they are typed in."""

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from articles.errors import BodyRefused
from articles.richtext.cleaning import clean


class RichTextWidget(CKEditorWidget):
    """CKEditor with the newsroom's short toolbar (CKEDITOR_CONFIGS in newsroom.editor)."""

    def __init__(self, attrs: dict | None = None):
        super().__init__(config_name="newsroom", attrs=attrs)


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
