"""Makes the planned paper, through the verbs that the desk uses."""

from datetime import datetime, timedelta

from tests.benchmarks.boundaries.plan import ENDS, LANGUAGES, SECTIONS, Story


class Paper:
    """The stories in the database, and how to order what cannot be ordered beforehand."""

    def __init__(self, stories: list[Story], opens: datetime):
        from tests import base, factories

        self.stories, self.opens = stories, opens
        self.editor = base.person("editor")
        self.see_instead = {code: self._standing(code) for code in LANGUAGES}
        self.sections = {
            (code, number): factories.make_section(
                f"Quay {number} {code}", slug=f"quay-{number}", language=code
            )
            for code in LANGUAGES
            for number in range(SECTIONS)
        }
        for story in stories:
            self._make(story)

    def _standing(self, language: str) -> Story:
        """What never changes: a standing page, and a story to be led to."""
        from tests import factories, surfaces

        number = 9000 + LANGUAGES.index(language)
        story = Story(number, language, dated_at=self.opens - timedelta(days=1))
        # A page changed in the future would be told of as changed now, anew in every sitemap.
        factories.make_standing_page(
            language=language, slug=surfaces.STANDING, updated_at=story.dated_at
        )
        story.article = factories.make_live(
            language=language,
            now=story.dated_at,
            headline="A story that stays",
            slug=story.slug,
            section=factories.make_section("Bay", language=language),
        ).article
        return story

    def _make(self, story: Story) -> None:
        from articles.models import Address
        from tests import factories

        pictured = {"lead_image": factories.make_image(alt="Boats")} if _has_picture(story) else {}
        first = story.spans[0] if story.spans else None
        story.article = factories.make_article(
            by=self.editor,
            now=self.opens - timedelta(hours=3),
            language=story.language,
            slug=story.slug,
            section=self.sections[story.language, int(story.section[-1])],
            topics=[factories.make_topic(f"Pier {story.number:04}")],
            bylines=[factories.make_author(f"Pen {story.number:04}")],
            **_text(first.text),
            **pictured,
        )
        story.tiebreak = story.article.tiebreak
        if pictured:
            renditions = pictured["lead_image"].renditions.values_list("file", flat=True)
            story.pictures = tuple(name.rpartition("/")[2] for name in renditions)
        Address.objects.create(
            path=story.old_path, article=story.article, public_from=self.opens - timedelta(days=9)
        )
        if not story.boundaries or story.boundaries[0].at != first.begins:
            self._publish(story, "live", first.begins, first.text, now=first.begins)
        self._order(story)

    def _order(self, story: Story) -> None:
        """All that can be ordered before the first moment: what returns has to be down first."""
        now = self.opens - timedelta(minutes=30)
        for boundary in story.boundaries:
            if boundary.kind in ENDS:
                self._withdraw(story, boundary, now)
                return
            words = story.span(boundary.at).text
            self._publish(story, boundary.kind, boundary.at, words, at=boundary.at, now=now)

    def _publish(self, story: Story, kind: str, moment: datetime, words: str, **when) -> None:
        from articles import publishing
        from tests import factories

        fields = _text(words)
        if kind.startswith("embargo"):
            fields["embargoed_until"] = moment
        told = {}
        if kind == "correction":
            told = {"change": "correction", "note": f"{_note(story, moment)} was wrong."}
        article = factories.change(story.article, by=self.editor, now=when["now"], **fields)
        publishing.publish(article, by=self.editor, **told, **when)

    def _withdraw(self, story: Story, boundary, now: datetime) -> None:
        from articles import publishing

        led_to = self.see_instead[story.language].article if boundary.kind == "moved" else None
        publishing.withdraw(
            story.article,
            by=self.editor,
            at=boundary.at,
            answer=ENDS[boundary.kind],
            public_note=f"{story.word('w', 0)} is withdrawn.",
            see_instead=led_to,
            now=now,
        )

    def order_returns(self, now: datetime) -> None:
        """Orders the return of what went down since this was asked last."""
        from articles import publishing

        for story in self.stories:
            last = story.boundaries[-1:]
            if not last or last[0].kind != "return" or story.is_return_ordered:
                continue
            if last[0].at <= now:
                raise SystemExit("This machine is too slow for it: leave more --apart.")
            if story.withdrawals[-1].begins < now:
                publishing.bring_back(story.article, by=self.editor, at=last[0].at, now=now)
                story.is_return_ordered = True


def _text(words: str) -> dict:
    return {"headline": f"{words} boats", "body": f"<p>{words} came in.</p>"}


def _note(story: Story, moment: datetime) -> str:
    return next(words for at, words in story.notes if at == moment)


def _has_picture(story: Story) -> bool:
    return story.number % 10 < 2
