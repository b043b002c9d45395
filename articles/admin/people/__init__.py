"""People at the desk: the list, the page of one person, its sheets, and the links that go out."""

from articles.admin.people import admin  # noqa: F401
