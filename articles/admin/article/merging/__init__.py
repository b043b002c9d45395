"""The page that brings a refused text and the saved one together.

fields holds the choices for what is not the body, body those for the text itself; page shows all of
it and takes the answer.
"""

from articles.admin.article.merging.page import settle, show

__all__ = ["settle", "show"]
