"""The `presscut` command: arguments in, exit codes out.

Exit codes: 0 done, 1 the run failed, verify found something or nothing can be printed, 2 wrong
options, 3 done but with more rejects than --max-rejects, 130 ended by Ctrl-C.
"""

import argparse
import atexit
import dataclasses
import io
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from functools import partial
from importlib.metadata import version
from typing import Any, NoReturn

from pipelines.descriptors import open_closed, say
from pipelines.interrupts import (
    INTERRUPTED,
    INTERRUPTED_TEXT,
    at_interrupt,
    end_at_once,
    end_on_interrupt,
    end_soon,
)

open_closed()  # before anything opens files
_before = at_interrupt(end_at_once)  # while this loads, which takes seconds

# Beam warns on every import about a Google client that nothing here uses, and sets logging up
# for it where nobody has.
logging.getLogger().addHandler(logging.NullHandler())

from apache_beam.options.pipeline_options import PipelineOptions  # noqa: E402
from rich.console import Console  # noqa: E402

from pipelines.arguments import (  # noqa: E402
    FIELDS,
    parse_age,
    parse_count,
    parse_depth,
    parse_field,
    parse_keys,
    parse_max_rejects,
    parse_seconds,
    parse_size,
    parse_wait,
)
from pipelines.config import REMEMBERED, Config, UsageError, check_output  # noqa: E402
from pipelines.failures import quiet_threads  # noqa: E402
from pipelines.hold import FULL, RunFailed, hold  # noqa: E402
from pipelines.ingest import ingest  # noqa: E402
from pipelines.job_server import engine_options  # noqa: E402
from pipelines.metrics import check_metrics_file, try_write_metrics  # noqa: E402
from pipelines.show import FORMATS, KINDS, explain_rejects, print_manifest, show_output, show_story  # noqa: E402
from pipelines.stream import stream  # noqa: E402
from pipelines.watch import (  # noqa: E402
    EVERY,
    SETTLED,
    Watcher,
    asked_to_stop,
    describe_round,
    watch,
)
from transforms.compact import compact_output  # noqa: E402
from transforms.keys import Key  # noqa: E402
from transforms.limits import MIB, Limits, ReadOptions  # noqa: E402
from transforms.runs import COMPACTED, Manifest, list_runs, runs_staged  # noqa: E402
from transforms.verify import verify_output  # noqa: E402

at_interrupt(_before)

DONE, FAILED, WRONG_OPTIONS, TOO_MANY_REJECTS = 0, 1, 2, 3
_EXIT_CODES = (
    "Exit codes: 0 done, 1 failed or verify found something, 2 wrong options, 3 done and "
    "committed, but with more rejects than --max-rejects, 130 ended by Ctrl-C."
)


class _Console(Console):
    """Leaves it to main what a reader's end means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and exits 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_OPTIONS, f"{self.prog}: {message}; see {self.prog} --help\n")


class _BeamOptions:
    """Collects options of Beam's under a parser, hidden from its help, and knows their names.

    Parsing them together with ours is what makes an unknown option an error: Beam alone
    would warn and go on without it.
    """

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parser = parser
        self.names: set[str] = set()
        for options in PipelineOptions.__subclasses__():
            if "_add_argparse_args" in vars(options):
                options._add_argparse_args(self)

    def add_those_of_engine(self, address: str) -> None:
        """Adds what the engine behind a job server takes besides.

        Raises:
            UsageError: where no job server answers.
        """
        for flag, settings in engine_options(address):
            self.add_argument(flag, **settings)

    def add_argument(self, *flags: str, **settings: Any) -> None:
        """Takes one of Beam's options over, unless we have it ourselves."""
        settings["help"] = argparse.SUPPRESS
        try:
            action = self._parser.add_argument(*flags, **settings | {"default": argparse.SUPPRESS})
        except argparse.ArgumentError:
            return
        self.names.add(action.dest)

    add_value_provider_argument = add_argument


