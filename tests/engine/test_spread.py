"""Whatever workers do, every document comes back once, in order."""

from __future__ import annotations

from concurrent.futures import Future

from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.text import document_from_text
from dragoman.engine.spread import BATCH_CHARACTERS, Batch, Worker, pack, spread, unpack
from dragoman.errors import ReadingError
from dragoman.model.reading import Reading


class Lost(Exception):
    """A worker has died."""


class Fake:
    """A worker that reads at once, and dies at the calls that it is told to, or of a document with `poison`."""

    lost: tuple[type[BaseException], ...] = (Lost,)

    def __init__(self, deaths: set[int]):
        self.deaths, self.calls, self.dead, self.batches, self.closed = deaths, 0, False, list[Batch](), False

    def submit(self, batch: Batch) -> Future[bytes]:
        future: Future[bytes] = Future()
        self.calls += 1
        self.dead = self.dead or self.calls in self.deaths or any("poison" in d.text for d in batch)
        if self.dead:
            future.set_exception(Lost())
        else:
            self.batches.append(batch)
            future.set_result(pack(Reading(document=d, reader="fake") for d in batch))
        return future

    def restart(self) -> None:
        self.dead = False

    def close(self, *, at_once: bool) -> None:
        self.closed = True


DEATHS = st.lists(st.sets(st.integers(1, 12)), min_size=1, max_size=3)


@given(st.lists(st.integers(1, BATCH_CHARACTERS * 2), max_size=40), DEATHS, st.sets(st.integers(0, 39)))
def test_nothing_is_lost_or_doubled(sizes: list[int], deaths: list[set[int]], poison: set[int]) -> None:
    documents = [document_from_text(f"{n} {'poison' if n in poison else 'x'} " + "y " * (size // 2))
                 for n, size in enumerate(sizes)]
    workers = [Fake(at) for at in deaths]
    found = list(spread(documents, workers))
    assert len(found) == len(documents)
    for n, (document, result) in enumerate(zip(documents, found, strict=True)):
        if isinstance(result, ReadingError):
            assert n in poison or any(deaths)  # one that dies twice with it is taken for its death
            assert "died, twice" in result.reason
        else:
            assert result.document == document
            assert n not in poison
    assert all(w.closed for w in workers)


def test_copies_go_to_the_worker_that_has_read_the_report() -> None:
    wire = "The envoys met in Porto on Monday and agreed to meet again, the two ministries of the states said."
    own = [f"{n} A report of our own that no other has printed, told at some length so that it tells by itself."
           for n in range(40)]
    documents = [document_from_text(f"Headline {n}\n\n{wire if n % 2 else text}\n\n{f'z{n} ' * 3000}")
                 for n, text in enumerate(own)]
    workers = [Fake(set()), Fake(set())]
    assert len(list(spread(documents, workers))) == 40
    readers = [sum(wire in d.text for batch in w.batches for d in batch) for w in workers]
    assert min(readers) == 0
    assert max(readers) == 20


def test_results_travel(tmp_path: object) -> None:
    document = document_from_text("A word.")
    results = [Reading(document=document, reader="r"), ReadingError("a.txt", "bad")]
    back = unpack(pack(results))
    assert back[0] == results[0]
    assert isinstance(back[1], ReadingError)
    assert (back[1].file, back[1].reason) == ("a.txt", "bad")


def test_a_fake_is_a_worker() -> None:
    worker: Worker = Fake(set())
    assert list(spread([], [worker])) == []
