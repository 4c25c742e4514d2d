"""A Flink cluster on this machine that runs Beam pipelines: brought up, used, taken down.

    python -m cluster.flink [--hosts N] [COMMAND…]

A JobManager, Beam's job server, and on each host a TaskManager of two slots and a pool that starts
Python workers. One host is this machine; of several each is a network namespace with a localhost of
its own (which needs root and iproute2), and all share the machine's files. The options that bring
a pipeline to the cluster are put behind COMMAND; the cluster goes down when it ends, or with
Ctrl-C where none is given.
"""

import argparse
import ctypes
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
JAR = ROOT / ".engines" / "job-server.jar"
SLOTS = 2  # of each host
SECONDS_TO_COME_UP = 180
_NETWORK = "10.77.41"
_BRIDGE = "presscut0"
_JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
_TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"
_JOB_SERVER = "org.apache.beam.runners.flink.FlinkJobServerDriver"
# A batch shuffle of Beam's wants some 512 network buffers of 32 KB for each slot, and without a
# restart strategy the first worker that dies takes the job with it. A dead TaskManager is missed
# within seconds, not within the minute that suits a larger cluster.
_SETTINGS = {
    "classloader.resolve-order": "parent-first",
    "cluster.evenly-spread-out-slots": "true",
    "heartbeat.interval": "2000",
    "heartbeat.timeout": "30000",
    "jobmanager.memory.process.size": "1200m",
    "restart-strategy": "fixed-delay",
    "restart-strategy.fixed-delay.delay": "4 s",
    "taskmanager.cpu.cores": str(SLOTS),
    "taskmanager.numberOfTaskSlots": str(SLOTS),
    "taskmanager.memory.framework.heap.size": "128m",
    "taskmanager.memory.framework.off-heap.size": "128m",
    "taskmanager.memory.task.heap.size": "512m",
    "taskmanager.memory.task.off-heap.size": "0",
    "taskmanager.memory.managed.size": "256m",
    "taskmanager.memory.network.min": "256m",
    "taskmanager.memory.network.max": "256m",
    "taskmanager.memory.jvm-metaspace.size": "256m",
    "taskmanager.memory.jvm-overhead.min": "192m",
    "taskmanager.memory.jvm-overhead.max": "192m",
}


class ClusterError(Exception):
    """The cluster did not come up; the text says why, or where to look."""


@dataclass
class Host:
    """One machine of the cluster.

    Attributes:
        name: what its processes and logs are called by.
        address: where the JobManager finds it.
        enter: what a command is prefixed with to run there.
        task_manager, pool: its processes, once they run.
    """

    name: str
    address: str
    enter: tuple[str, ...] = ()
    task_manager: subprocess.Popen[bytes] = field(init=False)
    pool: subprocess.Popen[bytes] = field(init=False)

    def workers(self) -> list[int]:
        """The ids of its Python workers."""
        return _children(self.pool.pid)

    def cutting_workers(self) -> list[int]:
        """The ids of those that have a process to cut pages in."""
        return [worker for worker in self.workers() if _children(worker)]


