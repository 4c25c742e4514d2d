"""Cutting a text dump by rules: what a reader would say who sees lines and cannot read them.

Three steps. Each block gets the label that its own text gives it. Then come the places where an
article begins: a headline that is printed again below, or a line that looks like one after
furniture or a gap. Last, the blocks of each span are named by their place in it.

The models of transforms.segment_text take what comes out for one more piece of evidence, and it
decides where they find nothing: dumps of a line or two.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from transforms import furniture
from transforms.blocks import Block
from transforms.decode import fold
from transforms.labels import Label, Span

# How many blocks below a headline its second printing is looked for.
MAX_REPEAT_DISTANCE = 12
# How many blocks there may be between a headline and the first paragraph.
MAX_MASTHEAD_BLOCKS = 14
MIN_GAP_LINES = 2
# What is printed again above the first paragraph is a caption if it says more than this.
MAX_LABEL_WEIGHT = 60


def segment_by_rules(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Cuts a dump's blocks into spans of one article each; takes at least one block.

    Spans follow one another. What stands before the first article belongs to its span, as
    FURNITURE; a dump without an article is one span of FURNITURE.
    """
    own = _own_labels(blocks)
    squashed = [fold(furniture.strip_bullet(block.text)) for block in blocks]
    prose = [own[i] is None and furniture.is_prose(block.text) for i, block in enumerate(blocks)]
    spans: list[tuple[list[Block], list[Label]]] = []
    for first, last in pairwise([*_find_starts(blocks, own, squashed, prose), len(blocks)]):
        part = slice(first, last)
        labels = _label(blocks[part], own[part], squashed[part], prose[part])
        if Label.BODY in labels or not spans:
            spans.append((list(blocks[part]), labels))
        else:
            # No article after all: what stands there trails the article before it.
            spans[-1][0].extend(blocks[part])
            spans[-1][1].extend([Label.FURNITURE] * len(labels))
    if len(spans) > 1 and Label.BODY not in spans[0][1]:
        lead = spans.pop(0)[0]
        spans[0] = (lead + spans[0][0], [Label.FURNITURE] * len(lead) + spans[0][1])
    if Label.BODY not in spans[0][1]:
        spans[0] = (spans[0][0], [Label.FURNITURE] * len(spans[0][0]))
    return tuple(Span(blocks=tuple(b), labels=tuple(labels)) for b, labels in spans)


def _own_labels(blocks: Sequence[Block]) -> list[Label | None]:
    """What each block is by its own text alone; None where that tells nothing."""
    own: list[Label | None] = []
    under_head = False
    for block in blocks:
        # "Categories", and right below it the categories.
        under_head = under_head and block.blank_lines == 0 and not furniture.is_prose(block.text)
        own.append(Label.FURNITURE if under_head else _own_label(block.text))
        under_head = under_head or furniture.heads_list(block.text)
    return own


def _own_label(text: str) -> Label | None:
    if furniture.is_furniture(text):
        return Label.FURNITURE
    if furniture.is_credit(text):
        return Label.CREDIT
    if furniture.is_byline(text):
        return Label.BYLINE
    if furniture.is_date_line(text):
        return Label.DATE
    return Label.CAPTION if furniture.is_caption(text) else None


def _find_starts(
    blocks: Sequence[Block], own: list[Label | None], squashed: list[str], prose: list[bool]
) -> list[int]:
    """The numbers of the blocks at which an article begins; the first is always 0."""
    starts = [0]
    had_prose = in_masthead = False
    masthead_end = 0
    for i, block in enumerate(blocks):
        had_prose = had_prose or prose[i]
        if i < masthead_end or own[i] is not None or not furniture.is_headline(block.text):
            continue
        last_repeat = _last_repeat(i, squashed, prose)
        if in_masthead and not had_prose:
            continue  # printed twice below a headline that is: a caption
        if last_repeat is not None:
            if i:
                starts.append(i)
            masthead_end = last_repeat + 1
        elif had_prose and _follows_break(i, blocks, own) and _leads_to_prose(i, own, prose):
            starts.append(i)
        else:
            continue
        in_masthead, had_prose = last_repeat is not None, False
    return starts


