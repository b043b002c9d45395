"""The first page of the desk: what the newsroom is at, and the first steps of an empty one."""

from articles.admin.dashboard import beginning, page  # noqa: F401
