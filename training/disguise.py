"""Dumps in languages that nobody knows.

News is written in more languages than there are gold pages of. What a line's words say is then
unknown, and so are the phrases that a site prints, and many scripts have no capitals; what stands
where, and comes back where, has to do. So some dumps are learnt from in other letters.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from training.glue import TextDump

# Syllables and ideographs are no letters to put others in place of.
_FIRST_SYLLABLE = 0x1100


@dataclass(frozen=True, slots=True)
class Script:
    """Letters, by their first and last, and what a sentence ends in."""

    first: str
    last: str
    stop: str = "."

    @property
    def letters(self) -> list[str]:
        codes = map(chr, range(ord(self.first), ord(self.last) + 1))
        return [letter for letter in codes if letter.isalpha()]


# The first two have capitals.
SCRIPTS = (
    Script("a", "z"),
    Script("а", "я"),
    Script("अ", "ह", "।"),
    Script("অ", "হ", "।"),
    Script("அ", "ஹ"),
    Script("ก", "ฮ", ""),
    Script("ا", "ي"),
    Script("ا", "ي", "۔"),
    Script("א", "ת"),
    Script("ა", "ჰ"),
)
_STOP = re.compile(r"(?<=\w)\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Disguise:
    """Other letters in place of a text's own, the same throughout.

    Attributes:
        table: for each letter another one.
        stop: what a sentence ends in.
    """

    table: Mapping[int, str]
    stop: str

    @classmethod
    def of(cls, text: str, draw: random.Random) -> "Disguise":
        """One that is drawn by chance, for the letters of a text."""
        script = draw.choice(SCRIPTS)
        own = sorted(char for char in set(text.lower()) if _is_letter(char))
        letters = script.letters
        others = [draw.choice(letters) for _ in own]
        table = {ord(char): other for char, other in zip(own, others, strict=True)}
        for char, other in zip(own, others, strict=True):
            if len(char.upper()) == 1:
                table.setdefault(ord(char.upper()), other.upper())
        return cls(table, script.stop)

    def put_on(self, text: str) -> str:
        """The text in the other letters."""
        return _STOP.sub(self.stop, text).translate(self.table)


def disguise(dump: TextDump, draw: random.Random) -> TextDump:
    """The dump in letters that are drawn by chance."""
    put_on = Disguise.of(dump.text, draw).put_on
    lines = (replace(line, text=put_on(line.text)) for line in dump.lines)
    return replace(dump, lines=tuple(lines))


def _is_letter(char: str) -> bool:
    return char.isalpha() and ord(char) < _FIRST_SYLLABLE
