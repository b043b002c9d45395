"""Every refusal of the newsroom, as one tree. A door catches Refused and shows its sentence.

NewsroomError
└── Refused                 a verb will not do what it was asked; str() is a sentence for an editor
    ├── Invalid             a field holds what it may not (fields: name → sentences)
    ├── BodyRefused         a body too large, too deep or too costly to clean
    ├── ImageRefused        a file that is no picture we take
    ├── DocumentRefused     a file that is no PDF we take
    ├── WireRefused         a wire file that cannot be read (file, line)
    ├── StaleBase           somebody saved in between (theirs, mine: two revisions, both kept)
    ├── Removed             the story is in the bin (mine: the revision that keeps the text)
    ├── NotReady            the story cannot be published as it is (problems: sentences)
    ├── ScheduledAhead      other versions of the story wait in the queue (versions)
    ├── Unsettled           a text that waits and the one before it change the same (version, names)
    ├── Withdrawn           the story is withdrawn and must be brought back first
    └── NotLive             there is nothing live or scheduled to act on
"""

from django.utils.translation import gettext as _


class NewsroomError(Exception):
    """The root, never raised itself."""


class Refused(NewsroomError):
    """A verb refused; the message is a sentence that an editor can act on."""


class Invalid(Refused):
    """Fields that hold what they may not."""

    def __init__(self, fields: dict[str, list[str]]):
        self.fields = fields
        super().__init__("; ".join(f"{name}: {' '.join(said)}" for name, said in fields.items()))


class BodyRefused(Refused):
    """A body that the sanitiser will not take on."""


class ImageRefused(Refused):
    """A file that is not a picture, or not one that can be handled safely."""


class DocumentRefused(Refused):
    """A file that is not a PDF, or not one that can be handled safely."""


class WireRefused(Refused):
    """A wire file that cannot be read; says which file and which line (from 1; 0 is the whole)."""

    def __init__(self, reason, *, file: str = "", line: int = 0):
        self.reason, self.file, self.line = reason, file, line
        super().__init__(reason, file, line)

    def __str__(self) -> str:
        where = [self.file] if self.file else []
        where += [_("line %d") % self.line] if self.line else []
        return f"{', '.join(where)}: {self.reason}" if where else str(self.reason)


class StaleBase(Refused):
    """A save whose base is no longer the head. `mine` is kept as a refused revision."""

    def __init__(self, sentence, *, article, base, theirs, mine):
        self.article, self.base, self.theirs, self.mine = article, base, theirs, mine
        super().__init__(sentence)


class Removed(Refused):
    """A save of a story that was removed. `mine` keeps the text beside it, or is None where the
    story was erased: then nothing can keep it.
    """

    def __init__(self, sentence, *, article, mine):
        self.article, self.mine = article, mine
        super().__init__(sentence)


class NotReady(Refused):
    """A story that cannot be published as it is."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__(" ".join(str(problem) for problem in problems))


class ScheduledAhead(Refused):
    """Versions of other texts wait ahead; the editor must say whether they stay."""

    def __init__(self, sentence, *, versions):
        self.versions = versions
        super().__init__(sentence)


class Unsettled(Refused):
    """A text that waits would take over what is published before it, and somebody has to say how.
    `sides` are the three contents (three_way.Sides), `names` what has to be said; `behind` is the
    one that waits before it, None where that is the new text itself.
    """

    def __init__(self, sentence, *, version, behind, sides, names):
        self.version, self.behind, self.sides, self.names = version, behind, sides, names
        super().__init__(sentence)


class Withdrawn(Refused):
    """The story is withdrawn at the moment in question."""


class NotLive(Refused):
    """Nothing is live or scheduled that could be withdrawn or dropped."""
