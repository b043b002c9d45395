"""The queue: every boundary ahead, of all stories that somebody sees, in the order of the clock.

The rooms: boundaries (what is asked), stopped (what waits for a word and not for the clock), page
(what is printed, and which presses stand beside it).
"""

from articles.admin.article.queue.page import show

__all__ = ["show"]
