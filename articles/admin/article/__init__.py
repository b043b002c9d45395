"""Articles at the desk: the list, the writing page, and the pages around it."""

from articles.admin.article import admin  # noqa: F401
