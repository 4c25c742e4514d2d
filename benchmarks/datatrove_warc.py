"""datatrove's way from WARC files to text: WarcReader, Trafilatura, JsonlWriter, in two tasks.

    python -I benchmarks/datatrove_warc.py FOLDER OUTPUT

For a Python that has datatrove[io,processing]; benchmarks.throughput times it.
"""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.logging import logger


def main() -> None:
    """Extracts the text of all pages."""
    folder, output = sys.argv[1:]
    logger.remove()
    LocalPipelineExecutor(
        pipeline=[WarcReader(folder), Trafilatura(), JsonlWriter(f"{output}/texts")],
        tasks=2,
        workers=2,
        start_method="fork",  # what a fork server's children take is told to nobody
        logging_dir=f"{output}/logs",
    ).run()


if __name__ == "__main__":
    main()
