"""settled(): which spaces that do not break (U+00A0) were meant, and which an editor left behind.

Browsers put one wherever a space is typed beside the edge of a tag or beside another space, and
programs fill empty cells and lines with them. Such litter keeps lines from breaking where they
should. The rule, over each run of white space and inline tags that holds one:

- alone between two characters, it was meant and stays: `5&nbsp;km`, `10&nbsp;000`, `A.&nbsp;Reeve`;
- at the edge of a block or of a line, it goes;
- beside a plain space, another one or an inline tag, the run becomes one space where its first
  stood: one that does not break only between a number and a short unit, before dashes and
  `! ? : ; » › % ‰`, and after `« ‹ „ № §`, where typography binds.

What holds none is left alone, and what stands in `pre` too. Applied twice it changes nothing.
"""

import re

from articles.richtext.allowed import INLINE

_SPACE = "&nbsp;"
_TAG = rf"</?(?:{'|'.join(sorted(INLINE))})(?: [^>]*+)?>"
_WHITE = r"(?:[ \t\n\xa0]|&nbsp;)"
_RUN = re.compile(rf"(?:{_WHITE}|{_TAG})++")
_PART = re.compile(rf"(?P<tag>{_TAG})|{_WHITE}++")
_PRE = re.compile(r"(</?pre(?: [^>]*+)?>)")
_UNIT = re.compile(r"(?:[^\W\d_]{1,3}(?!\w)|[%‰°€$£₼₽₺]|\d)")
_BOUND_BEFORE = frozenset("!?:;»›%‰—–")
_BOUND_AFTER = frozenset("«‹„№§")


def settled(html: str) -> str:
    """HTML as rewriting or nh3 wrote it, without the litter."""
    if "\xa0" not in html and _SPACE not in html:
        return html
    depth, parts = 0, []
    for part in _PRE.split(html):
        if part.startswith(("<pre", "</pre")):
            depth = max(0, depth + (-1 if part[1] == "/" else 1))
            parts.append(part)
        else:
            parts.append(part if depth else _RUN.sub(_settled_run, part))
    return "".join(parts)


def _settled_run(run: re.Match) -> str:
    text = run[0]
    if text in ("\xa0", _SPACE) and not _at_an_edge(run):
        return text
    if "\xa0" not in text and _SPACE not in text:
        return text
    if _at_an_edge(run):
        return text.replace("\xa0", "").replace(_SPACE, "")
    before, after = run.string[run.start() - 1], run.string[run.end() : run.end() + 4]
    spaces = iter([_SPACE if _are_bound(before, after) else " "])
    return _PART.sub(lambda part: part["tag"] or next(spaces, ""), text)


def _at_an_edge(run: re.Match) -> bool:
    """Whether a block, a line break or the text itself ends here, before the run or behind it."""
    start, end, text = run.start(), run.end(), run.string
    return start == 0 or end == len(text) or text[start - 1] == ">" or text[end] == "<"


def _are_bound(before: str, after: str) -> bool:
    if before in _BOUND_AFTER or after[0] in _BOUND_BEFORE:
        return True
    return before.isdigit() and _UNIT.match(after) is not None
