"""The records of the newsroom. Floor 1: they know each other and nothing above."""

from articles.models.address import Address, Withdrawal
from articles.models.announcement import Announcement
from articles.models.article import Article, Byline, Direction, Genre, Stage
from articles.models.audit import AuditHead, AuditRow
from articles.models.author import Author
from articles.models.document import Document, DocumentUse
from articles.models.front import Front, Placement
from articles.models.image import (
    FREE,
    FormerFile,
    Image,
    MadeWithAi,
    ManualCrop,
    Rendition,
    Usage,
)
from articles.models.image_use import ImageUse
from articles.models.invitation import Invitation
from articles.models.limit import AccessLimit
from articles.models.membership import Membership
from articles.models.origin import Origin
from articles.models.published import Change, Correction, Listing, PublishedVersion
from articles.models.revision import Revision
from articles.models.saved_view import SavedView
from articles.models.section import Section
from articles.models.standing import StandingPage
from articles.models.stopped import StoppedPublication
from articles.models.template import StoryTemplate
from articles.models.timed import OPEN
from articles.models.topic import Topic
from articles.models.unsaved import Presence, UnsavedText, new_window
from articles.models.wire import WireRecord

__all__ = [
    "FREE",
    "OPEN",
    "AccessLimit",
    "Address",
    "Announcement",
    "Article",
    "AuditHead",
    "AuditRow",
    "Author",
    "Byline",
    "Change",
    "Correction",
    "Direction",
    "Document",
    "DocumentUse",
    "FormerFile",
    "Front",
    "Genre",
    "Image",
    "ImageUse",
    "Invitation",
    "Listing",
    "MadeWithAi",
    "ManualCrop",
    "Membership",
    "Origin",
    "Placement",
    "Presence",
    "PublishedVersion",
    "Rendition",
    "Revision",
    "SavedView",
    "Section",
    "Stage",
    "StandingPage",
    "StoppedPublication",
    "StoryTemplate",
    "Topic",
    "UnsavedText",
    "Usage",
    "WireRecord",
    "Withdrawal",
    "new_window",
]
