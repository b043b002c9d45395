"""The queue: every boundary ahead, of all stories that somebody sees, in the order of the clock.

The rooms: boundaries (what is asked), page (what is printed, and which presses stand beside it).
"""

from articles.admin.article.queue.page import show

__all__ = ["show"]
