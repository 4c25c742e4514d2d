"""Worker processes of the default runner, as the process that starts them sees them.

Beam waits for ever for the answers of a worker that was killed, of one in a container not: this
does for processes what it does there.
"""

import os
import shlex
import sys
import threading
from contextlib import suppress

from apache_beam.runners.portability.fn_api_runner.worker_handlers import (
    SubprocessSdkWorkerHandler,
    WorkerHandler,
)
from apache_beam.runners.portability.local_job_service import SubprocessSdkWorker
from apache_beam.transforms.environments import Environment, SubprocessSDKEnvironment

_URN = "presscut:environment:worker_process:v1"
# What was not asked yet when a worker ended waits no longer than this for an answer.
_SECONDS_BETWEEN_LOOKS = 0.5


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
    """Starts a worker, and fails what was asked of one that ended before it was told to."""

    def start_worker(self) -> None:
        self._is_closed = threading.Event()
        self.worker = SubprocessSdkWorker(
            self._worker_command_line, self.control_address, self.provision_info, self.worker_id
        )
        self.worker_thread = threading.Thread(name="run_worker", target=self._run)
        self.worker_thread.start()

    def close(self) -> None:
        self._is_closed.set()
        super().close()

    def _run(self) -> None:
        try:
            self.worker.run()
        except RuntimeError as error:
            self._fail(error)

    def _fail(self, error: RuntimeError) -> None:
        with suppress(Exception):  # it says once more that there is nobody
            self.data_conn.close()
        while not self._is_closed.wait(_SECONDS_BETWEEN_LOOKS):
            with suppress(RuntimeError):  # more is asked just now
                self.control_conn.abort(error)
