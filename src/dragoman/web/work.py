"""Judgements as they are worked into the record, one after another, while the desk goes on showing pages.

Most take a moment, some (of stories) a good while: whoever judges waits for a second, and is then shown that it is
under way. What has become of the last few is kept here, in this process; the judgements themselves are in the record.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from fastapi import Request

from dragoman import api
from dragoman.errors import DragomanError, NotInRecord
from dragoman.model.judgement import Action, Judgement

_PATIENCE = 1.0  # seconds that a page waits for a judgement
_KEPT = 200  # tasks whose outcome can be asked for
_TOLD = {"accept": "Accepting", "reject": "Rejecting", "correct": "Correcting", "join": "Joining",
         "split": "Splitting", "undo": "Undoing"}


@dataclass
class Task:
    """Something that somebody does to the record, and what has become of it."""

    action: Action
    back: str  # the page that it was done from
    key: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    since: float = field(default_factory=monotonic)
    future: Future[Judgement] = field(default_factory=Future)

    @property
    def told(self) -> str:
        """What is being done, in a word."""
        return _TOLD.get(self.action.action, "Judging")

    @property
    def seconds(self) -> int:
        """For how long."""
        return int(monotonic() - self.since)

    @property
    def state(self) -> str:
        """`running`, `wrong` or `done`."""
        return "running" if not self.future.done() else "wrong" if self.future.exception() else "done"

    @property
    def wrong(self) -> str:
        """Why it was not done; empty where it was, or may yet be."""
        error = self.future.exception() if self.future.done() else None
        return "" if error is None else str(error) if isinstance(error, DragomanError) else "it failed; see the log"


class Work:
    """What is being worked into one record: one thing at a time, in the order in which it was asked for."""

    def __init__(self, location: str):
        self._location = location
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="judging")
        self._tasks: dict[str, Task] = {}

    def begin(self, action: Action, person: str, back: str) -> Task:
        """Begin with something. Returns when it is done, or after a second."""
        task = Task(action, back)
        self._tasks[task.key] = task
        for old in list(self._tasks)[:-_KEPT]:
            del self._tasks[old]
        task.future = self._thread.submit(self._judge, [action], person)
        with suppress(TooLong):
            task.future.exception(_PATIENCE)
        return task

    def get(self, key: str) -> Task | None:
        """The task of a key; None where it is not known any more."""
        return self._tasks.get(key)

    def _judge(self, actions: Sequence[Action], person: str) -> Judgement:
        with api.open(self._location) as record:
            return record.judge_all(actions, person=person)[0]


@dataclass(frozen=True)
class Notice:
    """What a page says of a judgement that was just made, or is being made."""

    task: Task | None = None
    judgement: Judgement | None = None


def notice_of(request: Request) -> Notice | None:
    """What the page that is asked for says at its top: `done` names a judgement, `work` what is under way."""
    task = request.app.state.work.get(request.query_params.get("work", ""))
    if task is not None and task.state != "done":
        return Notice(task=task)
    done = task.future.result().id if task else request.query_params.get("done", "")
    try:
        return Notice(judgement=request.app.state.desk.queries.row(Judgement, done)) if done.startswith(
            "judgement_") else None
    except NotInRecord:
        return None
