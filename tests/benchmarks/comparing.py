"""How long comparisons take, and how much memory: `python -m tests.benchmarks.comparing`.

The cases are the largest bodies that clean() lets pass, in the shapes that cost most.
"""

import os
import random
import time
import tracemalloc
from collections.abc import Callable
from itertools import chain

import django
from django.utils.module_loading import import_string

_CHANCE = random.Random(1)
_VOCABULARY = ["".join(_CHANCE.choices("abcdefghiklmnoprstuvw", k=n % 9 + 2)) for n in range(4_000)]


def story(words: int, seed: int) -> list[list[str]]:
    """Paragraphs of 60 words, some words much more frequent than others, as in any language."""
    chance = random.Random(seed)
    picked = [_VOCABULARY[int(4_000 * chance.random() ** 3)] for _ in range(words)]
    return [picked[start : start + 60] for start in range(0, words, 60)]


def html(paragraphs: list[list[str]]) -> str:
    return "".join(f"<p>{' '.join(words)}.</p>" for words in paragraphs)


def edited(paragraphs: list[list[str]], share: float) -> list[list[str]]:
    """Some words replaced, some paragraphs moved, some gone."""
    chance = random.Random(2)
    found = [
        [chance.choice(_VOCABULARY) if chance.random() < share else word for word in words]
        for words in paragraphs
        if chance.random() > 0.05
    ]
    for _ in range(len(found) // 20):
        found.insert(chance.randrange(len(found)), found.pop(chance.randrange(len(found))))
    return found


def nested(depth: int, word: str) -> str:
    return "<ul><li>" * depth + word + "</li></ul>" * depth


def table(rows: int, columns: int, word: str) -> str:
    cells = (
        "".join(f"<td>{word}{row} {column}</td>" for column in range(columns))
        for row in range(rows)
    )
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


def cases() -> dict[str, Callable[[], tuple[str, str]]]:
    """Name → the two bodies."""
    text = story(10_000, 1)
    words = [f"w{n}" for n in range(80_000)]
    return {
        "10,000 words, 1 in 50 changed": lambda: (html(text), html(edited(text, 0.02))),
        "10,000 words, 1 in 3 changed": lambda: (html(text), html(edited(text, 0.33))),
        "10,000 words, another story": lambda: (html(text), html(story(10_000, 3))),
        "10,000 words in one paragraph, 1 in 3 changed": lambda: (
            html([list(chain.from_iterable(text))]),
            html([list(chain.from_iterable(edited(text, 0.33)))]),
        ),
        "10,000 words in reverse order": lambda: (html(text), html(text[::-1])),
        "10,000 paragraphs of one word, all others": lambda: (
            "".join(f"<p>a{n}</p>" for n in range(10_000)),
            "".join(f"<p>b{n}</p>" for n in range(10_000)),
        ),
        "10,000 paragraphs, shuffled": lambda: (
            "".join(f"<p>paragraph a{n}</p>" for n in range(10_000)),
            "".join(f"<p>paragraph a{n}</p>" for n in _CHANCE.sample(range(10_000), 10_000)),
        ),
        "80,000 words, all the same": lambda: (
            f"<p>{'word ' * 80_000}</p>",
            f"<p>{'word ' * 40_000}other {'word ' * 39_000}</p>",
        ),
        "80,000 words, all others": lambda: (
            f"<p>{' '.join(words[:65_000])}</p>",
            f"<p>{' '.join(f'v{n}' for n in range(65_000))}</p>",
        ),
        "80,000 words of one paragraph, two changed": lambda: (
            f"<p>{' '.join(words[:65_000])}</p>",
            f"<p>x {' '.join(words[:30_000])} y {' '.join(words[30_000:65_000])} z</p>",
        ),
        "alternating words": lambda: (f"<p>{'a b ' * 60_000}</p>", f"<p>{'b c a ' * 40_000}</p>"),
        "100 paragraphs alike but for one word": lambda: (
            "".join(f"<p>{'same words again ' * 100}{n}</p>" for n in range(100)),
            "".join(f"<p>{'same words again ' * 100}{n + 1_000}</p>" for n in range(100)),
        ),
        "2,000 paragraphs alike but for one word": lambda: (
            "".join(f"<p>{'same words again ' * 12}{n}</p>" for n in range(2_000)),
            "".join(f"<p>{'same words again ' * 12}{n + 5_000}</p>" for n in range(2_000)),
        ),
        "lists in lists": lambda: (nested(45, "x"), nested(45, "y")),
        "400 lists in lists": lambda: (
            "".join(nested(8, f"x{n}") for n in range(400)),
            "".join(nested(8, f"y{n}") for n in range(400)),
        ),
        "6,400 cells, all others": lambda: (table(640, 10, "a"), table(640, 10, "b")),
        "6,400 cells, a column more": lambda: (table(640, 10, "a"), table(580, 11, "a")),
        "a row of 10,000 cells": lambda: (table(1, 10_000, "a"), table(1, 9_000, "b")),
        "letters under marks": lambda: (
            f"<p>{'a' + chr(0x301) * 20_000} {'b' + chr(0x302) * 100_000}</p>",
            f"<p>{'a' + chr(0x301) * 20_001} {'b' + chr(0x302) * 100_000}</p>",
        ),
        "9,000 changes in a link of 2,000 letters": lambda: (
            f'<p><a href="/{"x" * 1_900}">{"unchanging a " * 9_000}</a></p>',
            f"<p>{'unchanging b ' * 9_000}</p>",
        ),
        "9,000 changes within 90 elements": lambda: (
            f"<p>{'<b><i>' * 45}{'unchanging a ' * 9_000}{'</i></b>' * 45}</p>",
            f"<p>{'unchanging b ' * 9_000}</p>",
        ),
        "14,000 bold words, no longer": lambda: (
            f"<p>{'<b>x</b> y ' * 14_000}</p>",
            f"<p>{'x y ' * 14_000}</p>",
        ),
        "14,000 formats by turns": lambda: (
            f"<p>{'<b>x</b><i>y</i>' * 7_000}</p>",
            f"<p>{'<i>x</i><b>y</b>' * 7_000}</p>",
        ),
    }


def main() -> None:
    # The settings must be named before anything of the project is imported.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("SECRET_KEY", "x" * 60)
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    compare = import_string("articles.diffing.compare")
    clean = import_string("articles.richtext.clean")
    print(f"{'case':<48} {'seconds':>8} {'MB':>6} {'rows':>7} {'HTML kB':>8}")
    for name, bodies in cases().items():
        pair = [clean(body) for body in bodies()]
        began = time.process_time()
        rows = compare(*pair)
        seconds = time.process_time() - began
        tracemalloc.start()
        compare(*pair)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        size = sum(len(row.before) + len(row.after) + len(row.inline) for row in rows) // 1000
        print(f"{name:<48} {seconds:>8.2f} {peak:>6.0f} {len(rows):>7} {size:>8}", flush=True)


if __name__ == "__main__":
    main()
