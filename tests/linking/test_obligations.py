"""Obligations that several reports tell in other words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.linking.link import link
from dragoman.linking.obligations import deed_of, numbers_of
from dragoman.model.reading import Provision, Reading

Read = Callable[..., Reading]
FIRST = ("PRAIA, May 4 (Island Wire) - Gabon and Ghana signed a treaty on the Palm Islands on Monday.\n\n"
         "Under the treaty, Gabon will withdraw its {many} soldiers from the islands.\n")
SECOND = ("Gabon and Ghana have made peace over the Palm Islands, ministers said on Tuesday.\n\n"
          "The treaty that the two signed on Monday obliges Gabon to pull out its {many} soldiers.\n")


def provision(action: str, named: str) -> Provision:
    return Provision(text=f"{action} {named}", evidence=(), modality="committed", action=action, object=named)


def test_a_deed_is_known_by_its_verb_or_by_the_noun_that_names_it() -> None:
    assert deed_of(provision("withdraw", "its troops")) == deed_of(provision("provide", "the withdrawal of troops"))
    assert deed_of(provision("release", "prisoners"))[0] != deed_of(provision("hand over", "prisoners"))[0]


def test_numbers_are_told_in_digits_and_words() -> None:
    assert numbers_of("12 inspections within five days, 1,200 in all") == {"12", "5", "1200"}


@pytest.mark.parametrize(("many", "shared"), [(("400", "400"), True), (("400", "600"), False)])
def test_an_obligation_in_other_words_is_one_assertion_unless_the_numbers_differ(
        read: Read, many: tuple[str, str], shared: bool) -> None:
    record = link([read(FIRST.format(many=many[0]), published="2026-05-04"),
                   read(SECOND.format(many=many[1]), published="2026-05-05")])
    texts = {c.id: c.text for c in record.claims}
    held = [a for a in record.assertions if sum("soldiers" in texts[c] for c in a.claims) > 1]
    assert bool(held) == shared
