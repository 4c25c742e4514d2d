"""The front end for plain text: lines to blocks."""

from transforms.blocks import Block, BlockKind
from transforms.decode import squeeze


def text_blocks(text: str) -> tuple[Block, ...]:
    r"""One block for each line that is not blank, in order.

    >>> [(b.line, b.blank_lines, b.text) for b in text_blocks("a\n\n b ")]
    [(1, 0, 'a'), (3, 1, 'b')]
    """
    blocks = []
    blank_lines = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if squeezed := squeeze(line):
            blocks.append(
                Block(kind=BlockKind.TEXT, text=squeezed, line=number, blank_lines=blank_lines)
            )
            blank_lines = 0
        else:
            blank_lines += 1
    return tuple(blocks)
