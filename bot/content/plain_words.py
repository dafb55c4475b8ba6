"""What a YAML parser complains of, in words for people who do not know YAML."""

from __future__ import annotations

import re
from typing import Any

# What the parser says -> what is wrong, and how to mend it. The first that fits is taken.
_PLAIN = (
    (
        r"'\\t'",
        "a tab stands where spaces belong",
        "replace the tab by spaces, as many as the line above has",
    ),
    (
        r"mapping values are not allowed",
        "a colon stands inside a text that has no quotes, or the line is indented too far",
        'put the whole text in "straight quotes", or indent the line like its neighbours',
    ),
    (
        r"unexpected end of stream|found unexpected document (indicator|separator)",
        "a quotation mark was opened and not closed",
        "close the text with the same mark that opens it: \" or '",
    ),
    (
        r"expected ',' or '[\]}]'",
        "a bracket is not closed, or a comma is missing between two entries",
        "close each [ with ] and each { with }, and part the entries by commas",
    ),
    (
        r"undefined alias|alphabetic or numeric character|found duplicate anchor",
        "a text begins with * or &, which YAML takes for something else",
        'put the text in "straight quotes"',
    ),
    (
        r"cannot start any token",
        "a text begins with a character that YAML keeps for itself, such as @, % or `",
        'put the text in "straight quotes"',
    ),
    (
        r"unknown escape",
        "a backslash \\ stands in a text with double quotes",
        "leave the backslash out, or use ' quotes",
    ),
    (
        r"could not find expected ':'|simple key",
        "a name has no colon after it, or a line of text is not indented",
        "write name: value, and indent a text further than its name",
    ),
    (
        r"block (end|sequence|mapping|collection)|block entries are not allowed",
        "the line is indented differently from its neighbours, or a quote ends too early",
        "indent it like the entries beside it, and look for a ' or \" in the text",
    ),
    (
        r"special characters are not allowed|control characters",
        "an invisible control character stands in the file",
        "delete it and type the text anew",
    ),
)


def yaml_fault(error: Any, text: str) -> tuple[int, str, str, str]:
    """Return (line, entry, what is wrong, cure) for a parser's `error` in `text`."""
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '') or error}"
    for pattern, wrong, cure in _PLAIN:
        if re.search(pattern, said):
            return _line(error, text, pattern), "YAML", wrong, cure
    cure = "compare this line and the one above with a file beside it: indentation, colons, quotes"
    return _line(error, text, ""), "YAML", "cannot be read", cure


def _line(error: Any, text: str, pattern: str) -> int:
    """Return the line to look at: where a quote or bracket was opened, if that is the trouble."""
    opened = "end of stream" in pattern or pattern.startswith("expected ','")
    own, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = context if opened and context else own
    if mark is not None:
        return int(min(mark.line + 1, text.count("\n") + 1))
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