def command() -> NoReturn:
    """`presscut`: runs one command in a process of its own, and ends that."""
    at_interrupt(end_at_once)  # before the command, and after it
    # Last of all Python forgets handlers, and unloads modules for a while: all is done by then.
    atexit.register(at_interrupt, signal.SIG_IGN)
    code = main()
    if code in (FAILED, INTERRUPTED):
        end_soon(code)
    sys.exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    # Of all loggers only ours is heard: Beam warns about what its users cannot change, logs an
    # error that it raises as well, and hands on whatever its engines print.
    log = logging.getLogger("presscut")
    log.setLevel(logging.INFO)
    log.handlers = [logging.StreamHandler(sys.stderr)]
    for printed in (sys.stdout, sys.stderr):
        if isinstance(printed, io.TextIOWrapper):  # news is in letters that a terminal may lack
            printed.reconfigure(errors="backslashreplace")
    _pass_proxies()
    if os.environ.get("COLUMNS") == "0":  # not known, as Python reads it; rich would print nothing
        del os.environ["COLUMNS"]
    code = DONE
    try:
        arguments = _parse(argv)
        with quiet_threads(), end_on_interrupt():
            code = int(arguments.command(arguments))
            sys.stdout.flush()  # at the end of the process nobody could say that it failed
            return code
    except UsageError as error:
        say(f"presscut: {error}")
        return WRONG_OPTIONS
    except RunFailed as error:
        logging.debug("the run failed", exc_info=True)
        say(f"presscut: {error}; nothing was committed")
        return FAILED
    except KeyboardInterrupt:
        say(INTERRUPTED_TEXT)
        return INTERRUPTED
    except BrokenPipeError:  # `presscut show … | head`
        _drop_output()
        return code
    except OSError as error:  # of what is read, and of an output, the commands tell
        if error.errno not in FULL or error.filename is not None:
            raise
        _drop_output()
        say(f"presscut: what is printed cannot be written: {error}")
        return FAILED


def _pass_proxies() -> None:
    """Lets workers and engines of this machine be reached, where a proxy is set for others.

    gRPC asks that for any address, and then waits for ever.
    """
    name = "no_grpc_proxy"
    given = os.environ.get(name, os.environ.get("no_proxy", ""))
    os.environ[name] = ",".join(filter(None, (given, "localhost", "127.0.0.1")))


def _drop_output() -> None:
    """Lets nothing more be printed, also not what waits to be."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments; what is known to nobody is asked of the job server, where there is one."""
    parser = _parser()
    arguments, unknown = parser.parse_known_args(argv)
    if unknown and (address := getattr(arguments, "job_endpoint", None)):
        arguments.beam.add_those_of_engine(address)
        arguments, unknown = parser.parse_known_args(argv)
    if unknown:  # argparse would point to the help of all commands, which has no options
        arguments.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return arguments


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="presscut",
        description="Cuts the articles out of raw news dumps, drops copies, and writes Avro.",
        epilog=_EXIT_CODES,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"presscut {version('presscut')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_ingest(commands)
    _add_watch(commands)
    _add_show(commands)
    _add_cut(commands)
    _add_verify(commands)
    _add_compact(commands)
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str, epilog: str = ""
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=text, epilog=epilog, allow_abbrev=False
    )
    command.set_defaults(command=run, parser=command)
    return command


def _add_ingest(commands: Any) -> None:
    command = _command(
        commands,
        "ingest",
        _ingest,
        "Reads dumps, cuts them into articles, drops copies and writes one run of Avro files.",
        "Options of Apache Beam and its runners are taken as well, such as --job_endpoint; "
        "docs/cluster.md has those that a cluster needs. " + _EXIT_CODES,
    )
    _add_run_options(command)
    command.add_argument(
        "--run-id",
        metavar="ID",
        help="names the run; an older run of this id is replaced (default: the time, UTC, which "
        "replaces none)",
    )
    command.add_argument(
        "--reread",
        action="store_true",
        help="read also what a run of this output has already read",
    )
    command.add_argument(
        "--force",
        action="store_true",
        help="replace a run of this id even if other runs have dropped copies of what it kept",
    )
    command.add_argument(
        "--max-rejects",
        type=parse_max_rejects,
        metavar="N|N%",
        help="exit with code 3 if more than N, or more than N %% of what was read, is rejected; "
        "the run is committed all the same (default: any number)",
    )
    command.add_argument("--quiet", action="store_true", help="no progress and no summary")


