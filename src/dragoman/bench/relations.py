"""Relations between a marked source and a marked target: the root code of PLOVER, its quadrant, and which side.

The sets are those of Hu, Skorupa Parolin, Khan, Osorio and D'Orazio, "Leveraging Codebook Knowledge with NLI
and ChatGPT for Zero-Shot Political Relation Classification" (ACL 2024): PLV with a root code for each sentence
(CONCEDE and RETREAT merged as YIELD) and AW, from ACE and WikiEvents, with cooperation or conflict alone. Each
is a table with tabs between its columns. Figures are macro-F1 over the codes that the gold has.

Where the gold tells CONCEDE and RETREAT apart, so do we; then `root` has sixteen types.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dragoman.bench.relation_model import Matrix, Pair, RelationModel, features, fit, merged, vector
from dragoman.errors import MalformedDocument
from dragoman.ontology import load
from dragoman.ontology.plover import Plover
from dragoman.text.normalize import fold_punctuation
from dragoman.text.parse import Parser

QUADS = {"verbal-cooperation": "1", "material-cooperation": "2", "verbal-conflict": "3", "material-conflict": "4"}
_MARK = re.compile(r"</?[st]>")


class Row(NamedTuple):
    """A sentence of a set: its text without marks, where source and target stand, and the gold codes it has."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    root: str | None
    binary: str | None
    group: str


class Example(NamedTuple):
    """A row as the model sees it: its vector, and the type that the lexicon alone gives."""

    row: Row
    vector: Matrix
    rule: str | None


def run(file: Path | str, folds: int | None = None, errors: bool = False) -> dict[str, Any]:
    """Macro-F1 and accuracy of root, quad and binary code, as fractions; `by_type` has each root's F1.

    With `folds`, what is trained is cross-validated on the file itself, sentences kept whole; without, the
    weights that come with Dragoman answer, and the lexicon alone where there are none. `errors` adds a list
    of what was wrong. Raises MalformedDocument where the file is no such table.
    """
    lexicon = load().plover
    examples = read_examples(Path(file), lexicon)
    answers = _cross_validated(examples, folds, lexicon) if folds else _answered(
        examples, RelationModel.load(), lexicon)
    return _figures(examples, answers, lexicon, errors)


def read_examples(file: Path, lexicon: Plover) -> list[Example]:
    """The rows of a table, parsed and turned into vectors."""
    rows = read_rows(file)
    parser = Parser()
    examples = []
    for row, doc in zip(rows, parser.nlp.pipe((r.text for r in rows), batch_size=32), strict=True):
        source, target = (doc.char_span(*at, alignment_mode="expand") or doc[0:1] for at in (row.source, row.target))
        found, best = features(Pair(doc, source, target), lexicon)
        examples.append(Example(row, vector(found), _by_rule(best)))
    return examples


def _by_rule(best: Any) -> str | None:
    """The lexicon's own answer: a planned exchange or signing is an agreement to it."""
    if best is None:
        return None
    root: str = best.match.trigger.type
    return "AGREE" if best.status == "planned" and root in ("SUPPORT", "AID", "COOPERATE") else root


def read_rows(file: Path) -> list[Row]:
    """The rows of a table in PLV's or AW's form."""
    with file.open(newline="", encoding="utf-8") as raw:
        table = csv.DictReader(raw, delimiter="\t")
        columns = set(table.fieldnames or ())
        if "marked_sentence" not in columns or not columns & {"gold_root", "gold_binary"}:
            raise MalformedDocument(str(file), "no table with marked_sentence and gold_root or gold_binary")
        return [_row(line) for line in table]


def _row(line: dict[str, str]) -> Row:
    marked = line["marked_sentence"]
    text = fold_punctuation(_MARK.sub("", marked))
    at: dict[str, int] = {}
    taken = 0
    for mark in _MARK.finditer(marked):
        at.setdefault(mark.group(), mark.start() - taken)
        taken += len(mark.group())
    source, target = (_place(at, text, key, line.get(name) or "") for key, name in (("s", "source"), ("t", "target")))
    return Row(text, source, target, line.get("gold_root"), line.get("gold_binary"), line["sentence"])


