"""What a dump of text costs: CPU time of ordinary dumps, and of ones made to be hard.

    python -m benchmarks.text GOLD [--rounds 3]

GOLD is the folder that benchmarks.quality takes; its text dumps are measured, each by the least
time of all rounds, and summed up as milliseconds for 10,000 characters. The hard ones are one
line, 200,000 lines of a word, and one line again and again, of five million characters each but
for the words; beside each stands how much longer it takes than half of it, which is 2 where time
grows with size.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

# As the process that cuts has it (transforms.sandbox); to be said before numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from benchmarks.measure import Figures, cpu_of, make_parser, print_head, print_rows
from schemas.records import Source
from transforms.cut_page import cut_page
from transforms.pages import MediaType, Page

SETS = ("seeds", "glued", "wet")
HARD_CHARS = 5_000_000
HARD_LINES = 200_000
SENTENCE = "The ferry will not run before April, the harbour office in Port Ellery said on Monday. "


def text_page(payload: bytes) -> Page:
    """A page of plain text."""
    return Page(payload=payload, media_type=MediaType.TEXT, source=Source(dump="bench.txt", page=0))


def seconds(pages: Sequence[Page], rounds: int) -> float:
    """CPU time of all pages, of each the least of all rounds."""
    return sum(min(cpu_of(partial(cut_page, page)) for _ in range(rounds)) for page in pages)


def text_costs(gold: Path, rounds: int) -> Figures:
    """What 10,000 characters of each set take, in ms."""
    figures = {}
    for name in SETS:
        texts = [path.read_bytes() for path in sorted((gold / "data" / name).glob("*.txt"))]
        chars = sum(len(text.decode()) for text in texts)
        spent = seconds([text_page(text) for text in texts], rounds)
        figures[f"{name}: 10,000 characters, ms"] = 1000 * spent / (chars / 10_000)
    return figures


def hard_texts() -> Iterator[tuple[str, str, str]]:
    """What a hard dump is, it, and half of it."""
    line = SENTENCE * (HARD_CHARS // len(SENTENCE))
    yield "one line", line, line[: len(line) // 2]
    words = [f"word{number % 5000}" for number in range(HARD_LINES)]
    yield "lines of a word", "\n".join(words), "\n".join(words[: HARD_LINES // 2])
    lines = [SENTENCE.strip()] * (HARD_CHARS // len(SENTENCE))
    yield "a repeated line", "\n".join(lines), "\n".join(lines[: len(lines) // 2])


def hard_costs() -> Figures:
    """What hard dumps take, in seconds, and how much more that is than half of each takes."""
    figures = {}
    for name, whole, half in hard_texts():
        spent, of_half = (seconds([text_page(text.encode())], 1) for text in (whole, half))
        figures[f"{name}: s"] = spent
        figures[f"{name}: to half of it"] = spent / of_half
    return figures


def main() -> None:
    """Measures and prints."""
    parser: argparse.ArgumentParser = make_parser(__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    cut_page(text_page(SENTENCE.encode()))  # what is loaded at first use
    print_head("presscut")
    print_rows(text_costs(arguments.gold, arguments.rounds))
    print_rows(hard_costs())


if __name__ == "__main__":
    main()
