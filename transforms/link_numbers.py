"""What browsers of text print into a page that they save: numbers before links, and of buttons.

Lynx and its like number a page's links from its top to its end ("[12]Fog", "[13]Rain") and list
their addresses below it. Nothing of that is the page's.
"""

import re

# Text with so many is a browser's: notes are numbered behind words, not before them.
MIN_NUMBERS = 5
_NUMBER = re.compile(r"(?<![^\s(#«“\"'‘])\[(\d{1,4})\](?=[^\s\[\]])")
_BUTTON = re.compile(r"\(BUTTON\)")


def has_link_numbers(text: str) -> bool:
    """Whether the links of a text are numbered.

    >>> has_link_numbers("[3]Fog [4]Rain * [5]Ice [6]Home [7]Sea")
    True
    >>> has_link_numbers("[3]Fog [4]Rain [4]Ice [6]Home [7]Sea"), has_link_numbers("[1]Fog [2]Rain")
    (False, False)
    """
    numbers = [int(found[1]) for found in _NUMBER.finditer(text)]
    return len(numbers) >= MIN_NUMBERS and numbers == sorted(set(numbers))


def strip_link_numbers(line: str) -> str:
    """A line of such a text as the page has it.

    >>> strip_link_numbers("(BUTTON) Share By [3]Ada Fenwick [4]@adaf")
    'Share By Ada Fenwick @adaf'
    """
    return _NUMBER.sub("", _BUTTON.sub("", line)).strip()
