"""Writes `catalog.json` from a list of providers and models in the shape of models.dev.

`make catalog MODELS=path` runs it.  opencode keeps such a list in its cache folder, `models.json`,
and renews it with `opencode models --refresh`.  The date is the day of that file's last change.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from opencode_ls.schema.catalog import Catalog, Model, Provider, read_catalog

TARGET = Path(__file__).resolve().parent / "catalog.json"


def main(arguments: list[str]) -> int:
    """Write the catalogue of the list that is named, or tell how to name one."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("name a list in the shape of models.dev: make catalog MODELS=path")
        return 2
    TARGET.write_text(built(Path(arguments[0])), encoding="utf-8")
    return 0


def built(models: Path) -> str:
    """The catalogue of a list in a file; the same file, unchanged, always gives the same."""
    changed = datetime.fromtimestamp(models.stat().st_mtime, UTC)
    found = json.loads(models.read_text(encoding="utf-8"))
    return catalog_text(changed.date().isoformat(), read_catalog(found))


def catalog_text(date: str, providers: Catalog) -> str:
    """The text of a catalogue: a model a line, so that one can read what a renewal changes.

    A model has the tokens of its context, then its name unless that is the id.  Prices are left
    out: they change too often for a file that is renewed now and then.
    """
    entries = ",\n".join(_entry(name, provider) for name, provider in providers.items())
    return f'{{"date":{_json(date)},"providers":{{\n{entries}\n}}}}\n'


def _entry(name: str, provider: Provider) -> str:
    texts = {"name": provider.name, "npm": provider.npm, "api": provider.api, "doc": provider.doc}
    facts = {"env": provider.env, **{fact: text for fact, text in texts.items() if text}}
    models = ",\n".join(_line(each, model) for each, model in provider.models.items())
    return f'{_json(name)}:{_json(facts)[:-1]},"models":{{\n{models}\n}}}}'


def _line(name: str, model: Model) -> str:
    shown = "" if model.name == name else model.name
    facts = [model.context, shown] if shown else [model.context] if model.context else []
    return f"{_json(name)}:{_json(facts)}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
