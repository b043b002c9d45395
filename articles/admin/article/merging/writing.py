"""The language and the direction that a story is written in, for pages that show its texts."""

from articles import composing


def writing_of(content: dict) -> dict:
    language = content["language"]
    direction = composing.direction_of(language, content["direction"])
    return {"language": language, "direction": direction}
