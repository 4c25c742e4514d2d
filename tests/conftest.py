"""What several tests stand on: the sample dumps, and the gold data where it is there."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms import sandbox

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


class _Kept(sandbox.Child):
    """A process that cuts, which whoever is done with it lets go to the next."""

    idle: list["_Kept"] = []  # noqa: RUF012 - of all of them
    _is_ready = False
    _is_asked = False

    def await_ready(self) -> None:
        if not self._is_ready:
            super().await_ready()
            self._is_ready = True

    def ask(self, request: bytes, seconds: float, payload: bytes | None = None) -> bytearray:
        self._is_asked = True
        answer = super().ask(request, seconds, payload)
        self._is_asked = False
        return answer

    def end(self, seconds: float = 0) -> int:
        if self._is_asked or self.is_dead:  # whoever has no answer is never asked again
            return super().end(seconds)
        self.idle.append(self)
        return 0


@pytest.fixture(scope="module")
def warm_cutter() -> Iterator[None]:
    """Lets the runs of this process, one after the other, cut in one child and start no other.

    Its start takes a second of CPU time, and a run of a small dump half of one. Each run that is a
    command has its own, and tests/test_sandbox.py tells how these come and go.
    """

    def take() -> _Kept:
        command = sandbox.command_of("transforms.cut_server", "serve_cuts")
        return _Kept.idle.pop() if _Kept.idle else _Kept(command, "cutting")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "_cutting_child", take)
        yield
    while _Kept.idle:
        sandbox.Child.end(_Kept.idle.pop())


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name cases of bytes by number: compressed bytes may hold the second they were made in.

    Processes that share a run out must collect the same names.
    """
    return argname if isinstance(val, bytes) else None
