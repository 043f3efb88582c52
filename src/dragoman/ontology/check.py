"""Checks a lexicon that a user wrote or changed, and says what is wrong with it, file and line.

A file is either one of the tables of data/ under its own name ("times.yaml"), whole, or an addition: its top
level names tables, and under each stands what is added to it (docs/howto/add-an-event-type.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from dragoman.errors import OntologyError
from dragoman.ontology.load import TABLES, add_to, parse_yaml
from dragoman.ontology.plover import Plover, compile_pattern

_PART = re.compile(r"\.([\w$-]+)|\[(\d+|\.\.\.)\]")


class Problem(NamedTuple):
    """One mistake. As text it is `file:line: what is wrong`."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


def check(path: Path | str) -> list[Problem]:
    """What is wrong with a file of the ontology, in order of lines; nothing where it is in order."""
    path = Path(path)
    file = str(path)
    try:
        raw = path.read_bytes()
        plain, tree = parse_yaml(raw, file), yaml.compose(raw, Loader=yaml.SafeLoader)
    except OSError as error:
        return [Problem(file, 1, f"cannot be read: {error.strerror}")]
    except OntologyError as error:
        line, reason = _located(str(error), file)
        return [Problem(file, line, reason)]
    if not isinstance(plain, dict) or tree is None:
        return [Problem(file, 1, "names no table; the tables are " + ", ".join(TABLES))]
    if path.stem in TABLES:
        found = _check_table(path.stem, plain, plain, tree, file)
    else:
        found = _check_addition(plain, tree, file)
    return sorted(set(found), key=lambda p: (p.line, p.reason))


def _located(message: str, file: str) -> tuple[int, str]:
    found = re.match(re.escape(file) + r":(\d+): (.*)", message, re.DOTALL)
    return (int(found[1]), found[2]) if found else (1, message)


def _check_addition(plain: dict[str, Any], tree: yaml.Node, file: str) -> Iterator[Problem]:
    shipped = resources.files("dragoman.ontology") / "data"
    for name, added in plain.items():
        at, line = _find(tree, [str(name)])
        if name not in TABLES:
            yield Problem(file, line, f"{name!r} is no table; the tables are " + ", ".join(TABLES))
            continue
        if not isinstance(added, dict):
            yield Problem(file, line, f"{name!r} needs names of fields under it")
            continue
        whole = parse_yaml((shipped / f"{name}.yaml").read_bytes(), f"{name}.yaml")
        yield from _check_table(name, add_to(whole, added), added, at, file)


def _check_table(name: str, whole: Any, added: dict[str, Any], tree: yaml.Node, file: str) -> Iterator[Problem]:
    """Mistakes of a table; `whole` is the table with the addition and `added` what the file itself says."""
    shape = TABLES[name]
    fields = set(shape.__struct_fields__)
    for field in added:
        if field not in fields:
            line = _find(tree, [str(field)])[1]
            yield Problem(file, line, f"{field!r} is no field of {name}; it has " + ", ".join(sorted(fields)))
    try:
        table = msgspec.convert(whole, shape)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at ")
        parts = [k or i for k, i in _PART.findall(where)]
        if "..." in parts:  # the checker doesn't tell which name it was
            parts[1:2] = _failing(whole, added, parts[0], shape)
        yield Problem(file, _find(tree, parts)[1], f"{reason} ({'.'.join(parts) or name})")
        return
    if isinstance(table, Plover):
        yield from _check_plover(table, added, tree, file)


def _failing(whole: dict[str, Any], added: dict[str, Any], field: str, shape: type[Any]) -> list[str]:
    """The first name under a field whose value does not have its shape."""
    for key in added.get(field) or {}:
        try:
            msgspec.convert({**whole, field: {key: whole[field][key]}}, shape)
        except msgspec.ValidationError:
            return [str(key)]
    return []


def _check_plover(plover: Plover, added: dict[str, Any], tree: yaml.Node, file: str) -> Iterator[Problem]:
    """Mistakes that a shape doesn't show: types, modes, contexts and classes that are not there, bad patterns."""
    shipped = resources.files("dragoman.ontology") / "data" / "cameo.yaml"
    codes = parse_yaml(shipped.read_bytes(), "cameo.yaml")["codes"]
    for n, _ in enumerate(added.get("triggers", ())):
        trigger = plover.triggers[n]  # an addition stands before what is shipped
        at, line = _find(tree, ["triggers", str(n)])
        known = plover.types.get(trigger.type)
        unknown = sorted(set(added["triggers"][n]) - set(trigger.__struct_fields__))
        for field in unknown:
            yield Problem(file, _find(at, [field])[1], f"{field!r} is no field of a trigger")
        if known is None:
            yield Problem(file, _find(at, ["type"])[1], f"type {trigger.type!r} is not among the types")
        elif trigger.mode is not None and trigger.mode not in known.modes:
            yield Problem(file, _find(at, ["mode"])[1], f"{trigger.type} has no mode {trigger.mode!r}")
        if trigger.cameo is not None and trigger.cameo not in codes:
            yield Problem(file, _find(at, ["cameo"])[1], f"{trigger.cameo!r} is no code of CAMEO")
        for context in trigger.contexts:
            if context not in plover.contexts:
                yield Problem(file, _find(at, ["contexts"])[1], f"context {context!r} is not among the contexts")
        if not (trigger.verbs or trigger.nouns or trigger.adjectives):
            yield Problem(file, line, "a trigger without verbs, nouns or adjectives finds nothing")
        for k, pattern in enumerate(trigger.verbs):
            try:
                compile_pattern(pattern, trigger, plover.classes)
            except ValueError as error:
                yield Problem(file, _find(at, ["verbs", str(k)])[1], str(error))


def _find(node: yaml.Node, parts: list[str]) -> tuple[yaml.Node, int]:
    """What stands on a path of keys and positions, and its line; where a key is missing, what should hold it."""
    line: int = node.start_mark.line + 1
    for part in parts:
        if isinstance(node, yaml.MappingNode):
            inner = next(((k, v) for k, v in node.value if k.value == part), None)
            if inner is None:
                break
            line, node = inner[0].start_mark.line + 1, inner[1]
        elif isinstance(node, yaml.SequenceNode) and part.isdigit() and int(part) < len(node.value):
            node = node.value[int(part)]
            line = node.start_mark.line + 1
    return node, line
