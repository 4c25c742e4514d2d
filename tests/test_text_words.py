"""What the words of lines say."""

import numpy as np

from transforms.segment_text import load_text_models
from transforms.text_words import NAMES, describe_words

LINES = (
    "Harbour bridge to open after two years of repairs",
    "The harbour authority said on Monday that the bridge would open to traffic again in May.",
    "Sign up for our newsletter and get the best of the harbour in your inbox every Friday.",
)


def test_a_row_a_line_a_column_a_name() -> None:
    matrix = describe_words(LINES, load_text_models().words)
    assert matrix.shape == (len(LINES), len(NAMES))
    assert matrix.dtype == np.float32


def test_the_shipped_models_know_a_line_by_its_words() -> None:
    matrix = describe_words(LINES, load_text_models().words)
    headline, story, box = matrix[:, NAMES.index("body_wording")]
    assert story > headline
    assert story > box
    as_headline = matrix[:, NAMES.index("headline_wording")]
    assert as_headline.argmax() == 0
