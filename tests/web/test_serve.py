"""`dragoman serve` says in one line what is wrong, before a browser asks."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from dragoman.cli.main import run


def test_a_record_that_is_not_there_is_said_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--port", "0", "--record", str(tmp_path / "none.db")]) == 4
    [line] = capsys.readouterr().err.splitlines()
    assert "none.db: no record there" in line


def test_a_port_that_is_taken_is_said_in_a_line(examples: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--record", examples, "--port", str(port)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert f"127.0.0.1:{port}: cannot be listened on" in line


def test_an_address_that_is_not_here_is_said_in_a_line(examples: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--record", examples, "--port", "0", "--host", "203.0.113.7"]) == 2
    assert "203.0.113.7" in capsys.readouterr().err
