"""Worker processes of the default runner, as the process that starts them sees them.

Beam waits for ever for the answers of a worker that was killed, of one in a container not: this
does for processes what it does there.
"""

import os
import shlex
import subprocess
import sys
import threading
from contextlib import suppress

from apache_beam.runners.portability.fn_api_runner.worker_handlers import (
    SubprocessSdkWorkerHandler,
    WorkerHandler,
)
from apache_beam.transforms.environments import Environment, SubprocessSDKEnvironment
from google.protobuf import json_format, text_format

_URN = "presscut:environment:worker_process:v1"
# What was not asked yet when a worker ended waits no longer than this for an answer.
_SECONDS_BETWEEN_LOOKS = 0.5
# One that was told to end has let its steps go by then.
_SECONDS_TO_END = 5.0
# What the futures of such a worker raise; others may notice first that its channel is closed.
WORKER_GONE = "worker process ended"


@Environment.register_urn(_URN, bytes)
class WorkerProcesses(SubprocessSDKEnvironment):
    """Where steps run: in processes that worker_command() starts, and whose end is noticed."""

    def to_runner_api_parameter(self, _: object) -> tuple[str, bytes]:
        """What the handler of such a process is found by, and is told."""
        return _URN, self.command_string.encode()


def worker_command() -> str:
    """What a shell runs to start a worker of this process, which ends when this one has.

    The shell makes way for it: one that stayed in between would be a parent that outlives this
    process. From its first moment it heeds no Ctrl-C and no SIGTERM, which a watch ends its round
    first for, and it knows whose it is: this process may have gone before it looks. No other
    parent can have that number, which is this one's as long as it lives, and a parent that a
    worker gets after that was there before.
    """
    python = shlex.quote(sys.executable)
    return f"trap '' INT TERM; exec {python} -m pipelines.worker {os.getpid()}"


@WorkerHandler.register_environment(_URN, bytes)
class _Handler(SubprocessSdkWorkerHandler):
    """Starts a worker, fails what was asked of one that ended too early, and ends it."""

    def start_worker(self) -> None:
        told = {
            "CONTROL_API_SERVICE_DESCRIPTOR": self.control_api_service_descriptor(),
            "LOGGING_API_SERVICE_DESCRIPTOR": self.logging_api_service_descriptor(),
        }
        options = self.provision_info.provision_info.pipeline_options
        self._process = subprocess.Popen(  # noqa: S602 - a command of our own
            self._worker_command_line.decode(),
            shell=True,
            env=os.environ
            | {name: text_format.MessageToString(address) for name, address in told.items()}
            | {"PIPELINE_OPTIONS": json_format.MessageToJson(options), "WORKER_ID": self.worker_id},
        )
        self._is_closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def close(self) -> None:
        self._is_closed.set()
        self.control_conn.close()
        with suppress(Exception):  # it says that there was nobody
            self.data_conn.close()
        self.stop_worker()

    def stop_worker(self) -> None:
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:  # it listens only now, and nobody tells it to end
            self._process.kill()
            self._process.wait()

    def _watch(self) -> None:
        if self._process.wait() == 0:
            return
        gone = RuntimeError(WORKER_GONE)
        with suppress(Exception):
            self.data_conn.close()
        while not self._is_closed.wait(_SECONDS_BETWEEN_LOOKS):
            with suppress(RuntimeError):  # more is asked just now
                self.control_conn.abort(gone)
