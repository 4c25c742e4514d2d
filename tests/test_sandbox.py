"""Cutting in a process of its own: the same articles, and nothing that a page does gets out."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.metrics import MetricsFilter
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from schemas.records import MAX_SAMPLE_BYTES, Reject, RejectReason, Source, Stage
from transforms import sandbox
from transforms.cut import CutArticles
from transforms.cut_page import cut_page
from transforms.limits import MIB, Limits
from transforms.pages import MediaType, Page
from transforms.sandbox import PageCutter

STORY = (
    b"Council Counts Its Lamps\n\n"
    b"The council has counted its street lamps and found eleven more than it had paid for.\n"
    b"Nobody knows who put them up, the clerk said on Monday, but all of them are lit.\n"
)
# A child that runs the same loop, and does to itself what a page asks for.
CHILD = (
    sys.executable,
    "-c",
    f"""
import ctypes, os, re, signal, sys, time
sys.path[:] = {sys.path!r}
from dataclasses import replace
from transforms import cut_server, sandbox, server
from transforms.cut_page import cut_page

server._ORPHAN_SECONDS = 0.5

def cut(page, limits):
    match page.payload[:20].split()[:1]:
        case [b"stuck"]: re.match("(a+)+$", "a" * 60 + "b")  # in C, the interpreter held
        case [b"asleep"]: time.sleep(1000)
        case [b"steps"]: [time.sleep(0.1) for _ in range(5)]
        case [b"abort"]: os.abort()
        case [b"segfault"]: ctypes.string_at(0)
        case [b"killed"]: os.kill(os.getpid(), signal.SIGKILL)
        case [b"realtime"]: os.kill(os.getpid(), signal.SIGRTMIN + 3)
        case [b"exit"]: os._exit(3)
        case [b"memory"]: bytearray(2 * sandbox.MAX_MEMORY_BYTES)
        case [b"bug"]: 1 / 0
        case [b"noise"]:
            print("noise", flush=True)
            os.write(1, b"more noise")
            print("noise", file=sys.stderr, flush=True)
        case [b"large"]:
            (article,) = cut_page(cut_server._WARM_UP[1], limits)
            return (replace(article, body="x" * (30 * 2**20)),)
    return cut_page(replace(page, payload=page.payload.removeprefix(b"noise")), limits)

