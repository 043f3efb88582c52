from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import OntologyError
from dragoman.ontology import load
from dragoman.ontology.check import check

DATA = Path(__file__).parents[2] / "src" / "dragoman" / "ontology" / "data"


def problems(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    return [(p.line, p.reason) for p in check(file)]


@pytest.mark.parametrize("file", sorted(DATA.glob("*.yaml")), ids=lambda f: f.stem)
def test_what_is_shipped_is_in_order(file: Path) -> None:
    assert check(file) == []


def test_an_unknown_type_is_told_with_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, "plover:\n  triggers:\n    - verbs: [mourn]\n      type: MORN\n")
    assert found == [(4, "type 'MORN' is not among the types")]


def test_a_type_of_the_same_file_is_known(tmp_path: Path) -> None:
    assert problems(tmp_path, """plover:
  types:
    MOURN: {quad: verbal-cooperation, means: mourn}
  triggers:
    - {type: MOURN, verbs: [mourn]}
""") == []


def test_each_mistake_of_a_trigger_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, """plover:
  triggers:
    - type: AID
      mode: aerial
      contexts: [weather]
      verbz: [give]
      cameo: "999"
    - type: AID
      verbs:
        - give
        - give > $nothing
""")
    assert [line for line, _ in found] == [3, 4, 5, 6, 7, 11]
    assert "$nothing" in found[-1][1]


def test_a_value_of_the_wrong_kind_is_told_with_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, """plover:
  types:
    A: {quad: verbal-conflict, means: x}
    B:
      quad: cooperation
      means: y
""")
    assert found[0][0] == 5
    assert "cooperation" in found[0][1]


@pytest.mark.parametrize(("text", "line"), [
    ("plover:\n  triggers: [\n", 3), ("- a\n", 1), ("", 1), ("plover:\n  - x\n", 1), ("tims:\n  x: 1\n", 1),
    ("plover:\n  trigers: []\n", 2),
])
def test_what_is_no_addition_is_told(tmp_path: Path, text: str, line: int) -> None:
    found = problems(tmp_path, text)
    assert [at for at, _ in found] == [line]


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    assert "cannot be read" in str(check(tmp_path / "none.yaml")[0])
    (tmp_path / "mine.yaml").write_bytes(b"\xff\xfe\x00")
    assert len(check(tmp_path / "mine.yaml")) == 1


def test_an_addition_wins_and_changes_the_version(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("plover:\n  triggers:\n    - {type: AID, verbs: [sign]}\n")
    changed = load(additions=[file])
    assert changed.plover.triggers[0].verbs == ("sign",)
    assert changed.version != load().version
    assert len(changed.plover.triggers) == len(load().plover.triggers) + 1


def test_a_wrong_addition_does_not_load(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("plover:\n  triggers:\n    - {type: AID, verbs: ['give > $nothing']}\n")
    with pytest.raises(OntologyError, match="nothing"):
        load(additions=[file])
    with pytest.raises(OntologyError, match="cannot be read"):
        load(additions=[tmp_path / "none.yaml"])
