"""Who may see all of a picture: of one whose people must stay unknown, the picture desk alone."""

from articles.models import Image
from articles.permissions import Permissions
from articles.roles import Act


def may_see_whole(person: Permissions, image: Image) -> bool:
    """Whether they may see the original, and what is cut off. Others see the files of pages."""
    return not image.identity_protected or person.somewhere(Act.MANAGE_MEDIA)
