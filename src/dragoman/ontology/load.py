"""Loading the ontology: each file of data/ is checked against the type that its reader needs."""

from __future__ import annotations

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec
import yaml

from dragoman.errors import OntologyError
from dragoman.model.base import Row
from dragoman.ontology.agreements import AgreementWords
from dragoman.ontology.cues import Cues, with_weights
from dragoman.ontology.geography import Geography
from dragoman.ontology.names import NameWords
from dragoman.ontology.plover import Plover
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


def load(folder: Traversable | None = None) -> Ontology:
    """Load the ontology from a folder, by default the one that comes with Dragoman.

    Raises OntologyError with file and line where a file is no YAML or does not have the shape it needs.
    """
    folder = folder or resources.files("dragoman.ontology") / "data"
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith((".yaml", ".bin")):
            digest.update(file.read_bytes())
    return Ontology(
        version=digest.hexdigest(),
        agreements=read_table(folder, "agreements", AgreementWords),
        cues=with_weights(read_table(folder, "cues", Cues), folder),
        units=read_table(folder, "units", QuantityWords),
        times=read_table(folder, "times", TimeWords),
        names=read_table(folder, "names", NameWords),
        geography=read_table(folder, "geography", Geography),
        plover=read_table(folder, "plover", Plover),
    )


def read_table(folder: Traversable, name: str, shape: type[T]) -> T:
    """Read data/NAME.yaml as a value of type `shape`."""
    file = folder / f"{name}.yaml"
    try:
        plain = yaml.load(file.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return msgspec.convert(plain, shape)
    except FileNotFoundError:
        raise OntologyError(f"{file}: missing; an ontology needs it") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OntologyError(f"{file}:{line}: not YAML: {error.problem}") from None
    except msgspec.ValidationError as error:
        raise OntologyError(f"{file}: {error}") from None
