"""Training of boosted oblivious trees, and their export as transforms/trees.py reads them."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from catboost import CatBoostClassifier
from lightgbm import LGBMClassifier
from numpy.typing import NDArray

from transforms.trees import LEAF_UNIT, Trees

# The same on every machine: sums over threads depend on how many there are.
THREADS = 2
SEED = 1
_NEVER = float(np.finfo(np.float32).max)


def train_trees(
    matrix: NDArray[np.float32],
    answers: NDArray[np.bool_],
    weights: NDArray[np.float64],
    names: tuple[str, ...],
    *,
    threshold: float = 0.5,
    **parameters: Any,
) -> Trees:
    """Trains a model; the same rows and parameters give the same model.

    Args:
        matrix: a row an example, a column for each of names.
        answers: yes or no for each row.
        weights: what each row counts.
        names: of the features.
        threshold: from which probability on the answer is yes.
        parameters: CatBoost's.

    Raises:
        ValueError: where CatBoost's file is not as expected.
    """
    features, thresholds, leaves = [], [], []
    model = _train(matrix, answers, weights, parameters)
    levels = parameters["depth"]
    for tree in model["oblivious_trees"]:
        splits = tree["splits"] or ()
        # A tree of fewer levels has questions left whose answer is always no.
        free = levels - len(splits)
        features.append([split["float_feature_index"] for split in splits] + [0] * free)
        thresholds.append([split["border"] for split in splits] + [_NEVER] * free)
        values = np.zeros(2**levels)
        values[: len(tree["leaf_values"])] = tree["leaf_values"]
        leaves.append(values)
    scale, (bias,) = model["scale_and_bias"]
    if scale != 1:
        raise ValueError(f"leaves are scaled by {scale}")
    return Trees(
        names=names,
        features=np.array(features, dtype=np.intp).T.copy(),
        thresholds=np.array(thresholds, dtype=np.float32).T.copy(),
        leaves=np.round(np.array(leaves) / LEAF_UNIT).astype(np.int32),
        bias=round(bias / LEAF_UNIT),
        threshold=threshold,
    )


def train_random_trees(
    matrix: NDArray[np.float32],
    answers: NDArray[np.bool_],
    weights: NDArray[np.float64],
    names: tuple[str, ...],
    *,
    threshold: float = 0.5,
    seeds: Sequence[int] = (1,),
    **parameters: Any,
) -> Trees:
    """Trains a model of trees whose questions are drawn and not looked for.

    Takes and gives what train_trees does, and seeds, one for each of the models whose mean is
    taken; the parameters are LightGBM's. Its trees of n leaves are written as oblivious trees of
    n - 1 levels.
    """
    features, thresholds, leaves = [], [], []
    levels = parameters["num_leaves"] - 1
    for seed in seeds:
        classifier = LGBMClassifier(
            random_state=seed,
            extra_trees=True,
            n_jobs=1,
            deterministic=True,
            force_row_wise=True,
            verbose=-1,
            **parameters,
        )
        classifier.fit(matrix, answers, sample_weight=weights)
        for tree in classifier.booster_.dump_model()["tree_info"]:
            questions, values = _as_oblivious(tree["tree_structure"], levels)
            features.append([feature for feature, _ in questions])
            thresholds.append([border for _, border in questions])
            leaves.append(values / len(seeds))
    return Trees(
        names=names,
        features=np.array(features, dtype=np.intp).T.copy(),
        thresholds=np.array(thresholds, dtype=np.float32).T.copy(),
        leaves=np.round(np.array(leaves) / LEAF_UNIT).astype(np.int32),
        bias=0,
        threshold=threshold,
    )


def _as_oblivious(
    root: dict[str, Any], levels: int
) -> tuple[list[tuple[int, float]], NDArray[np.float64]]:
    """A tree's questions, a level each, and its leaf for every way to answer them all."""
    questions: list[tuple[int, float]] = []
    values = np.zeros(2**levels)
    codes = np.arange(2**levels)

    def visit(node: dict[str, Any], here: NDArray[np.bool_]) -> None:
        if "leaf_value" in node:
            values[here] = node["leaf_value"]
            return
        # A column of float32 is over the border if it is over the float32 at or below it.
        border = np.float32(node["threshold"])
        if border > node["threshold"]:
            border = np.nextafter(border, np.float32(-np.inf))
        over = (codes >> len(questions) & 1).astype(bool)
        questions.append((node["split_feature"], float(border)))
        visit(node["left_child"], here & ~over)
        visit(node["right_child"], here & over)

    visit(root, np.ones(2**levels, dtype=bool))
    return questions + [(0, _NEVER)] * (levels - len(questions)), values


def _train(
    matrix: NDArray[np.float32],
    answers: NDArray[np.bool_],
    weights: NDArray[np.float64],
    parameters: dict[str, Any],
) -> dict[str, Any]:
    """A model as CatBoost writes it."""
    classifier = CatBoostClassifier(
        **{
            "random_seed": SEED,
            "thread_count": THREADS,
            "bootstrap_type": "Bernoulli",
            "verbose": 0,
            "allow_writing_files": False,
            **parameters,
        }
    )
    classifier.fit(matrix, answers.astype(np.int8), sample_weight=weights)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        classifier.save_model(str(path), format="json")
        model: dict[str, Any] = orjson.loads(path.read_bytes())
    return model


def to_json(trees: Trees) -> bytes:
    """A model file: of the same trees the same bytes."""
    return orjson.dumps(
        {
            "names": trees.names,
            "bias": trees.bias,
            "threshold": trees.threshold,
            "features": trees.features.tolist(),
            "thresholds": [[float(f"{t:.9g}") for t in row] for row in trees.thresholds.tolist()],
            "leaves": trees.leaves.tolist(),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )
