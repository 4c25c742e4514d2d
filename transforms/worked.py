"""Work on Beam: how it leaves a step, as one element of a bundle for each window."""

from collections.abc import Iterator

from apache_beam.pvalue import TaggedOutput

from transforms.windows import ByWindow, put_in
from transforms.work import Clock

TAG = "work"


class Clocks(ByWindow[Clock]):
    """A clock for each window."""

    def __init__(self, step: str) -> None:
        """Starts no clock yet; the step is one of transforms.work.STEPS."""
        super().__init__(lambda _: Clock(step))


def tag_work(clocks: Clocks) -> Iterator[TaggedOutput]:
    """What a DoFn's finish_bundle hands on: the bundle's work, under TAG."""
    for window, clock in clocks.take():
        for work in clock.take():
            yield TaggedOutput(TAG, put_in(window, work))
