"""What a job server says that its engine can be told is an option of the command."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import grpc
import pytest
from apache_beam.portability.api import beam_job_api_pb2 as job_api
from apache_beam.portability.api import beam_job_api_pb2_grpc as job_service

from pipelines.cli import _config, _parse, main

KINDS = job_api.PipelineOptionType
ENGINE = [
    ("checkpointing_interval", KINDS.INTEGER, "-1"),
    ("execution_mode_for_batch", KINDS.STRING, "PIPELINED"),
    ("object_reuse", KINDS.BOOLEAN, "false"),
    ("operator_chaining", KINDS.BOOLEAN, "true"),
    ("pressure", KINDS.NUMBER, "20.0"),
    ("open_modules", KINDS.ARRAY, ""),
    ("output", KINDS.STRING, ""),  # as one of ours is called
    ("parallelism", KINDS.INTEGER, "-1"),  # as one of Beam's
]
TOLD = {
    "checkpointing_interval": 5000,
    "execution_mode_for_batch": "BATCH",
    "object_reuse": True,
    "operator_chaining": False,
    "pressure": 1.5,
    "open_modules": ["a", "b"],
    "parallelism": 3,
}


class Describer(job_service.JobServiceServicer):
    """A job server that knows its engine's options, and runs nothing."""

    def DescribePipelineOptions(self, request: Any, context: Any) -> Any:
        """They, in Beam's words."""
        options = [
            job_api.PipelineOptionDescriptor(name=name, type=kind, default_value=default)
            for name, kind, default in ENGINE
        ]
        return job_api.DescribePipelineOptionsResponse(options=options)


@pytest.fixture
def endpoint() -> Iterator[list[str]]:
    """The options that lead to the job server."""
    server = grpc.server(ThreadPoolExecutor(1))
    job_service.add_JobServiceServicer_to_server(Describer(), server)
    port = server.add_insecure_port("localhost:0")
    server.start()
    yield ["--runner", "PortableRunner", "--job_endpoint", f"localhost:{port}"]
    server.stop(None).wait()


@pytest.mark.parametrize("command", ["ingest", "watch"])
def test_options_of_the_engine_are_taken(command: str, endpoint: list[str], tmp_path: Path) -> None:
    given = [command, "--checkpointing_interval", "5000", str(tmp_path), "--object_reuse"]
    given += ["--execution_mode_for_batch=BATCH", "--operator_chaining", "--pressure", "1.5"]
    given += ["--open_modules", "a", "--open_modules", "b", "--parallelism", "3"]
    output = tmp_path / "out"
    config = _config(_parse([*given, "--output", str(output), *endpoint]))
    assert config.beam == {**TOLD, "job_endpoint": endpoint[-1]}
    assert (config.inputs, config.output) == ((str(tmp_path),), str(output))


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--checkpointing_intervall=5", "unrecognized arguments: --checkpointing_intervall=5"),
        ("--checkpointing_interval=often", "invalid int value: 'often'"),
    ],
)
def test_what_the_engine_does_not_take_is_an_error(
    option: str,
    said: str,
    endpoint: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["ingest", str(tmp_path), "--output", str(tmp_path / "out"), option, *endpoint])
    assert end.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_what_answers_may_be_no_job_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with HTTPServer(("localhost", 0), BaseHTTPRequestHandler) as page:
        Thread(target=page.serve_forever, daemon=True).start()
        address = f"localhost:{page.server_port}"
        given = ["ingest", str(tmp_path), "--output", str(tmp_path / "out"), "--object_reuse"]
        assert main([*given, "--runner", "PortableRunner", "--job_endpoint", address]) == 2
        page.shutdown()
    *_, error = capsys.readouterr().err.splitlines()  # the page's own log is above it
    assert error.startswith(f"presscut: no job server answers at --job_endpoint '{address}'")
