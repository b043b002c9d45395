"""Why a file is refused, as a word; sentences are made where the editor's language is known."""


class Refusal(Exception):
    """`word` is a key of intake's sentences, `number` what stands in the sentence."""

    def __init__(self, word: str, number: int | None = None):
        self.word, self.number = word, number
        super().__init__(word, number)
