"""The history of a story: what was saved, what readers saw, where it came from.

revisions tells of what was saved and refused, changed what each changed, events of publications and
of other stories; page puts it together.
"""

from articles.admin.article.history.page import show

__all__ = ["show"]