def _add_watch(commands: Any) -> None:
    command = _command(
        commands,
        "watch",
        _watch,
        "Keeps making runs of the dumps that arrive, a round at a time, and prints a line for "
        "each. SIGTERM ends it after the round that is under way; a round that fails is tried "
        "again.",
        "Options of Apache Beam and its runners are taken as well. Exit codes: 0 ended by a signal "
        "or after --once, 1 failed, 2 wrong options.",
    )
    command.add_argument(
        "--streaming",
        action="store_true",
        help="one long-running job, on a runner that can, such as PrismRunner: each window of "
        "--every in which dumps arrive is a run; SIGTERM gives up the one that is under way",
    )
    _add_run_options(command)
    command.add_argument(
        "--every",
        type=parse_wait,
        default=EVERY,
        metavar="TIME",
        help="from one round to the next, such as 30s, 10m or 1h (default: 60s)",
    )
    command.add_argument(
        "--settle",
        type=parse_wait,
        default=SETTLED,
        metavar="TIME",
        help="a dump is read when it has not changed for so long (default: 5s)",
    )
    command.add_argument("--once", action="store_true", help="one round and no more")


def _add_run_options(command: argparse.ArgumentParser) -> None:
    """What can be said of a run, whatever begins it."""
    command.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="a file, a folder (read recursively) or a glob"
    )
    command.add_argument("--output", required=True, metavar="DIR", help="where runs are written")
    command.add_argument(
        "--key",
        type=parse_keys,
        default=(Key.CONTENT,),
        metavar="K,…",
        help="what makes two articles copies of each other: content, url, title, story, several "
        "of them with commas between them, or none (default: content)",
    )
    command.add_argument(
        "--remember",
        type=parse_age,
        default=REMEMBERED,
        metavar="AGE",
        help="how far back stories are looked for in earlier runs, such as 12h, 30d or 6w; other "
        "keys are remembered for ever (default: 30d)",
    )
    _add_wait(command)
    _add_field(command)
    _add_limits(command)
    command.add_argument(
        "--metrics",
        metavar="FILE",
        help="writes the run's figures there as Prometheus text, once it is committed",
    )
    command.add_argument(
        "--workers", type=parse_count, default=1, metavar="N", help="worker processes (default: 1)"
    )
    command.add_argument(
        "--runner",
        default="DirectRunner",
        metavar="R",
        help="the Beam runner, such as FlinkRunner, PortableRunner or PrismRunner (default: "
        "%(default)s, in-process on this machine)",
    )
    command.set_defaults(beam=_BeamOptions(command))


def _add_wait(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--wait",
        type=parse_wait,
        default=timedelta(),
        metavar="TIME",
        help="how long to wait for another run that is writing to the output, such as 90s, 10m or "
        "2h (default: not at all)",
    )


def _add_limits(command: argparse.ArgumentParser) -> None:
    limits = Limits()
    for name, parse, metavar, text, default in (
        (
            "page-bytes",
            parse_size,
            "N",
            "bytes of a page, unpacked, such as 500K or 32M",
            f"{limits.page_bytes // MIB}M",
        ),
        ("ratio", parse_count, "N", "bytes unpacked for each byte stored", limits.ratio),
        ("depth", parse_depth, "N", "levels of nested HTML elements", limits.depth),
        ("records", parse_count, "N", "records or lines of a dump", limits.records),
        ("seconds", parse_seconds, "S", "seconds of work on a page", f"{limits.seconds:g}"),
    ):
        command.add_argument(
            f"--max-{name}",
            type=parse,
            default=getattr(limits, name.replace("-", "_")),
            metavar=metavar,
            help=f"at most so many {text} (default: {default})",
        )


def _add_field(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--field",
        type=parse_field,
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="the name that JSON lines and Parquet have for a field of ours "
        f"({', '.join(FIELDS)}); may be given once for each field",
    )


