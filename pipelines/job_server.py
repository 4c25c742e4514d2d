"""What Beam's job server says of itself, before a job is made."""

from collections.abc import Iterator
from typing import Any

import grpc
from apache_beam.portability.api import beam_job_api_pb2 as job_api
from apache_beam.portability.api import beam_job_api_pb2_grpc as job_service

from pipelines.config import SECONDS_TO_ANSWER, UsageError, connect


def engine_options(address: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The options of the engine behind a job server: each flag, and what argparse has to know.

    They are read as Beam's PortableRunner reads them: one that is on by default is turned off.

    Raises:
        UsageError: where no job server answers.
    """
    connect("job_endpoint", address)
    with grpc.insecure_channel(address) as channel:
        ask = job_service.JobServiceStub(channel).DescribePipelineOptions
        try:
            answer = ask(job_api.DescribePipelineOptionsRequest(), timeout=SECONDS_TO_ANSWER)
        except grpc.RpcError as error:
            raise UsageError(
                f"no job server answers at --job_endpoint {address!r} ({error.code().name}): "
                "give the address of one"
            ) from error
    for option in answer.options:
        settings: dict[str, Any] = {"action": "store"}
        if option.type == job_api.PipelineOptionType.BOOLEAN:
            is_on = option.default_value == "true"
            settings = {"action": "store_false" if is_on else "store_true"}
        elif option.type == job_api.PipelineOptionType.INTEGER:
            settings["type"] = int
        elif option.type == job_api.PipelineOptionType.NUMBER:
            settings["type"] = float
        elif option.type == job_api.PipelineOptionType.ARRAY:
            settings["action"] = "append"
        yield f"--{option.name}", settings
