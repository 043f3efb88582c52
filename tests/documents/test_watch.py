from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dragoman.documents.watch import Watch


def test_what_was_given_is_given_again_once_it_changes(tmp_path: Path) -> None:
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.write_text("one")
    os.utime(old, (0, 0))
    watch = Watch([str(tmp_path), "https://post.example/feed"])
    assert watch.look() == [old, "https://post.example/feed"]
    assert watch.look() == ["https://post.example/feed"]
    new.write_text("two")
    assert watch.look() == ["https://post.example/feed"]  # perhaps it is still being written
    assert watch.look() == [new, "https://post.example/feed"]
    old.write_text("other")
    os.utime(old, (time.time() - 60,) * 2)
    assert watch.look() == [old, "https://post.example/feed"]
    old.unlink()
    assert watch.look() == ["https://post.example/feed"]


def test_one_look_waits_for_what_is_being_written_and_leaves_what_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, growing = tmp_path / "a.txt", tmp_path / "b.txt"
    whole.write_text("one")
    growing.write_text("one")
    monkeypatch.setattr("dragoman.documents.watch.time.sleep", lambda _: growing.write_text("one and two"))
    watch = Watch([str(tmp_path), "https://post.example/feed"])
    assert watch.look_once() == ["https://post.example/feed", whole]
    assert watch.left == [growing]
    assert watch.look_once() == [growing, "https://post.example/feed"]
