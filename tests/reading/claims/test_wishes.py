from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.model.reading import Reading


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("Ana Ruiz wants the talks to resume in May.", "Ana Ruiz", "wants"),
    ("Lima expects the work to begin in May.", "Lima", "expects"),
    ("The rebels demanded that the army leave the town.", "The rebels", "demanded"),
])
def test_what_somebody_wishes_is_a_claim_of_theirs(
    read: Callable[..., Reading], text: str, source: str, cue: str
) -> None:
    [claim] = [c for c in read(text, published="2026-05-04").claims if c.attribution]
    assert [(s.name, s.cue) for s in claim.attribution] == [(source, cue)]