def _field_names(given: Sequence[tuple[str, str]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for ours, theirs in given:
        if ours in fields:
            raise UsageError(f"--field {ours} is given twice: give it once a field")
        fields[ours] = theirs
    return fields


def _ingest(arguments: argparse.Namespace) -> int:
    if arguments.metrics is not None:
        check_metrics_file(arguments.metrics)
    config = dataclasses.replace(
        _config(arguments),
        run=f"{_now():%Y%m%dT%H%M%SZ}" if arguments.run_id is None else arguments.run_id,
        is_named=arguments.run_id is not None,
        reread=arguments.reread,
        force=arguments.force,
        max_rejects=arguments.max_rejects,
    )
    manifest = ingest(config, quiet=arguments.quiet)
    if arguments.metrics is not None:
        try_write_metrics(manifest, arguments.metrics)
    if not arguments.quiet:
        print_manifest(manifest, _Console())
        with suppress(OSError, ValueError):  # a compact that came right after it has moved them
            if explained := explain_rejects(config.output, manifest):
                print(f"presscut: {explained}")
    if config.max_rejects and config.max_rejects.is_exceeded(manifest.books):
        say(
            f"presscut: run {manifest.run} is committed, but has more rejects than "
            f"--max-rejects {config.max_rejects}: {manifest.books.all_rejected}"
        )
        return TOO_MANY_REJECTS
    return DONE


def _watch(arguments: argparse.Namespace) -> int:
    if arguments.metrics is not None:
        check_metrics_file(arguments.metrics)
    if arguments.streaming:
        return _stream(arguments)
    watcher = Watcher(config=_config(arguments), settle=arguments.settle, metrics=arguments.metrics)
    if arguments.once:
        started = time.monotonic()
        with asked_to_stop():  # after the round, as any watch
            manifest = watcher.round()
        _tell_round(describe_round(manifest, time.monotonic() - started))
    else:
        watch(watcher, arguments.every, _tell_round)
    return DONE


def _stream(arguments: argparse.Namespace) -> int:
    committed = 0

    def tell(manifest: Manifest, seconds: float) -> None:
        nonlocal committed
        committed += 1
        _tell_round(describe_round(manifest, seconds))

    with asked_to_stop() as stop:
        stream(
            _config(arguments),
            every=arguments.every,
            settle=arguments.settle,
            stop=stop,
            tell=tell,
            metrics=arguments.metrics,
            once=arguments.once,
        )
    if arguments.once and not committed:
        _tell_round(describe_round(None, 0.0))
    return DONE


def _tell_round(line: str) -> None:
    print(f"{_now():%Y-%m-%dT%H:%M:%SZ} {line}", flush=True)


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _config(arguments: argparse.Namespace) -> Config:
    """The options that every run has."""
    return Config(
        inputs=tuple(arguments.inputs),
        output=arguments.output,
        run="unnamed",
        keys=arguments.key,
        remember=arguments.remember,
        workers=arguments.workers,
        limits=Limits(
            page_bytes=arguments.max_page_bytes,
            ratio=arguments.max_ratio,
            depth=arguments.max_depth,
            records=arguments.max_records,
            seconds=arguments.max_seconds,
        ),
        fields=_field_names(arguments.field),
        wait=arguments.wait,
        runner=arguments.runner,
        beam={
            name: value
            for name, value in sorted(vars(arguments).items())
            if name in arguments.beam.names
        },
    )


def _add_show(commands: Any) -> None:
    command = _command(
        commands, "show", _show, "Shows a run: its counts, and its articles, copies or rejects."
    )
    command.add_argument("output", metavar="OUTPUT", help="a folder that ingest wrote to")
    command.add_argument("--run", metavar="ID", help="which run (default: all)")
    command.add_argument(
        "--kind", choices=KINDS, default="articles", help="of what (default: %(default)s)"
    )
    command.add_argument(
        "--format", choices=FORMATS, default="table", help="how (default: %(default)s)"
    )
    command.add_argument(
        "--limit",
        type=partial(parse_count, least=0),
        metavar="N",
        help="at most so many a run",
    )
    command.add_argument(
        "--story",
        metavar="ID",
        help="show instead all copies of the article that was kept under this id, in all runs",
    )


def _show(arguments: argparse.Namespace) -> int:
    runs = _runs(arguments.output, arguments.run)
    if arguments.story is not None:
        if arguments.format == "text":
            raise UsageError("--story has no --format text: give table or jsonl")
        if arguments.kind != "articles":
            raise UsageError("--story shows an article and its copies: leave --kind out")
        if not show_story(arguments.output, runs, arguments.story, arguments.format, _Console()):
            raise UsageError(f"there is no story {arguments.story!r} in {arguments.output!r}")
        return DONE
    if arguments.format == "text" and arguments.kind != "articles":
        raise UsageError(f"--kind {arguments.kind} has no --format text: give table or jsonl")
    show_output(
        arguments.output, runs, arguments.kind, arguments.format, arguments.limit, _Console()
    )
    return DONE


def _add_cut(commands: Any) -> None:
    command = _command(
        commands, "cut", _cut, "Shows line by line how a dump is cut; writes nothing."
    )
    command.add_argument("file", metavar="FILE", help="a dump of any format that ingest reads")
    command.add_argument(
        "--json", action="store_true", help="a line of JSON for each line of the dump"
    )
    _add_field(command)


def _cut(arguments: argparse.Namespace) -> int:
    # What cuts pages loads for as long as all that the other commands need of ours.
    from pipelines.cut import cut_file, cut_file_to_json

    options = ReadOptions(fields=_field_names(arguments.field))
    if arguments.json:
        for line in cut_file_to_json(arguments.file, options):
            print(line)
    else:
        cut_file(arguments.file, options, _Console())
    return DONE


def _add_verify(commands: Any) -> None:
    command = _command(
        commands, "verify", _verify, "Checks an output's files against its manifests and books."
    )
    command.add_argument("output", metavar="OUTPUT", help="a folder that ingest wrote to")


def _verify(arguments: argparse.Namespace) -> int:
    runs = _runs(arguments.output, None)
    found = verify_output(arguments.output)
    for line in found:
        print(line)
    for run in runs_staged(arguments.output):
        name = "compact" if run == COMPACTED else f"run {run}"
        print(f"{name} is at work, or was killed: then the next run puts in order what it has left")
    if not found:
        print(
            f"{len(runs)} run{'s' if len(runs) != 1 else ''}: all files as written, books balanced"
        )
    return FAILED if found else DONE


def _add_compact(commands: Any) -> None:
    command = _command(
        commands,
        "compact",
        _compact,
        "Joins the small files of an output's runs into few large ones; every run stays what it "
        "is, but can no longer be replaced.",
    )
    command.add_argument("output", metavar="OUTPUT", help="a folder that ingest wrote to")
    _add_wait(command)


def _compact(arguments: argparse.Namespace) -> int:
    check_output(arguments.output, arguments.wait)
    _runs(arguments.output, None)
    with hold(arguments.output, arguments.wait, COMPACTED, quiet=False):
        try:
            done = compact_output(arguments.output)
        except (OSError, ValueError) as error:
            raise RunFailed(f"the runs of {arguments.output!r} are not joined: {error}") from error
    if done.files:
        print(f"{done.files} files of {done.runs} runs are now {done.joined}")
    else:
        print("there are no small files to join")
    return DONE


def _runs(output: str, run: str | None) -> list[str]:
    """The committed runs of an output, or the one that is asked for."""
    try:
        runs = list_runs(output)
    except (OSError, ValueError) as error:  # of a filesystem whose library is not installed, too
        raise UsageError(f"{output!r} cannot be looked through: {error}") from error
    if not runs:
        raise UsageError(f"there is no run in {output!r}: give the folder that ingest wrote to")
    if run is None:
        return runs
    if run not in runs:
        raise UsageError(f"there is no run {run!r} in {output!r}: it has {', '.join(runs)}")
    return [run]


if __name__ == "__main__":
    command()
