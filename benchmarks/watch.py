"""What a watch is good for: dumps that arrive while it is killed again and again.

    python -m benchmarks.watch [--files 1000] [--minutes 5] [--kills 10] [--every 10] [--seed 7]
    python -m benchmarks.watch --files 50 --minutes 1 --kills 0 --prism PROGRAM

Files are dropped in at random moments, atomically renamed, and `presscut watch` is SIGKILLed at
others and begun anew. In the end every file must have been read once, and the output verify; it
ends with exit code 1 where that is not so. Prints how long it took from a file to the run that it
is in, and the memory of the watch. With the program of Prism it is `watch --streaming`, and printed
is too how long after a window's end its run was committed.
"""

import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

from benchmarks.measure import Figures, make_parser, print_head, print_rows
from transforms.runs import list_runs, read_manifest
from transforms.verify import verify_output
from transforms.windows import end_of

STORY = """Pier {number} Closes for Repairs

Pier {number} will be closed from Monday, the harbour master said, and reopens in May at the latest.

Nobody knows why, the clerk said, but all {number} boats are to leave by noon on Friday.
"""
LAST_SECONDS = 120.0


class Watch:
    """`presscut watch`, begun anew after each kill."""

    def __init__(self, arrivals: Path, output: Path, every: int, prism: Path | None) -> None:
        self._command = [sys.executable, "-m", "pipelines.cli", "watch", str(arrivals)]
        self._command += ["--output", str(output), "--every", f"{every}s", "--settle", "1s"]
        if prism:
            self._command += ["--streaming", "--runner", "PrismRunner"]
            self._command += ["--prism_location", str(prism), "--environment_type", "LOOPBACK"]
        self._begin()

    def _begin(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        """Ends it as a machine that fails does, and begins it anew."""
        self._process.kill()
        self._process.wait()
        self._begin()

    def memory(self) -> int:
        """The most memory that it has had, in bytes."""
        status = Path("/proc", str(self._process.pid), "status").read_text()
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
        return 1024 * int(line.split()[1])

    def end(self) -> int:
        """Asks it to end; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait()


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    for name, default in (("files", 1000), ("minutes", 5), ("kills", 10), ("every", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--prism", type=Path, metavar="PROGRAM")
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    moments = [
        (draw.uniform(0, 60 * arguments.minutes), what)
        for what, number in (("file", arguments.files), ("kill", arguments.kills))
        for _ in range(number)
    ]
    with tempfile.TemporaryDirectory() as folder:
        arrivals, output = Path(folder, "arrivals"), Path(folder, "out")
        arrivals.mkdir()
        watch = Watch(arrivals, output, arguments.every, arguments.prism)
        arrived: dict[str, float] = {}
        started = time.monotonic()
        for moment, what in sorted(moments):
            time.sleep(max(0.0, started + moment - time.monotonic()))
            if what == "kill":
                watch.kill()
                continue
            number = len(arrived)
            partial = arrivals / f".{number}"
            partial.write_text(STORY.format(number=number))
            arrived[f"{number}.txt"] = time.time()
            partial.rename(arrivals / f"{number}.txt")
        read: dict[str, float] = {}
        until = time.monotonic() + LAST_SECONDS
        while len(read) < len(arrived) and time.monotonic() < until:
            time.sleep(1)
            read = dict(read_files(output))
        memory, code = watch.memory(), watch.end()
        times = Counter(name for name, _ in read_files(output))
        faults = verify_output(str(output))
        if set(times.values()) != {1} or len(times) != len(arrived) or faults or code:
            sys.exit(f"{len(times)} of {len(arrived)} files read, {times.most_common(3)}, {faults}")
        seconds = [read[name] - when for name, when in arrived.items()]
        print_head("presscut")
        print_rows(
            {
                "files, each read once": len(times),
                "runs": len(list_runs(str(output))),
                "from a file to its run, median, s": statistics.median(seconds),
                "from a file to its run, longest, s": max(seconds),
                "the same, to the time between rounds": max(seconds) / arguments.every,
                "memory of the watch, MB": memory / 1e6,
                **(delays(output) if arguments.prism else {}),
            }
        )


def delays(output: Path) -> Figures:
    """How long after its window's end each run was committed."""
    # A manifest tells whole seconds.
    first, *others = [
        manifest.stat().st_mtime - end_of(manifest.stem).timestamp()
        for manifest in sorted((output / "runs").glob("*.json"))
    ]
    return {
        "after a window's end, the first, s": first,
        "the longest of the others, s": max(others, default=0.0),
    }


def read_files(output: Path) -> list[tuple[str, float]]:
    """The files that runs have read, and when each run was committed."""
    found = []
    for run in list_runs(str(output)):
        manifest = read_manifest(str(output), run)
        when = datetime.fromisoformat(manifest.finished).timestamp()
        found += [(Path(entry.path).name, when) for entry in manifest.inputs]
    return found


if __name__ == "__main__":
    main()