class FlinkCluster:
    """A cluster that runs from __enter__ to __exit__.

    Attributes:
        hosts: as many as were asked for.
        folder: where logs and staged files are.
        rest: the address of Flink's REST service and web page.
    """

    def __init__(self, folder: Path, hosts: int = 1, restarts: int = 5) -> None:
        """Starts nothing yet.

        Args:
            folder: where logs, configuration and what jobs stage are kept.
            hosts: one is this machine; of several each is a network namespace.
            restarts: how many failures of tasks a job survives.
        """
        self.folder = folder
        self._in_namespaces = hosts > 1
        self._master, *self.hosts = (
            Host(f"host{n}", f"{_NETWORK}.{10 + n}", ("ip", "netns", "exec", f"presscut{n}"))
            if self._in_namespaces
            else Host(f"host{n}", "localhost")
            for n in range(hosts + 1)
        )
        rpc, rest, self._jobs, self._pools = _free_ports(4)
        self.rest = f"http://{self._master.address}:{rest}"
        # Flink runs whatever it is sent: it listens to nobody but its own hosts.
        bind = "0.0.0.0" if self._in_namespaces else "localhost"  # noqa: S104 - all are its own
        self._settings = _SETTINGS | {
            "restart-strategy.fixed-delay.attempts": str(restarts),
            "jobmanager.bind-host": bind,
            "jobmanager.rpc.address": self._master.address,
            "jobmanager.rpc.port": str(rpc),
            "rest.address": self._master.address,
            "rest.bind-address": bind,
            "rest.port": str(rest),
            "taskmanager.bind-host": bind,
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def options(self) -> list[str]:
        """What brings a pipeline to the cluster through its job server."""
        return [
            *("--runner", "PortableRunner", "--job_endpoint", f"localhost:{self._jobs}"),
            *self.worker_options,
        ]

    @property
    def flink_runner_options(self) -> list[str]:
        """What brings a pipeline to the cluster through a job server that the runner starts."""
        return [
            *("--runner", "FlinkRunner", "--flink_master", self.rest.removeprefix("http://")),
            *("--flink_job_server_jar", str(JAR)),
            *self.worker_options,
        ]

    @property
    def worker_options(self) -> list[str]:
        """Where Python workers come from, and how many of them."""
        return [
            *("--environment_type", "EXTERNAL"),
            *("--environment_config", f"localhost:{self._pools}"),
            *("--environment_cache_millis", "2000"),
            *("--parallelism", "2"),
        ]

    def __enter__(self) -> "FlinkCluster":
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()
        if self._in_namespaces:
            _remove_network()

    def start_task_manager(self, host: Host) -> None:
        """Starts a host's TaskManager, also after it was killed."""
        settings = self._settings | {"taskmanager.host": host.address}
        host.task_manager = self._java(
            f"{host.name}-taskmanager", 800, _TASK_MANAGER, settings, enter=host.enter
        )

    def slots(self) -> int:
        """How many slots the JobManager knows of, which is less after a TaskManager's death."""
        return int(self.ask("/overview")["slots-total"])

    def failures(self) -> list[str]:
        """What tasks of the youngest job died of, whether or not the job went on."""
        jobs = self.ask("/jobs/overview")["jobs"]
        youngest = max(jobs, key=lambda job: int(job["start-time"]))
        found = self.ask(f"/jobs/{youngest['jid']}/exceptions")["exceptionHistory"]["entries"]
        return [str(entry["stacktrace"]) for entry in found]

    def ask(self, path: str) -> Any:
        """What Flink's REST service answers."""
        with urllib.request.urlopen(self.rest + path, timeout=5) as answer:  # noqa: S310 - our own
            return json.load(answer)

    def _start(self) -> None:
        if not JAR.exists():
            raise ClusterError(f"there is no {JAR}: run `make engines` first")
        if self._in_namespaces:
            _make_network([self._master, *self.hosts])
        for host in self.hosts:
            self.start_task_manager(host)
            host.pool = self._start_pool(host)
        manager = self._java(
            "jobmanager",
            800,
            _JOB_MANAGER,
            self._settings,
            *("--executionMode", "cluster"),
            enter=self._master.enter,
        )
        self._await(manager, lambda: self.slots() == SLOTS * len(self.hosts))
        jobs = self._java(
            "jobserver",
            1000,
            _JOB_SERVER,
            self._settings,
            *("--flink-master", self.rest.removeprefix("http://")),
            *("--job-port", str(self._jobs), "--artifact-port", "0", "--expansion-port", "0"),
            *("--artifacts-dir", str(self.folder / "artifacts")),
        )
        self._await(jobs, lambda: _answers(self._jobs))

    def _start_pool(self, host: Host) -> subprocess.Popen[bytes]:
        # The pool starts each worker as `python` from its path.
        here = os.path.dirname(sys.executable)
        environment = os.environ | {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
        command = (sys.executable, "-m", "apache_beam.runners.worker.worker_pool_main")
        return self._run(
            f"{host.name}-workers",
            (*host.enter, *command, f"--service_port={self._pools}"),
            environment,
        )

    def _java(
        self,
        name: str,
        heap: int,
        main: str,
        settings: dict[str, str],
        *arguments: str,
        enter: Sequence[str] = (),
    ) -> subprocess.Popen[bytes]:
        """Starts a Java process with a heap of so many MB."""
        conf = self.folder / name
        conf.mkdir(parents=True, exist_ok=True)
        lines = [f"{key}: {value}\n" for key, value in settings.items()]
        (conf / "flink-conf.yaml").write_text("".join(lines))
        flag = "--flink-conf-dir" if main == _JOB_SERVER else "--configDir"
        return self._run(
            name,
            (
                *enter,
                *("java", f"-Xmx{heap}m", "-XX:MaxDirectMemorySize=700m", *_opened(JAR)),
                *("-cp", str(JAR), main),
                *(flag, str(conf), *arguments),
            ),
            dict(os.environ),
        )

    def _run(
        self, name: str, command: Sequence[str], environment: dict[str, str]
    ) -> subprocess.Popen[bytes]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / f"{name}.log", "ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                # Ctrl-C is for the command that uses the cluster; this ends after it.
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        self._processes.append(process)
        return process

    def _await(self, process: subprocess.Popen[bytes], is_up: Callable[[], bool]) -> None:
        until = time.monotonic() + SECONDS_TO_COME_UP
        while time.monotonic() < until:
            with suppress(OSError, urllib.error.URLError, KeyError, ValueError):
                if is_up():
                    return
            if process.poll() is not None:
                break
            time.sleep(0.2)
        raise ClusterError(f"the cluster did not come up: see the logs in {self.folder}")


def _opened(path: Path) -> Iterator[str]:
    """The flags for what the job server's jar says Flink reaches into.

    Java takes them from a jar's manifest only where that jar is started itself.
    """
    with zipfile.ZipFile(path) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode().replace("\r\n ", "")
    for line in manifest.splitlines():
        name, _, packages = line.partition(": ")
        if name in {"Add-Opens", "Add-Exports"}:
            for package in packages.split():
                yield f"--{name.lower()}={package}=ALL-UNNAMED"


def _make_network(hosts: Sequence[Host]) -> None:
    """A bridge, and for each host a namespace with an address on it."""
    if not shutil.which("ip") or os.geteuid() != 0:
        raise ClusterError("several hosts are network namespaces: that needs root and iproute2")
    _remove_network()
    _ip(f"link add {_BRIDGE} type bridge")
    _ip(f"addr add {_NETWORK}.1/24 dev {_BRIDGE}")
    _ip(f"link set {_BRIDGE} up")
    for number, host in enumerate(hosts):
        space = host.enter[-1]
        _ip(f"netns add {space}")
        _ip(f"link add presscutv{number} type veth peer name eth0 netns {space}")
        _ip(f"link set presscutv{number} master {_BRIDGE} up")
        _ip(f"-n {space} addr add {host.address}/24 dev eth0")
        _ip(f"-n {space} link set eth0 up")
        _ip(f"-n {space} link set lo up")


def _remove_network() -> None:
    listed = subprocess.run(("ip", "netns", "list"), capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        if line.startswith("presscut"):
            space = line.split()[0]
            # By itself it goes some time after its namespace, and stands in the next one's way.
            with suppress(subprocess.CalledProcessError):
                _ip(f"link del presscutv{space.removeprefix('presscut')}")
            _ip(f"netns del {space}")
    with suppress(subprocess.CalledProcessError):
        _ip(f"link del {_BRIDGE}")


def _ip(command: str) -> None:
    subprocess.run(("ip", *command.split()), check=True, capture_output=True)


def _die_with_parent() -> None:
    pr_set_pdeathsig = 1
    with suppress(AttributeError):  # only Linux has it
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _children(pid: int) -> list[int]:
    found = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended
            found += [int(child) for child in listed.read_text().split()]
    return found


def _answers(port: int) -> bool:
    with socket.create_connection(("localhost", port), timeout=1):
        return True


def _free_ports(number: int) -> list[int]:
    sockets = [socket.socket() for _ in range(number)]
    try:
        for one in sockets:
            one.bind(("", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


@contextmanager
def _interrupted() -> Iterator[None]:
    """Ends quietly with Ctrl-C and with SIGTERM."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    with suppress(KeyboardInterrupt):
        yield


def main() -> int:
    """Brings a cluster up for a command, or until Ctrl-C; the command's exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m cluster.flink", description="A Flink cluster on this machine."
    )
    parser.add_argument("--hosts", type=int, default=1, metavar="N", help="(default: 1)")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="presscut-flink-"))
    code = 1 if arguments.command else 0  # where it is broken off
    try:
        with _interrupted(), FlinkCluster(folder, arguments.hosts) as cluster:
            print(f"Flink is up, its page on {cluster.rest}, its logs in {folder}", flush=True)
            command = [*arguments.command, *cluster.options]
            print(shlex.join(command), flush=True)
            if arguments.command:
                code = subprocess.run(command).returncode
            else:
                print("Ctrl-C takes it down", flush=True)
                signal.pause()
    except ClusterError as error:
        print(f"flink: {error}", file=sys.stderr)
        return 1
    if code == 0:
        shutil.rmtree(folder)
    return code


if __name__ == "__main__":
    sys.exit(main())
