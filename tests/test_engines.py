"""Engines beyond one process, Prism and Flink, write the bytes that the default one writes.

Those marked `cluster` bring clusters up and take processes of theirs down; `make flink-test`.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from cluster.flink import JAR, FlinkCluster, Host
from schemas.avro import KINDS
from tests.conftest import DUMPS, ROOT
from transforms.runs import list_runs, read_manifest
from transforms.verify import verify_output

PRISM = ROOT / ".engines" / "prism"
KEYS = "url,title,story"
PAGES = 60

PAGE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The {title} will be closed from Monday, the harbour master of Port Ellery said, and will
reopen in the week of {number} May, when the last of the {number} boats has left.</p>
<p>Nobody knows why, the clerk said, but all of the boats are to leave by noon on Friday.</p>
</article></body></html>
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two of dumps: `one`, in which are copies, and `two`, with copies of `one`'s."""
    folder = tmp_path_factory.mktemp("engines")
    shutil.copytree(DUMPS, folder / "one")
    (folder / "two").mkdir()
    for number in range(PAGES):
        page = PAGE.format(title=f"Pier {number - number // 10 % 2}", number=number % 60)
        (folder / "one" / f"{number}.html").write_text(page)
        if number % 3 == 0:
            (folder / "two" / f"{number}.html").write_text(page.replace("on Friday", "on Sunday"))
    return folder


@pytest.fixture(scope="session")
def expected(folder: Path) -> dict[str, bytes]:
    """What the default runner writes of both."""
    for run in ("one", "two"):
        assert end(start(folder, "default", ("--workers", "2"), run)) == (0, "")
    reasons = read_manifest(str(folder / "default"), "two").books.duplicates_by_reason
    assert reasons["SEEN_BEFORE"] > 1
    return files(folder / "default")


@pytest.fixture(scope="class")
def flink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlinkCluster]:
    """A Flink cluster of one host."""
    need_flink()
    with FlinkCluster(tmp_path_factory.mktemp("flink")) as cluster:
        yield cluster


def need_flink(hosts: int = 1) -> None:
    if not (JAR.exists() and shutil.which("java")):
        pytest.skip("no Flink: `make engines` builds it where Java and Maven are")
    if hosts > 1 and not (shutil.which("ip") and os.geteuid() == 0):
        pytest.skip("several hosts are network namespaces, which need root and iproute2")


