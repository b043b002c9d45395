"""Rooms that are a list and a form: headings in words of their own, one look, one set of buttons.

Headings are whole words and not made of the model's names: an upper-case “i” is not “I” everywhere.
"""

from django.contrib import admin

from articles.admin.desk import DeskAdmin


class RoomAdmin(DeskAdmin):
    # What the room is called, and what the page is called that adds a row to it.
    heading = new_heading = ""
    # Whether somebody who adds one row is likely to add the next one at once.
    adds_many = True
    actions = None
    # Nothing is said by nothing: on a phone the values of a row follow each other in one line.
    empty_value_display = ""
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/room/list.html"
    change_form_template = "admin/room/form.html"

    def changelist_view(self, request, extra_context=None):
        words = {"title": self.heading, "new_heading": self.new_heading}
        return super().changelist_view(request, words | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = self.new_heading if add else self.heading
        context["subtitle"] = None if add else str(obj)
        context["show_save_and_continue"] = False
        context["show_save_and_add_another"] = add and self.adds_many
        return super().render_change_form(request, context, add, change, form_url, obj)
