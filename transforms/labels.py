"""What a segmenter says of blocks: a label each, in spans of one article."""

import enum
from dataclasses import dataclass

from transforms.blocks import Block


class Label(enum.Enum):
    """What a block is to its article."""

    HEADLINE = "HEADLINE"
    STANDFIRST = "STANDFIRST"
    BYLINE = "BYLINE"
    DATE = "DATE"
    CAPTION = "CAPTION"
    BODY = "BODY"
    CREDIT = "CREDIT"
    FURNITURE = "FURNITURE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a page's blocks, with a label for each. It holds one article or none."""

    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]

    def labelled(self, label: Label) -> tuple[Block, ...]:
        """The blocks that bear a label, in order."""
        return tuple(
            block for block, own in zip(self.blocks, self.labels, strict=True) if own is label
        )

    @property
    def is_article(self) -> bool:
        """Whether an article stands in it: it has a body."""
        return Label.BODY in self.labels
