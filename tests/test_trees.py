"""Models of oblivious trees: a row goes to the leaf that its answers number."""

from typing import Any

import numpy as np
import pytest

from transforms.segment_html import load_models
from transforms.segment_text import NETWORKS, load_text_models
from transforms.trees import LEAF_UNIT, MAX_ROWS, Trees


def trees(**changed: Any) -> Trees:
    """Two trees of two questions on two columns, the second of which gives nothing."""
    values: dict[str, Any] = {
        "names": ("a", "b"),
        "features": np.array([[0, 0], [1, 1]]),
        "thresholds": np.array([[0.5, 0.0], [10.0, 0.0]], dtype=np.float32),
        "leaves": np.array([[1, 2, 3, 4], [0, 0, 0, 0]], dtype=np.int32) * round(1 / LEAF_UNIT),
        "bias": 0,
        "threshold": 0.5,
    }
    return Trees(**values | changed)


def logistic(margin: float) -> float:
    """Odds as their logarithm to a probability."""
    return float(np.round(1 / (1 + np.exp(-margin)), 3))


@pytest.mark.parametrize(
    ("row", "leaf"), [((0.5, 10.0), 1), ((0.6, 10.0), 2), ((0.5, 10.1), 3), ((0.6, 10.1), 4)]
)
def test_the_answers_number_the_leaf(row: tuple[float, float], leaf: int) -> None:
    matrix = np.array([row], dtype=np.float32)
    assert trees().probabilities(matrix).tolist() == [logistic(leaf)]


def test_all_trees_and_the_bias_are_added() -> None:
    leaves = np.array([[1, 1, 1, 1], [-3, -3, -3, -3]], dtype=np.int32) * round(1 / LEAF_UNIT)
    model = trees(leaves=leaves, bias=round(5 / LEAF_UNIT))
    assert model.probabilities(np.zeros((1, 2), dtype=np.float32)).tolist() == [logistic(3)]


def test_rows_do_not_depend_on_what_else_is_asked() -> None:
    matrix = np.random.default_rng(0).uniform(0, 20, (2 * MAX_ROWS + 5, 2)).astype(np.float32)
    together = trees().probabilities(matrix)
    assert together.tolist() == [float(trees().probabilities(row[None, :])[0]) for row in matrix]
    assert len(trees().probabilities(matrix[:0])) == 0


def test_a_matrix_of_another_model_is_refused() -> None:
    with pytest.raises(ValueError, match="3 columns for a model of 2"):
        trees().probabilities(np.zeros((1, 3), dtype=np.float32))


def test_the_shipped_models_fit_the_features_that_this_version_makes() -> None:
    from transforms import (
        features,
        headline,
        naming,
        page_features,
        text_features,
        text_words,
        wording,
    )

    assert load_models().body.trees.names == (*features.NAMES, *wording.NAMES, *naming.NAMES)
    assert load_models().page_kind.trees.names == page_features.NAMES
    text = load_text_models()
    names = (*text_features.NAMES, *text_words.NAMES)
    assert [network.names for network in text.lines] == [names] * NETWORKS
    assert text.heading.names == (*names, *headline.NAMES)