def _place(at: dict[str, int], text: str, key: str, name: str) -> tuple[int, int]:
    """Where the source or the target stands; where its mark is missing, where its words are."""
    if f"<{key}>" in at and f"</{key}>" in at:
        return at[f"<{key}>"], at[f"</{key}>"]
    name = fold_punctuation(name)
    start = max(0, text.lower().find(name.lower()))
    return start, start + max(1, len(name))


def _cross_validated(examples: list[Example], folds: int, lexicon: Plover) -> list[dict[str, str]]:
    """Answers for each example by weights fitted without its fold. A fold takes sentences by a hash of their words."""
    sentences = sorted({e.row.group for e in examples}, key=lambda s: (zlib.crc32(s.encode()), s))
    fold_of = {s: n % folds for n, s in enumerate(sentences)}
    answers: list[dict[str, str]] = [{} for _ in examples]
    for fold in range(folds):
        kept = [e for e in examples if fold_of[e.row.group] != fold and e.row.root]
        held = [n for n, e in enumerate(examples) if fold_of[e.row.group] == fold]
        if not kept or not held:
            continue
        model = fit(np.stack([e.vector for e in kept]), [str(e.row.root) for e in kept])
        for n, answer in zip(held, _answered([examples[n] for n in held], model, lexicon), strict=True):
            answers[n] = answer
    return answers


def _answered(examples: list[Example], model: RelationModel | None, lexicon: Plover) -> list[dict[str, str]]:
    """Root, quad and binary code for each example; quad and binary by the sum of their roots' chances."""
    if model is None:
        return [_codes(merged(e.rule) if e.rule else "", lexicon) for e in examples]
    chances = model.scores(np.stack([e.vector for e in examples]))
    quads = [_quad(label, lexicon) for label in model.labels]
    answers = []
    for example, row in zip(examples, chances, strict=True):
        if example.rule is not None and merged(example.rule) not in model.labels and example.rule not in model.labels:
            answers.append(_codes(example.rule, lexicon))  # a type of the user's own
            continue
        by_quad = {q: sum(float(c) for c, of in zip(row, quads, strict=True) if of == q) for q in QUADS.values()}
        quad = max(sorted(by_quad), key=by_quad.__getitem__)
        binary = "0" if by_quad["1"] + by_quad["2"] >= by_quad["3"] + by_quad["4"] else "1"
        answers.append({"root": model.labels[int(row.argmax())], "quad": quad, "binary": binary})
    return answers


def _codes(root: str, lexicon: Plover) -> dict[str, str]:
    quad = _quad(root, lexicon)
    return {"root": root, "quad": quad, "binary": "0" if quad in ("1", "2") else "1"}


def _quad(root: str, lexicon: Plover) -> str:
    known = lexicon.types.get("RETREAT" if root == "YIELD" else root)
    return QUADS[known.quad] if known else ""


def _figures(examples: list[Example], answers: list[dict[str, str]], lexicon: Plover, errors: bool) -> dict[str, Any]:
    gold = [_codes(e.row.root, lexicon) if e.row.root else {"binary": e.row.binary or ""} for e in examples]
    result: dict[str, Any] = {}
    for level in ("root", "quad", "binary"):
        pairs = [(g[level], a.get(level, "")) for g, a in zip(gold, answers, strict=True) if level in g]
        if pairs:
            by_type = f1_by_type(pairs)
            result[level] = {"f1": sum(by_type.values()) / len(by_type),
                             "accuracy": sum(g == a for g, a in pairs) / len(pairs)}
            if level == "root":
                result[level]["by_type"] = by_type
    if errors:
        level = "root" if "root" in result else "binary"
        result["errors"] = [f"{g[level]} not {a.get(level)}: {e.row.text}"
                            for g, a, e in zip(gold, answers, examples, strict=True) if g[level] != a.get(level)]
    return result


def f1_by_type(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """F1 of each code that the gold has, from pairs of gold and answer."""
    right = Counter(g for g, a in pairs if g == a)
    wanted, given = Counter(g for g, _ in pairs), Counter(a for _, a in pairs)
    return {code: 2 * right[code] / (wanted[code] + given[code]) for code in sorted(wanted)}
