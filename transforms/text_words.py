"""What the words of a dump's lines say: how likely each is body, and how likely a headline.

Text has no markup that would tell "Sign up for" from a paragraph, so its words count for more
than those of a page do (transforms.wording).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transforms.hashed import HashModel, Matrix, spread
from transforms.wording import NAMES as WORDING_NAMES
from transforms.wording import hash_words

# What a line is asked for being.
ASKED = ("body", "headline")
NAMES: tuple[str, ...] = tuple(f"{what}_{name}" for what in ASKED for name in WORDING_NAMES)
# What a line's own words say of its being a headline.
HEADLINE_COLUMN = NAMES.index("headline_wording")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordModels:
    """What says by its words what a line is."""

    body: HashModel
    headline: HashModel


def describe_words(texts: Sequence[str], models: WordModels) -> Matrix:
    """What the words of a dump's lines say: a row a line, a column for each of NAMES."""
    hashes = hash_words(texts)
    return np.hstack(
        [
            spread(model.odds(model.add_up(hashes, len(texts))))
            for model in (models.body, models.headline)
        ]
    )
