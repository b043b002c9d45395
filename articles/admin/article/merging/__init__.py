"""The page that brings a refused text and the saved one together.

fields holds the choices for what is not the body, body those for the text itself, words what the
two texts are called; page shows all of it and takes the answer. What waits behind a text that is
published is settled with the same parts (sheets/settle_queue).
"""

from articles.admin.article.merging.page import settle, show

__all__ = ["settle", "show"]