def start(
    folder: Path, output: str, options: Sequence[str], run: str = "one"
) -> "subprocess.Popen[str]":
    """Starts `presscut ingest` of a run's dumps in their folder, with relative paths."""
    command = [sys.executable, "-m", "pipelines.cli", "ingest", run, "--output", output]
    return subprocess.Popen(
        [*command, "--run-id", run, "--key", KEYS, "--quiet", *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def files(output: Path) -> dict[str, bytes]:
    """The Avro files of an output by their path in it."""
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*.avro")}


def assert_same(
    folder: Path, output: str, expected: dict[str, bytes], runs: Sequence[str] = ("one",)
) -> None:
    """The runs are there once, whole, and in the same bytes."""
    written = files(folder / output)
    assert len(written) == len(KINDS) * len(runs)
    assert written == {path: data for path, data in expected.items() if path in written}
    assert list_runs(str(folder / output)) == list(runs)
    assert verify_output(str(folder / output)) == []
    for run in runs:
        assert done_in(folder / output, run) == done_in(folder / "default", run)
    assert not (folder / output / "_staging").exists()


def done_in(output: Path, run: str) -> dict[str, tuple[int, int]]:
    """How many things each step has done, and their bytes: no more where bundles are run again."""
    work = read_manifest(str(output), run).work
    return {step: (done["number"], done["bytes"]) for step, done in work.items()}


def await_in(run: "subprocess.Popen[str]", what: Callable[[], bool]) -> None:
    """Waits for something that a run does before it ends."""
    while not what():
        assert run.poll() is None, end(run)
        time.sleep(0.02)


def kill_a_worker(run: "subprocess.Popen[str]", hosts: Sequence[Host]) -> None:
    """Kills a Python worker that cuts pages, once there is one: the youngest has most to do."""
    await_in(run, lambda: any(host.cutting_workers() for host in hosts))
    os.kill(max(worker for host in hosts for worker in host.cutting_workers()), signal.SIGKILL)


def end(run: "subprocess.Popen[str]") -> tuple[int, str]:
    """How a run ends, and what it says."""
    said, _ = run.communicate(timeout=240)
    return run.returncode, said


def test_prism(folder: Path, expected: dict[str, bytes]) -> None:
    if not PRISM.exists():
        pytest.skip("no Prism: `make engines` builds it where Go is")
    engine = ("--runner", "PrismRunner", "--prism_location", str(PRISM))
    for run in ("one", "two"):
        options = (*engine, "--environment_type", "LOOPBACK")
        assert end(start(folder, "prism", options, run)) == (0, "")
    assert_same(folder, "prism", expected, ("one", "two"))


class TestFlinkOnOneHost:
    """One cluster for all of them."""

    def test_a_worker_is_killed(
        self, folder: Path, expected: dict[str, bytes], flink: FlinkCluster
    ) -> None:
        run = start(folder, "flink", [*flink.options, "--execution_mode_for_batch", "BATCH"])
        kill_a_worker(run, flink.hosts)
        assert end(run) == (0, "")
        assert flink.failures()
        (job,) = flink.ask("/jobs/overview")["jobs"]
        told = flink.ask(f"/jobs/{job['jid']}/config")["execution-config"]
        assert told["execution-mode"] == "BATCH"
        assert_same(folder, "flink", expected)

    @pytest.mark.cluster
    def test_the_runner_starts_the_job_server(
        self, folder: Path, expected: dict[str, bytes], flink: FlinkCluster
    ) -> None:
        for run in ("one", "two"):
            assert end(start(folder, "runner", flink.flink_runner_options, run)) == (0, "")
        assert_same(folder, "runner", expected, ("one", "two"))

    @pytest.mark.cluster
    def test_the_task_manager_is_killed_and_another_started(
        self, folder: Path, expected: dict[str, bytes], flink: FlinkCluster
    ) -> None:
        (host,) = flink.hosts
        run = start(folder, "manager", flink.options)
        await_in(run, lambda: bool(host.cutting_workers()))
        host.task_manager.kill()
        flink.start_task_manager(host)
        assert end(run) == (0, "")
        assert flink.failures()
        assert_same(folder, "manager", expected)

    @pytest.mark.cluster
    def test_a_worker_is_killed_while_shards_are_written(
        self, folder: Path, expected: dict[str, bytes], flink: FlinkCluster
    ) -> None:
        (host,) = flink.hosts
        run = start(folder, "shards", flink.options)
        await_in(run, lambda: bool(list((folder / "shards" / "_staging").rglob("*.avro"))))
        for worker in host.workers():
            os.kill(worker, signal.SIGKILL)
        assert end(run) == (0, "")
        assert flink.failures()
        assert_same(folder, "shards", expected)


@pytest.mark.cluster
def test_flink_that_restarts_nothing_fails_and_commits_nothing(
    folder: Path, tmp_path: Path
) -> None:
    need_flink()
    with FlinkCluster(tmp_path, restarts=0) as flink:
        run = start(folder, "failed", flink.options)
        kill_a_worker(run, flink.hosts)
        code, said = end(run)
    assert code == 1
    assert said.startswith("presscut: the pipeline failed: ")
    assert said.endswith("; nothing was committed\n")
    assert said.count("\n") == 1
    assert not list((folder / "failed").rglob("*.avro"))
    assert list_runs(str(folder / "failed")) == []


@pytest.mark.cluster
@pytest.mark.parametrize("killed", ["nothing", "worker", "task manager"])
def test_flink_on_two_hosts(
    folder: Path, expected: dict[str, bytes], tmp_path: Path, killed: str
) -> None:
    need_flink(hosts=2)
    output = f"two hosts, {killed} killed"
    with FlinkCluster(tmp_path, hosts=2) as flink:
        run = start(folder, output, flink.options)
        await_in(run, lambda: all(host.cutting_workers() for host in flink.hosts))
        if killed == "worker":
            kill_a_worker(run, flink.hosts)
        elif killed == "task manager":
            flink.hosts[0].task_manager.kill()
        assert end(run) == (0, "")
        assert bool(flink.failures()) == (killed != "nothing")
    assert_same(folder, output, expected)
