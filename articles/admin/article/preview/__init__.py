"""The preview: a story as readers would see it, what is only typed included; nothing is stored.

What stands in the form, writing/typed.py reads. The rooms here, each knowing only those before it:
page (what it makes), legal (the head of the printed sheet), showing (the answers). Others import
from here.
"""

from articles.admin.article.preview.showing import answer, begin, show

__all__ = ["answer", "begin", "show"]
