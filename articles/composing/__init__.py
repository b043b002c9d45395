"""Composing: a story's content → the plain values that templates print. Nothing else reaches them.

Page is what an article's own page prints, Card what lists print. Both are stored with a published
version as JSON (its composed columns) and made anew by recompose when a name, a picture or a
section changes; the desk's preview makes them from the working copy.

The rooms, each knowing only those before it: rights, page (the values), figures, making, stored,
linking, versions.
Others import from here.
"""

from articles.composing.linking import linked, linked_all, linked_text
from articles.composing.making import RIGHT_TO_LEFT, Relations, compose, direction_of
from articles.composing.page import Byline, Card, Crop, Link, Notice, Page, Picture, TopicLink
from articles.composing.rights import moment
from articles.composing.stored import card, card_from, card_of, page_of
from articles.composing.versions import composed, fill, notices_of, recompose, rehang

__all__ = [
    "RIGHT_TO_LEFT",
    "Byline",
    "Card",
    "Crop",
    "Link",
    "Notice",
    "Page",
    "Picture",
    "Relations",
    "TopicLink",
    "card",
    "card_from",
    "card_of",
    "compose",
    "composed",
    "direction_of",
    "fill",
    "linked",
    "linked_all",
    "linked_text",
    "moment",
    "notices_of",
    "page_of",
    "recompose",
    "rehang",
]
