"""Makes the models that presscut ships.

    python -m training GOLD

GOLD, which the project does not ship, is a folder with `data/pages`, `data/wcxb` and their
.gold.json. The models go to transforms/models/; its README.md is their card. What they are worth
on sites they have not seen is printed by `make quality`.
"""

import argparse
from pathlib import Path

import transforms
from training.body import BodyTrainer, make_examples
from training.boost import to_json
from training.convolution import to_json as convolution_to_json
from training.extractors import load_text_pages
from training.gold import FOLDS, fold_sites, load_pages
from training.hashed import to_json as hashed_to_json
from training.recurrent import to_json as recurrent_to_json
from training.text_model import train_text_models
from training.unseen import train_kind
from training.written import read_written


def main() -> None:
    """Trains all models on all pages, and writes their files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    pages = load_pages(parser.parse_args().gold)
    folds = fold_sites(pages)
    trainer = BodyTrainer(make_examples(pages, folds))
    every = frozenset(range(FOLDS))
    unseen = [trainer.train(every - {fold}) for fold in range(FOLDS)]
    kind = train_kind(pages, {i: unseen[fold] for i, fold in enumerate(folds)})
    body = trainer.train(every)
    folder = Path(transforms.__file__).parent / "models"
    folder.mkdir(exist_ok=True)
    text = train_text_models(load_text_pages(pages, folds), read_written())
    for name, data in (
        ("wording", hashed_to_json(body.wording)),
        ("naming", hashed_to_json(body.naming)),
        ("body", to_json(body.trees)),
        ("body_near", convolution_to_json(body.network)),
        ("page_kind", to_json(kind.trees)),
        ("page_words", hashed_to_json(kind.words)),
        ("text_body", hashed_to_json(text.words.body)),
        ("text_headline", hashed_to_json(text.words.headline)),
        *((f"text_lines_{i}", recurrent_to_json(network)) for i, network in enumerate(text.lines)),
        ("text_heading", to_json(text.heading)),
    ):
        path = folder / f"{name}.json"
        path.write_bytes(data)
        print(path)


if __name__ == "__main__":
    main()
