"""Work on Beam: how it leaves a step, as one element of a bundle."""

from collections.abc import Iterator

from apache_beam.pvalue import TaggedOutput
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue

from transforms.work import Clock

TAG = "work"


def tag_work(clock: Clock) -> Iterator[TaggedOutput]:
    """What a DoFn's finish_bundle hands on: the bundle's work, under TAG."""
    window = GlobalWindow()
    for work in clock.take():
        yield TaggedOutput(TAG, WindowedValue(work, window.max_timestamp(), [window]))
