"""What search engines are told of: every address that readers can open and that may be listed.

Files hold at most so many entries that one is built in memory, whatever the archive grows to; the
index finds the months by hops of an index. Only what is live at `now` is asked for, so nothing here
can tell of a story before its second.
"""

from articles.sitemaps.index import files
from articles.sitemaps.naming import paths_for
from articles.sitemaps.news import of_news
from articles.sitemaps.places import of_places
from articles.sitemaps.stories import Month, of_month
from articles.sitemaps.writing import Entry, index_xml, urlset_xml

__all__ = [
    "Entry",
    "Month",
    "files",
    "index_xml",
    "of_month",
    "of_news",
    "of_places",
    "paths_for",
    "urlset_xml",
]
