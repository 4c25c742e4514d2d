"""The process that pages are cut in (transforms.sandbox): what runs there, and nowhere else."""

import gc
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from schemas.records import Source
from transforms.cut_page import cut_page
from transforms.limits import Limits
from transforms.pages import MediaType, Page
from transforms.sandbox import LENGTH, MAX_MEMORY_BYTES, OUT_OF_MEMORY, Cut, Failure

# A child outlives its parent by so much more than a page's seconds if it is stuck meanwhile.
_ORPHAN_SECONDS = 10.0
# Loads what is loaded at first use: the first page's seconds are the page's. Text is cut to the
# end, whatever a model makes of so small a page of HTML.
_WARM_UP = tuple(
    Page(payload=payload, media_type=media_type, source=Source(dump=""))
    for media_type, payload in (
        (MediaType.HTML, b"<h1>Ferry Stops</h1><p>The ferry will not run before April.</p>"),
        (
            MediaType.TEXT,
            b"Ferry Stops for the Winter\nBy Ada Fenwick\n14 March 2024\n"
            b"The ferry will not run before April, the harbour office in Port Ellery said.\n"
            b"Nobody had asked the islanders, who heard of it from the baker's boat.\n",
        ),
    )
)


def serve_cuts(cut: Callable[[Page, Limits], Cut] = cut_page) -> None:
    """The child: answers pages from stdin on stdout until there are no more.

    Args:
        cut: what is done with a page.
    """
    requests = sys.stdin.buffer
    # Whatever a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # Ctrl-C reaches every process of a terminal, and a service's end all that are its; this one
    # ends when its parent has.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _limit_process()
    for page in _WARM_UP:
        cut(page, Limits())
    # Models, profiles and modules stay to the end: no page's garbage is looked for among them.
    gc.collect()
    gc.freeze()
    _write_message(answers, b"")
    while header := requests.read(LENGTH.size):
        (length,) = LENGTH.unpack(header)
        page, limits = pickle.loads(requests.read(length))  # noqa: S301 - of our own process
        # Ends a page that is stuck when no parent is left to end it, inside C too.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + _ORPHAN_SECONDS)
        _write_message(answers, pickle.dumps(_answer(cut, page, limits)))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(cut: Callable[[Page, Limits], Cut], page: Page, limits: Limits) -> Cut | Failure:
    try:
        return cut(page, limits)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left of its memory is in shreds
    except Exception as error:
        return Failure(repr(error), traceback.format_exc())


def _write_message(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _limit_process() -> None:
    """Limits what this process maps, unless it is limited to less already, and its core to none.

    A page that crashes a parser would leave a core of its tree each time.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    known = [limit for limit in (soft, hard, MAX_MEMORY_BYTES) if limit != resource.RLIM_INFINITY]
    with suppress(ValueError, OSError):  # macOS knows the limit, and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (min(known), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
