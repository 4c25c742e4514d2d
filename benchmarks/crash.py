"""What a kill leaves: runs that are SIGKILLed at random moments, and run again.

    python -m benchmarks.crash [DUMPS] [--kills 50] [--workers 1] [--seed 7]

An output has one run; a second one is killed somewhere between its first moment and its last.
Then the output must verify, with the second run there whole or not at all; the same command must
end well, with the same bytes under the same names as if nothing had happened; and who reads all
files must find every article once. Ends with exit code 1 at the first kill after which not all of
that is so. Prints what the kills hit.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ingest_command, make_parser
from transforms.runs import list_runs, read_entries, runs_staged
from transforms.verify import verify_output

SAMPLES = "tests/data/dumps"
PAGE = """<html><body><article><h1>Pier {number} Closes</h1>
<p>Pier {number} will be closed from Monday, the harbour master said, and reopens in May.</p>
<p>Nobody knows why, the clerk said, but all {number} boats are to leave by noon on Friday.</p>
</article></body></html>
"""
PAGES = 60


def files(output: Path) -> dict[str, bytes]:
    """What must be the same after a kill: all files but manifests, which tell the time."""
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.parent.name != "runs"
    }


def ids(output: Path) -> Iterator[str]:
    """The articles that whoever reads all files finds."""
    for path in sorted(output.glob("articles/run=*/*.avro")):
        with path.open("rb") as file:
            yield from (entry["id"] for entry in read_entries(file))


def kill_and_check(
    output: Path, command: list[str], seconds: float, after: dict[str, bytes]
) -> str:
    """Kills the command after so long, and runs it again; what the kill hit."""
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    was_done = run.poll() is not None
    run.kill()
    run.wait()
    if was_done:
        hit = "nothing: it was done"
    elif "second" in list_runs(str(output)):
        hit = "a run that was committed"
    elif list(output.glob("*/run=second")):
        hit = "the commit"
    elif runs_staged(str(output)):
        hit = "the pipeline"
    else:
        hit = "what comes before"
    _require(verify_output(str(output)) == [], "verify passes before the next run")
    subprocess.run(command, check=True)
    _require(verify_output(str(output)) == [], "verify passes after the next run")
    _require(files(output) == after, "the files are as if nothing had happened")
    found = list(ids(output))
    _require(len(found) == len(set(found)), "every article is there once")
    return hit


def _require(is_so: bool, what: str) -> None:
    if not is_so:
        sys.exit(f"after this kill it is not so that {what}")


def main() -> None:
    """Kills and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("dumps", nargs="?", default=SAMPLES)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", default="1")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    hits: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        for number in range(PAGES):
            (pages / f"{number}.html").write_text(PAGE.format(number=number))
        before, output = Path(folder, "before"), Path(folder, "out")
        first = ingest_command([arguments.dumps], str(before), "--run-id", "first")
        subprocess.run(first, check=True)
        both = [arguments.dumps, str(pages)]
        options = ("--run-id", "second", "--reread", "--workers", arguments.workers)
        command = ingest_command(both, str(output), *options)
        shutil.copytree(before, output)
        started = time.perf_counter()
        subprocess.run(command, check=True)
        took = time.perf_counter() - started
        after = files(output)
        for at in range(arguments.kills):
            shutil.rmtree(output)
            shutil.copytree(before, output)
            seconds = draw.uniform(0, took)
            hit = kill_and_check(output, command, seconds, after)
            hits[hit] += 1
            print(f"{at + 1:3} killed after {seconds:5.2f} s of {took:.2f}: {hit}", flush=True)
    print(f"{sum(hits.values())} kills, each recovered from with equal bytes: {dict(hits)}")


if __name__ == "__main__":
    main()
