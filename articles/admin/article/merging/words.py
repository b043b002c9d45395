"""What the two texts of a merge are called: each page that brings texts together has its words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Words:
    """Whole sentences and names, because languages bend them: of theirs, what stands already, and
    of mine, what is brought onto it.
    """

    theirs: str
    mine: str
    from_theirs: str
    from_mine: str
    in_theirs: str
    in_mine: str
    theirs_first: str
    all_theirs: str
    all_mine: str
    # With the number of the paragraph.
    gone_in_theirs: str
    gone_in_mine: str


def of_conflict(theirs: str, mine: str) -> Words:
    """For a text that was saved and one that was refused; who saved each."""
    theirs, mine = {"name": theirs}, {"name": mine}
    return Words(
        theirs=_("The saved text"),
        mine=_("The refused text"),
        from_theirs=_("from the saved text (%(name)s)") % theirs,
        from_mine=_("from the refused text (%(name)s)") % mine,
        in_theirs=_("in the saved text (%(name)s)") % theirs,
        in_mine=_("in the refused text (%(name)s)") % mine,
        theirs_first=_("Both, the saved text first"),
        all_theirs=_("All of the saved text, nothing of the refused one"),
        all_mine=_("All of the refused text, nothing of the saved one"),
        gone_in_theirs=_(
            "At paragraph %(number)d: taken out in the saved text, changed in the other"
        ),
        gone_in_mine=_("Paragraph %(number)d: taken out in the refused text, changed in the other"),
    )
