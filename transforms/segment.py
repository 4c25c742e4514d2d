"""Cutting a page's blocks into articles, and naming what each block is.

The seam is blocks in, labelled spans out: whatever decides in between sees nothing of
HTML or text files, and nothing after it knows how it decided. HTML is transforms.segment_html's,
plain text transforms.segment_text's.
"""

from collections.abc import Sequence

from transforms.blocks import Block
from transforms.labels import Span
from transforms.metadata import Metadata
from transforms.segment_html import Models, segment_html
from transforms.segment_text import TextModels, segment_text

_NO_METADATA = Metadata()


def segment_blocks(
    blocks: Sequence[Block],
    metadata: Metadata = _NO_METADATA,
    models: Models | None = None,
    text_models: TextModels | None = None,
) -> tuple[Span, ...]:
    """Cuts a page's blocks into spans of one article each.

    Every block is in exactly one span, in which they stand in the order of the page; spans of text
    follow one another, those of HTML may stand in one another. Blocks of text that stand
    before the first article belong to its span, as FURNITURE; a page without an article
    is one span of FURNITURE; a page without blocks gives no span.
    """
    if not blocks:
        return ()
    if blocks[0].path:
        return segment_html(blocks, metadata, models)
    return segment_text(blocks, text_models)
