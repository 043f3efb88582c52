"""Loading the ontology: each file of data/ is checked against the type that its reader needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from dragoman.errors import OntologyError
from dragoman.model.base import Row
from dragoman.ontology.agencies import Agencies
from dragoman.ontology.agreements import AgreementWords
from dragoman.ontology.cues import Cues
from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.ontology.plover import Cameo, Plover
from dragoman.ontology.times import TimeWords
from dragoman.ontology.units import QuantityWords

T = TypeVar("T")


class Ontology(Row, frozen=True):
    """Every lexicon, one field a file of data/. `version` is a hash of the files' bytes."""

    version: str
    agreements: AgreementWords
    cues: Cues
    units: QuantityWords
    times: TimeWords
    names: NameWords
    geography: Geography
    plover: Plover
    cameo: Cameo
    agencies: Agencies


# The tables that an addition may name, each a field of Ontology and a file of data/.
TABLES: dict[str, type[Any]] = {
    "agreements": AgreementWords, "cues": Cues, "units": QuantityWords, "times": TimeWords, "names": NameWords,
    "geography": Geography, "plover": Plover, "cameo": Cameo, "agencies": Agencies,
}


def load(folder: Traversable | None = None, additions: Iterable[Path] = ()) -> Ontology:
    """Load the ontology from a folder, by default the one that comes with Dragoman, with a user's additions.

    An addition is a YAML file whose top level names tables; what stands under each is added to it, a list's
    items before those that are there. Raises OntologyError with file and line where a file is no YAML or does
    not have the shape it needs.
    """
    folder = folder or resources.files("dragoman.ontology") / "data"
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            digest.update(file.read_bytes())
    added = [_read_addition(file, digest) for file in additions]
    table: dict[str, Any] = {name: read_table(folder, name, shape, added) for name, shape in TABLES.items()}
    try:
        _ = table["plover"].verbs  # compiles the patterns
    except ValueError as error:
        raise OntologyError(f"plover: {error}; `dragoman ontology check` tells the line") from None
    return Ontology(version=digest.hexdigest(), **table)


def _read_addition(file: Path, digest: hashlib.blake2b) -> dict[str, Any]:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise OntologyError(f"{file}: cannot be read: {error.strerror}") from None
    digest.update(raw)
    added = parse_yaml(raw, str(file))
    unknown = set(added) - set(TABLES) if isinstance(added, dict) else {"its top level"}
    if unknown:
        raise OntologyError(f"{file}: {sorted(unknown)[0]} names no table; the tables are {', '.join(TABLES)}")
    checked: dict[str, Any] = added
    return checked


def add_to(whole: Any, added: Any) -> Any:
    """A table with an addition: its names and its list items come first, so that they win; the rest is replaced."""
    if isinstance(whole, dict) and isinstance(added, dict):
        joined = {k: add_to(whole[k], v) if k in whole else v for k, v in added.items()}
        return {**joined, **{k: v for k, v in whole.items() if k not in joined}}
    if isinstance(whole, list) and isinstance(added, list):
        return [*added, *whole]
    return added


def parse_yaml(raw: bytes, file: str) -> Any:
    """The plain value of a YAML file's bytes. Raises OntologyError with the line."""
    try:
        return yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OntologyError(f"{file}:{line}: not YAML: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OntologyError(f"{file}:1: not YAML: {error}") from None


def read_table(folder: Traversable, name: str, shape: type[T], added: Iterable[dict[str, Any]] = ()) -> T:
    """Read data/NAME.yaml, with what is added to it, as a value of type `shape`."""
    file = folder / f"{name}.yaml"
    try:
        plain = parse_yaml(file.read_bytes(), str(file))
        for more in added:
            plain = add_to(plain, more.get(name, {}))
        return msgspec.convert(plain, shape)
    except FileNotFoundError:
        raise OntologyError(f"{file}: missing; an ontology needs it") from None
    except msgspec.ValidationError as error:
        raise OntologyError(f"{file}: {error}") from None
