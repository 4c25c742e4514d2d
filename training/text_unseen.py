"""What the models of text make of sites that they have not seen: dumps made anew of each fold.

Dumps of extracts are glued of the pages of one fold as the gold data's are (one site, one
language, one article), and are there once more in letters that nobody knows; others keep a part of
what is around their articles (training.parts). Whole pages are the gold data's own, and so are
those of its glued dumps whose sites all are of one fold. Models that have learnt from the other
folds cut them, from bytes to fields.
"""

import json
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.records import Article, Source
from training.disguise import Disguise
from training.extractors import load_text_pages
from training.glue import TextDump, glue
from training.gold import FOLDS, fold_sites, load_pages
from training.parts import keep_parts
from training.text_model import TextTrainer
from training.text_pages import TextPage
from training.written import read_written
from transforms.cut_page import cut_page
from transforms.pages import MediaType, Page
from transforms.segment_text import TextModels

# An extract that lost more of its article is no fair test.
MIN_RECALL = 0.9
MIXED_DUMPS = 16
SINGLE_DUMPS = 14
# How many articles a mixed dump has, and how often the gold data's have so many.
MIXED_SIZES = {2: 25, 3: 21, 4: 17, 5: 5, 6: 9, 8: 4}
PART_SIZES = (1, 2, 3, 4, 6)
Gold = dict[str, Any]


def cut_unseen_text(gold: Path) -> Mapping[str, tuple[list[Gold], list[Article]]]:
    """Of each set of dumps the gold articles, and those cut by models that have not seen them."""
    pages = load_pages(gold)
    folds = fold_sites(pages)
    texts = load_text_pages(pages, folds)
    models = unseen_text_models(texts)
    fold_of = {text.gold["url"]: text.fold for text in texts if text.gold.get("url")}
    # The gold data glued the pages whose text holds their article and its headline.
    known = {one["url"] for one in json.loads((gold / "data" / "glued.gold.json").read_bytes())}
    sets: dict[str, tuple[list[Gold], list[Article]]] = {
        name: ([], [])
        for name in ("glued anew", "in letters not known", "with a part", "glued", "wet")
    }
    for number in range(FOLDS):
        fair = [text for text in texts if text.fold == number and _is_fair(text, known)]
        for name, dump in dumps_of_fold(fair, number):
            truth = [{**page.gold, "dump": name} for page in dump.pages]
            _add(sets["glued anew"], truth, name, dump.text.encode(), models[number])
            put_on = Disguise.of(dump.text, random.Random(name)).put_on
            disguised = [_disguise(one, put_on) for one in truth]
            payload = put_on(dump.text).encode()
            _add(sets["in letters not known"], disguised, name, payload, models[number])
        whole = [text for text in texts if text.fold == number and _is_fair(text, known, "whole")]
        for name, dump in dumps_with_parts(whole, number):
            truth = [{**page.gold, "dump": name} for page in dump.pages]
            _add(sets["with a part"], truth, name, dump.text.encode(), models[number])
    for kind in ("glued", "wet"):
        by_dump: dict[str, list[Gold]] = {}
        for article in json.loads((gold / "data" / f"{kind}.gold.json").read_bytes()):
            by_dump.setdefault(article["dump"], []).append(article)
        for name, truth in sorted(by_dump.items()):
            numbers = {fold_of[article["url"]] for article in truth}
            if len(numbers) == 1:
                payload = (gold / "data" / kind / name).read_bytes()
                _add(sets[kind], truth, name, payload, models[numbers.pop()])
    return sets


def _disguise(article: Gold, put_on: Callable[[str], str]) -> Gold:
    """What of a gold article its letters leave to be known."""
    return {
        "dump": article["dump"],
        "title": put_on(article["title"]),
        **{key: [put_on(text) for text in article[key]] for key in ("summary", "body")},
    }


def _add(
    found: tuple[list[Gold], list[Article]],
    truth: Sequence[Gold],
    name: str,
    payload: bytes,
    models: TextModels,
) -> None:
    page = Page(payload=payload, media_type=MediaType.TEXT, source=Source(dump=name, page=0))
    cut = cut_page(page, text_models=models)
    found[0].extend(truth)
    found[1].extend(cut if isinstance(cut, tuple) else ())


def dumps_of_fold(pages: Sequence[TextPage], number: int) -> list[tuple[str, TextDump]]:
    """Dumps of one fold's pages, with a name that begins with their kind."""
    draw = random.Random(100 + number)
    by_site: dict[str, list[TextPage]] = {}
    by_language: dict[str, list[TextPage]] = {}
    for page in pages:
        by_site.setdefault(page.site, []).append(page)
        by_language.setdefault(page.language, []).append(page)
    groups = []
    for _, own in sorted(by_site.items()):
        size = 2 if draw.random() < 0.9 else 4
        if len(own) > 1:
            groups.append(("same", draw.sample(own, min(size, len(own)))))
    languages = sorted(language for language, own in by_language.items() if len(own) > 1)
    sizes = draw.choices(list(MIXED_SIZES), list(MIXED_SIZES.values()), k=MIXED_DUMPS)
    for size in sizes:
        counts = [len(by_language[language]) for language in languages]
        own = by_language[draw.choices(languages, counts)[0]]
        groups.append(("mixed", draw.sample(own, min(size, len(own)))))
    groups.extend(("single", [page]) for page in draw.sample(pages, min(SINGLE_DUMPS, len(pages))))
    return [
        (f"{kind}-{number}-{i:03}.txt", glue(own, draw)) for i, (kind, own) in enumerate(groups)
    ]


def dumps_with_parts(pages: Sequence[TextPage], number: int) -> list[tuple[str, TextDump]]:
    """Dumps of one fold's pages, with a part of what is around their articles."""
    draw = random.Random(200 + number)
    by_language: dict[str, list[TextPage]] = {}
    for page in pages:
        by_language.setdefault(page.language, []).append(page)
    dumps = []
    for language, own in sorted(by_language.items()):
        left = draw.sample(own, len(own))
        while left:
            size = draw.choice(PART_SIZES)
            chosen, left = left[:size], left[size:]
            name = f"part-{language}-{number}-{len(dumps):03}.txt"
            dumps.append((name, keep_parts(chosen, own, draw, brief=0.0)))
    return dumps


def _is_fair(page: TextPage, known: Collection[str], extractor: str = "main") -> bool:
    return (
        page.extractor == extractor and page.recall >= MIN_RECALL and page.gold.get("url") in known
    )


def unseen_text_models(pages: Sequence[TextPage]) -> list[TextModels]:
    """For each fold, models that have learnt nothing from its sites."""
    trainer = TextTrainer(pages, read_written())
    return [trainer.train(frozenset(range(FOLDS)) - {left_out}) for left_out in range(FOLDS)]
