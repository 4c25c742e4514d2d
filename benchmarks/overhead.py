"""What Beam costs: `presscut ingest` against a plain loop over the same pure functions.

    python -m benchmarks.overhead DUMPS [--rounds 3]

Both read, cut and encode the same dumps in one process, each in a process of its own, in
turn; the figure is the ratio of their wall times, of which the smallest of the rounds is
taken on each side.
"""

import sys
import tempfile

from benchmarks.measure import ingest_command, make_parser, wall_of_command
from pipelines.config import find_dumps
from schemas.avro import to_avro
from schemas.records import Article, Reject
from transforms.copies import copy_of, drop_copies, keys_of
from transforms.cut_page import cut_page
from transforms.keys import Key
from transforms.pages import Page
from transforms.read import read_input
from transforms.spool import record_order
from transforms.write import avro_writer


def plain_loop(inputs: list[str]) -> None:
    """Reads, cuts, drops copies and encodes, as ingest does, without Beam's engine."""
    articles: list[Article] = []
    rejects: list[Reject] = []
    for dump in find_dumps(inputs, "no-output"):
        for item in read_input(dump.path):
            if isinstance(item, Reject):
                rejects.append(item)
            elif isinstance(item, Page):
                cut = cut_page(item)
                if isinstance(cut, Reject):
                    rejects.append(cut)
                else:
                    articles.extend(cut)
    copies = [copy_of(article, [Key.CONTENT]) for article in articles]
    duplicates = [dropped.duplicate for dropped in drop_copies(copies)]
    dropped = {duplicate.source for duplicate in duplicates}
    kept = [article for article in articles if article.source not in dropped]
    keys = [keys_of(copy) for copy in copies if copy.source not in dropped]
    size = 0
    for kind, records in (
        ("articles", kept),
        ("duplicates", duplicates),
        ("rejects", rejects),
        ("keys", keys),
    ):
        with tempfile.TemporaryFile() as file:
            writer = avro_writer(file, kind)
            for record in sorted(records, key=record_order):
                writer.write(to_avro(record))
            writer.flush()
            size += file.tell()
    print(f"{len(kept)} articles, {len(rejects)} rejects, {size:,} bytes")


def main() -> None:
    """Measures and prints."""
    parser = make_parser(__doc__)
    parser.add_argument("dumps", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plain", action="store_true", help="only the plain loop, once")
    arguments = parser.parse_args()
    if arguments.plain:
        plain_loop(arguments.dumps)
        return
    plain, ingest = [], []
    for _ in range(arguments.rounds):
        alone = [sys.executable, "-m", "benchmarks.overhead", "--plain", *arguments.dumps]
        plain.append(wall_of_command(alone))
        with tempfile.TemporaryDirectory() as output:
            ingest.append(wall_of_command(ingest_command(arguments.dumps, output)))
    print(f"plain loop  {min(plain):6.2f} s")
    print(f"ingest      {min(ingest):6.2f} s")
    print(f"ratio       {min(ingest) / min(plain):6.2f}")


if __name__ == "__main__":
    main()