cut_server.serve_cuts(cut)
""",
)


def page(payload: bytes, media_type: MediaType = MediaType.TEXT, number: int = 0) -> Page:
    """A page of this payload."""
    return Page(payload=payload, media_type=media_type, source=Source(dump="d", page=number))


GOOD = page(STORY)
# Over two seconds of work.
SLOW = page(b"The ferry will not run before April, the harbour office said on Monday.\n" * 150_000)


@pytest.fixture
def cutter() -> Iterator[Callable[..., PageCutter]]:
    """Makes PageCutters that are closed in the end, and tells whether they have children left."""
    made: list[PageCutter] = []

    def make(seconds: float = 30, command: tuple[str, ...] | None = CHILD) -> PageCutter:
        made.append(PageCutter(Limits(seconds=seconds), command))
        return made[-1]

    before = children()
    yield make
    for one in made:
        one.close()
    assert children() == before


def children() -> set[int]:
    """This process's children, zombies too; but for the one that multiprocessing keeps."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rpartition(")")[2].split()[1]
            command = stat.with_name("cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if int(parent) == os.getpid() and b"resource_tracker" not in command:
            found.add(int(stat.parent.name))
    return found


def has_ended(pid: int, seconds: float = 10) -> bool:
    """Whether a process ends within that time. A zombie that nobody waits for has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_it_cuts_as_cut_page_does(cutter: Callable[..., PageCutter]) -> None:
    pages = [
        GOOD,
        page(b"<h1>Lamps</h1><p>" + STORY.replace(b"\n", b"<p>"), MediaType.HTML),
        page(b""),
        page(bytes(range(256)) * 8),
        page(b"<!-- -->", MediaType.HTML),
        page(b"<div>" * 300 + STORY, MediaType.HTML),
    ]
    one = cutter(command=None)
    assert [one.cut(each) for each in pages] == [cut_page(each) for each in pages]


def test_limits_reach_the_page() -> None:
    one = PageCutter(Limits(depth=5))
    reject = one.cut(page(b"<div>" * 10 + STORY, MediaType.HTML))
    one.close()
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.detail) == (
        RejectReason.TOO_LARGE,
        "elements nest deeper than 5",
    )


def test_a_slow_page_is_stopped_and_its_neighbours_are_cut(
    cutter: Callable[..., PageCutter],
) -> None:
    one = cutter(seconds=0.4, command=None)
    good = cut_page(GOOD)
    assert [one.cut(each) for each in (GOOD, SLOW, GOOD, SLOW, SLOW, GOOD)] == [
        good,
        timeout := Reject(
            source=SLOW.source,
            stage=Stage.CUT,
            reason=RejectReason.TIMEOUT,
            detail="cutting took over 0.4 s",
            sample=SLOW.payload[:MAX_SAMPLE_BYTES],
        ),
        good,
        timeout,
        timeout,
        good,
    ]


@pytest.mark.parametrize("payload", [b"stuck", b"asleep", b"stuck " + b"x" * MIB])
def test_a_page_stuck_in_c_is_stopped(cutter: Callable[..., PageCutter], payload: bytes) -> None:
    one = cutter(seconds=0.4)
    assert one.cut(GOOD) == cut_page(GOOD)
    (stuck,) = children()
    started = time.monotonic()
    reject = one.cut(page(payload))
    assert time.monotonic() - started < 2
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.sample) == (RejectReason.TIMEOUT, payload[:1024])
    assert stuck not in children()
    assert one.cut(GOOD) == cut_page(GOOD)


@pytest.mark.parametrize(
    ("payload", "detail"),
    [
        (b"abort", "the parsing process was ended by SIGABRT"),
        (b"segfault", "the parsing process was ended by SIGSEGV"),
        (b"killed", "the parsing process was ended by SIGKILL"),
        (b"realtime", f"the parsing process was ended by signal {signal.SIGRTMIN + 3}"),
        (b"exit", "the parsing process ended with exit code 3"),
        (b"memory", "cutting took over 4096 MiB of memory"),
    ],
)
def test_a_page_that_kills_its_process_is_rejected(
    cutter: Callable[..., PageCutter], payload: bytes, detail: str
) -> None:
    one = cutter()
    assert one.cut(GOOD) == cut_page(GOOD)
    assert one.cut(page(payload, number=7)) == Reject(
        source=Source(dump="d", page=7),
        stage=Stage.CUT,
        reason=RejectReason.PARSER_ERROR,
        detail=detail,
        sample=payload,
    )
    assert one.cut(GOOD) == cut_page(GOOD)


def test_a_process_killed_between_pages_costs_no_page(cutter: Callable[..., PageCutter]) -> None:
    one = cutter()
    one.cut(GOOD)
    (child,) = children()
    os.kill(child, signal.SIGKILL)
    assert has_ended(child)
    assert one.cut(GOOD) == cut_page(GOOD)


def test_a_bug_of_ours_is_raised_with_its_traceback(cutter: Callable[..., PageCutter]) -> None:
    one = cutter()
    with pytest.raises(
        RuntimeError, match=r"Traceback(?s:.*)page=5.* failed: ZeroDivisionError.*$"
    ):
        one.cut(page(b"bug", number=5))
    assert one.cut(GOOD) == cut_page(GOOD)


def test_what_a_library_prints_does_not_get_into_the_answers(
    cutter: Callable[..., PageCutter], capfd: pytest.CaptureFixture[str]
) -> None:
    one = cutter()
    noisy = replace(GOOD, payload=b"noise " + STORY)
    assert one.cut(noisy) == cut_page(replace(GOOD, payload=b" " + STORY))
    assert one.cut(GOOD) == cut_page(GOOD)
    assert capfd.readouterr() == ("", "")


def test_thousands_of_pages_go_through_one_process(cutter: Callable[..., PageCutter]) -> None:
    one = cutter(command=None)
    one.cut(GOOD)
    before = children()
    expected = cut_page(GOOD)
    assert isinstance(expected, tuple)
    for number in range(2000):
        source = replace(expected[0].source, page=number)
        assert one.cut(page(STORY, number=number)) == (replace(expected[0], source=source),)
    assert children() == before


def test_a_process_is_replaced_in_time(
    cutter: Callable[..., PageCutter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "MAX_PAGES", 2)
    one = cutter()
    seen = []
    for _ in range(5):
        assert one.cut(GOOD) == cut_page(GOOD)
        seen.append(children())
    assert seen[0] == seen[1] != seen[2] == seen[3] != seen[4]
    assert all(len(each) == 1 for each in seen)


def test_large_pages_and_answers_do_not_block_each_other(
    cutter: Callable[..., PageCutter],
) -> None:
    one = cutter()
    for _ in range(2):
        large = one.cut(page(b"large ".ljust(60 * MIB)))
        assert not isinstance(large, Reject)
        assert large[0].body == "x" * (30 * MIB)


def test_a_process_that_does_not_read_is_stopped_too(cutter: Callable[..., PageCutter]) -> None:
    deaf = (sys.executable, "-c", "import os, time; os.write(1, bytes(8)); time.sleep(1000)")
    reject = cutter(seconds=0.3, command=deaf).cut(page(b"x" * MIB))
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.TIMEOUT


def test_a_process_that_does_not_start_fails_the_run(
    cutter: Callable[..., PageCutter], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = cutter(command=(sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(RuntimeError, match=r"no process for cutting.*exit code 3"):
        one.cut(GOOD)
    monkeypatch.setattr(sandbox, "MAX_START_SECONDS", 0.2)
    one = cutter(command=(sys.executable, "-c", "import time; time.sleep(1000)"))
    with pytest.raises(RuntimeError, match=r"no process for cutting.*SIGKILL"):
        one.cut(GOOD)


def test_a_users_folder_of_our_name_is_not_imported(
    cutter: Callable[..., PageCutter], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "transforms").mkdir()
    (tmp_path / "transforms" / "__init__.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    assert cutter(command=None).cut(GOOD) == cut_page(GOOD)


def test_it_pickles_without_its_process(cutter: Callable[..., PageCutter]) -> None:
    one = cutter(command=None)
    one.cut(GOOD)
    # Nothing of this machine's, such as the path of its Python, goes to another.
    assert sys.prefix.encode() not in pickle.dumps(one)
    other = pickle.loads(pickle.dumps(one))  # noqa: S301
    before = children()
    assert other.cut(GOOD) == cut_page(GOOD)
    assert len(children()) == len(before) + 1
    other.close()
    assert children() == before
    other.close()


PARENT = """
import sys, threading
from schemas.records import Reject
from tests.test_sandbox import CHILD, GOOD, children, page
from transforms.limits import Limits
from transforms.sandbox import PageCutter

cutter = PageCutter(Limits(seconds=float(sys.argv[2])), CHILD)
cutter.cut(GOOD)
print(*children(), flush=True)
cut = cutter.cut(page(sys.argv[1].encode()))
print(cut.reason if isinstance(cut, Reject) else "cut", flush=True)
threading.Event().wait()
"""


@pytest.mark.parametrize(
    ("payload", "seconds", "cut"), [(STORY.decode(), 30, True), ("stuck", 2, False)]
)
def test_no_process_outlives_a_parent_that_was_killed(
    payload: str, seconds: float, cut: bool
) -> None:
    command = [sys.executable, "-c", PARENT, payload, str(seconds)]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        if cut:
            assert parent.stdout.readline() == "cut\n"
        else:
            time.sleep(0.2)
        assert not has_ended(child, 0.1)
        parent.kill()
    assert has_ended(child)


def test_time_does_not_pass_while_all_is_stopped() -> None:
    seconds = 1
    command = [sys.executable, "-c", PARENT, f"steps\n\n{STORY.decode()}", str(seconds)]
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=root, start_new_session=True
    ) as parent:
        assert parent.stdout
        parent.stdout.readline()
        time.sleep(0.1)
        os.killpg(parent.pid, signal.SIGSTOP)
        time.sleep(seconds + 0.6)  # the child's own timer is of half a second more
        os.killpg(parent.pid, signal.SIGCONT)
        said = parent.stdout.readline()
        parent.kill()
    assert said == "cut\n"


def _lengthen(one: Page) -> Page:
    """The slow page in place of a short one: Beam takes ten seconds to pack it into a graph."""
    return replace(one, payload=SLOW.payload) if one.source.dump == "slow" else one


def test_a_pipeline_rejects_a_slow_page_and_leaves_no_process() -> None:
    before = children()
    pages = [GOOD, replace(GOOD, source=Source(dump="slow")), replace(GOOD, url="http://x.org/")]
    with TestPipeline("FnApiRunner") as pipeline:
        cut = (
            pipeline
            | beam.Create(pages, reshuffle=False)
            | beam.Map(_lengthen)
            | CutArticles(limits=Limits(seconds=0.4))
        )
        assert_that(
            cut.articles | "Title" >> beam.Map(lambda found: (found.title, found.url)),
            equal_to(
                [
                    ("Council Counts Its Lamps", None),
                    ("Council Counts Its Lamps", "http://x.org/"),
                ]
            ),
        )
        assert_that(
            cut.rejects | "Reason" >> beam.Map(lambda r: (r.source.dump, r.reason, r.detail)),
            equal_to([("slow", RejectReason.TIMEOUT, "cutting took over 0.4 s")]),
            label="rejects",
        )
        assert_that(
            cut.tallies | beam.CombinePerKey(sum),
            equal_to([("pages_with_articles", 2), ("articles_cut", 2), ("rejects.CUT.TIMEOUT", 1)]),
            label="tallies",
        )
    found = pipeline.result.metrics().query(MetricsFilter().with_namespace("news.cut"))
    assert [(each.key.metric.name, each.committed) for each in found["counters"]] == [
        ("TIMEOUT", 1)
    ]
    assert children() == before


def test_a_process_that_was_started_ahead_is_taken(cutter: Callable[..., PageCutter]) -> None:
    with sandbox.child_ahead():
        started = children()
        assert len(started) == 1
        first, second = cutter(command=None), cutter(command=None)
        assert first.cut(GOOD) == cut_page(GOOD)
        assert children() == started
        assert second.cut(GOOD) == cut_page(GOOD)
        assert len(children()) == 2
    assert len(children()) == 2  # whoever took it ends it


def test_a_process_killed_before_it_is_taken_costs_no_page(
    cutter: Callable[..., PageCutter],
) -> None:
    with sandbox.child_ahead():
        (child,) = children()
        os.kill(child, signal.SIGKILL)
        assert has_ended(child)
        assert cutter(command=None).cut(GOOD) == cut_page(GOOD)
        assert child not in children()


def test_a_process_that_nobody_took_is_ended(cutter: Callable[..., PageCutter]) -> None:
    with sandbox.child_ahead():
        assert cutter().cut(GOOD) == cut_page(GOOD)
        assert len(children()) == 2
    assert len(children()) == 1


def test_who_hands_pages_on_loads_nothing_of_what_cuts_them() -> None:
    loaded = subprocess.run(
        (
            sys.executable,
            "-c",
            "import sys, pipelines.cli; print(*(name for name in ('transforms.cut_page', "
            "'lxml.etree', 'langdetect') if name in sys.modules))",
        ),
        capture_output=True,
        check=True,
        text=True,
    )
    assert loaded.stdout.split() == []
