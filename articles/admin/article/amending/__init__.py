"""The page on which what readers see is amended, whatever the working copy holds.

form is what is typed, drafts what is to be said of it; meanwhile brings it onto a text that
readers see by now, beside says what stands in the working copy, comparing what differs; press
publishes, and page shows all of it. Others import from here.
"""

from articles.admin.article.amending.page import amend, preview_amendment

__all__ = ["amend", "preview_amendment"]
