"""Windows on Beam: each is a run with a folder of its own; a batch is one, the global window.

What a bundle sums up or files comes of elements of one window or of several, and has to leave in
the window that it is of.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, Generic, TypeAlias, TypeVar

from apache_beam.transforms.window import GlobalWindow, IntervalWindow
from apache_beam.utils.windowed_value import WindowedValue

Window: TypeAlias = GlobalWindow | IntervalWindow
# In the path of a folder it stands for the window; no output can have one in its name.
ANY_WINDOW = "*"
_SECOND = "%Y%m%dT%H%M%S"
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

_Kept = TypeVar("_Kept")


def name_window(window: IntervalWindow) -> str:
    """A window's end, UTC, to the millisecond, as a run's id.

    >>> name_window(IntervalWindow(1795288495, 1795288500))
    '20261121T191500.000Z'
    """
    return name_time(_EPOCH + timedelta(microseconds=window.end.micros))


def name_time(time: datetime) -> str:
    """A time, UTC, to the millisecond, as a run's id."""
    return f"{time:{_SECOND}}.{time.microsecond // 1000:03}Z"


def end_of(name: str) -> datetime:
    """The end of a window, by its name.

    >>> end_of("20261121T191500.250Z").isoformat()
    '2026-11-21T19:15:00.250000+00:00'
    """
    return datetime.strptime(name, f"{_SECOND}.%fZ").replace(tzinfo=timezone.utc)


def folder_of(folder: str, window: Window) -> str:
    """The folder of a window.

    >>> folder_of("/out/_staging/*~1", IntervalWindow(1795288495, 1795288500))
    '/out/_staging/20261121T191500.000Z~1'
    >>> folder_of("/out/_staging/one~1", GlobalWindow())
    '/out/_staging/one~1'
    """
    if isinstance(window, GlobalWindow):
        return folder
    return folder.replace(ANY_WINDOW, name_window(window))


def put_in(window: Window, value: Any) -> WindowedValue:
    """A value as finish_bundle hands it on, in a window."""
    return WindowedValue(value, window.max_timestamp(), [window])


class ByWindow(Generic[_Kept]):
    """What a DoFn keeps for each window of a bundle. Not for several threads at once."""

    def __init__(self, make: Callable[[Window], _Kept]) -> None:
        """Keeps nothing yet; what is kept for a window is made when it is first asked for."""
        self._make = make
        self._kept: dict[Window, _Kept] = {}

    def __getitem__(self, window: Window) -> _Kept:
        if window not in self._kept:
            self._kept[window] = self._make(window)
        return self._kept[window]

    def take(self) -> Iterator[tuple[Window, _Kept]]:
        """What was kept since the last time."""
        kept, self._kept = self._kept, {}
        yield from kept.items()
