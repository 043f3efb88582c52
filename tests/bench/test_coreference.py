import json
from pathlib import Path

import pytest

from dragoman.bench import coreference
from dragoman.errors import SettingsError


def test_a_small_corpus(tmp_path: Path) -> None:
    sentences = {
        "1_1ecb": ["Minister Karim Sane signed the deal .", "He left Oman on Monday ."],
        "1_2ecb": ["Karim Sane signed the deal in Oman .", "Mr Sane left ."],
    }
    lines = [
        f"{name}\t{s}\t{n}\t{word}\t-"
        for name, text in sentences.items()
        for s, sentence in enumerate(text)
        for n, word in enumerate(sentence.split())
    ]
    (tmp_path / "ECB_Dev_corpus.txt").write_text("\n".join(lines))
    rows = [
        ("1_1ecb", 0, [1, 2], "sane"),
        ("1_1ecb", 1, [0], "sane"),
        ("1_1ecb", 1, [2], "oman"),
        ("1_2ecb", 0, [0, 1], "sane"),
        ("1_2ecb", 0, [6], "oman"),
        ("1_2ecb", 1, [1], "sane"),
    ]
    (tmp_path / "ECB_Dev_Entity_gold_mentions.json").write_text(
        json.dumps(
            [
                {"doc_id": d, "sent_id": s, "tokens_number": t, "coref_chain": c, "mention_type": "HUM"}
                for d, s, t, c in rows
            ]
        )
    )
    events = [
        ("1_1ecb", 0, [3], "sign"),
        ("1_1ecb", 1, [1], "leave"),
        ("1_2ecb", 0, [2], "sign"),
        ("1_2ecb", 1, [2], "leave"),
    ]
    (tmp_path / "ECB_Dev_Event_gold_mentions.json").write_text(
        json.dumps(
            [
                {"doc_id": d, "sent_id": s, "tokens_number": t, "coref_chain": c, "mention_type": "ACT"}
                for d, s, t, c in events
            ]
        )
    )
    result = coreference.run(tmp_path)
    assert result["entity"]["conll"] == 1.0
    assert result["entity"]["same_head"] < 1.0
    assert set(result["event"]) == {"conll", "muc", "b3", "ceafe", "same_head", "same_head_in_story"}
    assert result["event"]["conll"] == 1.0


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ECB"):
        coreference.run(tmp_path)