def _last_repeat(i: int, squashed: list[str], prose: list[bool]) -> int | None:
    """The last printing of a headline in the same masthead, or None if it is printed once."""
    last = None
    end = min(i + MAX_REPEAT_DISTANCE + 1, len(squashed))
    for j in range(i + 1, end):
        if squashed[j] == squashed[i]:
            last = j
            end = min(j + MAX_REPEAT_DISTANCE + 1, len(squashed))
        elif prose[j] and squashed[i:end].count(squashed[j]) == 1:
            break
    return last


def _follows_break(i: int, blocks: Sequence[Block], own: list[Label | None]) -> bool:
    """Whether an article may have ended right before a block."""
    return blocks[i].blank_lines >= MIN_GAP_LINES or own[i - 1] in (Label.FURNITURE, Label.CREDIT)


def _leads_to_prose(i: int, own: list[Label | None], prose: list[bool]) -> bool:
    """Whether paragraphs follow a block within the length of a masthead."""
    return any(prose[i + 1 : i + 1 + MAX_MASTHEAD_BLOCKS])


def _label(
    blocks: Sequence[Block], own: list[Label | None], squashed: list[str], prose: list[bool]
) -> list[Label]:
    """Names the blocks of one span."""
    labels = [label or Label.BODY for label in own]
    heads = (
        i for i, block in enumerate(blocks) if own[i] is None and furniture.is_headline(block.text)
    )
    headline = next(heads, None)
    body_from = 0
    if headline is not None:
        body_from = _label_masthead(blocks, labels, headline, squashed, prose)
    _label_rest(blocks, labels, body_from, squashed)
    return labels


def _label_masthead(
    blocks: Sequence[Block],
    labels: list[Label],
    headline: int,
    squashed: list[str],
    prose: list[bool],
) -> int:
    """Names what stands between headline and first paragraph; returns where the body begins."""
    printings: defaultdict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(squashed):
        printings[text].append(i)
    last_headline = _last_repeat(headline, squashed, prose) or headline
    for i in printings[squashed[headline]]:
        labels[i] = Label.HEADLINE if i <= last_headline else Label.FURNITURE
    labels[:headline] = [Label.FURNITURE] * headline
    for i in range(headline + 1, len(blocks)):
        if labels[i] is not Label.BODY:
            continue
        weight = furniture.weigh(blocks[i].text)
        first = printings[squashed[i]][0]
        repeated = len(printings[squashed[i]]) > 1
        if i > last_headline and furniture.has_bullet(blocks[i].text):
            labels[i] = Label.STANDFIRST
        elif i > last_headline and prose[i] and not (repeated and first < last_headline):
            return i
        elif i < last_headline or (repeated and i - first <= MAX_REPEAT_DISTANCE):
            labels[i] = Label.CAPTION if weight > MAX_LABEL_WEIGHT else Label.FURNITURE
        else:
            is_long = weight >= furniture.MIN_PROSE_CHARS
            labels[i] = Label.STANDFIRST if is_long else Label.FURNITURE
    return len(blocks)


def _label_rest(
    blocks: Sequence[Block], labels: list[Label], body_from: int, squashed: list[str]
) -> None:
    """Takes out of a body what it repeats, and what trails its last paragraph."""
    seen: set[str] = set()
    last_prose = -1
    for i in range(body_from, len(blocks)):
        if labels[i] is Label.CAPTION and seen and furniture.find_signature(blocks[i].text):
            # Below the first paragraph, "… he said. (AP)" is a paragraph and no caption.
            labels[i] = Label.BODY
        if labels[i] is not Label.BODY:
            continue
        if squashed[i] in seen or not squashed[i]:
            labels[i] = Label.FURNITURE
            continue
        seen.add(squashed[i])
        if furniture.is_prose(blocks[i].text) or (
            last_prose >= 0 and furniture.is_sentence(blocks[i].text)
        ):
            last_prose = i
    for i in range(last_prose + 1, len(blocks)):
        if labels[i] not in (Label.CREDIT, Label.CAPTION):
            labels[i] = Label.FURNITURE
