"""What is said of a pipeline that failed."""

import pytest

from pipelines.failures import describe_failure
from transforms.storage import MAX_SAID_CHARS


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("Traceback (most recent call last):\n  File …\nKeyError: 'a'\n\n", "KeyError: 'a'"),
        ("KeyError: 'a' [while running 'Cut/Page']", "KeyError: 'a'"),
        ("KeyError: 'a'\n [while running 'Cut/Page']", "KeyError: 'a'"),
        ("", "RuntimeError('')"),
        (
            "Pipeline BeamApp-1_a-b failed in state FAILED: java.net.ConnectException: refused",
            "java.net.ConnectException: refused: see that the cluster's master is up, and where "
            "its tasks run the worker pool that --environment_config names",
        ),
        (
            "ModuleNotFoundError: No module named 'transforms'",
            "ModuleNotFoundError: No module named 'transforms': install presscut, of this "
            "version, where the workers run",
        ),
    ],
)
def test_a_failure_is_one_sentence(error: str, said: str) -> None:
    assert describe_failure(RuntimeError(error)) == said


def test_a_failure_that_quotes_what_it_was_given_is_cut_short() -> None:
    said = describe_failure(RuntimeError(f"UnknownType: {'a field ' * 1000}"))
    assert said.startswith("UnknownType: a field a field")
    assert said.endswith(" …")
    assert len(said) <= MAX_SAID_CHARS
