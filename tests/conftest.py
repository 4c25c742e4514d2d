"""What several tests stand on: the sample dumps, and the gold data where it is there."""

import os
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DUMPS = Path(__file__).parent / "data" / "dumps"

# Tests press Ctrl-C, also where they run in the background of a shell, which has it ignored.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def dumps() -> Path:
    """The folder of sample dumps that the project ships."""
    return DUMPS


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder with gold data and scorers; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("PRESSCUT_GOLD", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no gold data in {folder.name}: set PRESSCUT_GOLD to measure quality")
    return folder


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name cases of bytes by number: compressed bytes may hold the second they were made in.

    Processes that share a run out must collect the same names.
    """
    return argname if isinstance(val, bytes) else None
