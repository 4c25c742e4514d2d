"""The process that pages are cut in (transforms.sandbox): what runs there, and nowhere else."""

import gc
import os
import pickle
import traceback
from collections.abc import Callable
from dataclasses import replace

from schemas.records import Source
from transforms.cut_page import cut_page
from transforms.limits import Limits
from transforms.pages import MediaType, Page
from transforms.sandbox import OUT_OF_MEMORY, Cut, Failure
from transforms.server import Parent

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
    parent = Parent()
    for page in _WARM_UP:
        cut(page, Limits())
    # Models, profiles and modules stay to the end: no page's garbage is looked for among them.
    gc.collect()
    gc.freeze()
    parent.answer(b"")
    while request := parent.next_request():
        page, limits = pickle.loads(request)  # noqa: S301 - of our own process
        page = replace(page, payload=parent.next_request())
        parent.allow(limits.seconds)
        parent.answer(pickle.dumps(_answer(cut, page, limits)))


def _answer(cut: Callable[[Page, Limits], Cut], page: Page, limits: Limits) -> Cut | Failure:
    try:
        return cut(page, limits)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left of its memory is in shreds
    except Exception as error:
        return Failure(repr(error), traceback.format_exc())
