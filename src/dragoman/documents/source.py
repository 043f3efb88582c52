"""Something to be opened: its bytes as a stream, what to call it, and what is known of it beforehand."""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

import msgspec

from dragoman.documents.options import Options
from dragoman.errors import MalformedDocument

MAX_BYTES = 20_000_000  # of one document; a container may have any size


def fingerprint(data: bytes) -> str:
    """A hash of a file's bytes, from which its document's id is made."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is what errors call it (a path, an address, "articles.csv#3"), `file` what documents are called by.

    `charset` and `url` are what a server or an archive says of it.
    """

    name: str
    file: str | None
    stream: BinaryIO
    options: Options = Options()
    charset: str | None = None
    url: str | None = None

    def read(self, most: int = MAX_BYTES) -> bytes:
        """All bytes. Raises MalformedDocument where they are more than `most`, having read no more than that."""
        parts: list[bytes] = []
        left = most + 1
        while left > 0 and (part := self.stream.read(min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
        if left <= 0:
            raise MalformedDocument(self.name, f"more than {most / 1e6:.0f} MB; at most {most / 1e6:.0f} MB are read")
        return b"".join(parts)

    def item(self, number: int) -> tuple[str | None, str]:
        """What a document of a container is called by, and what errors call it."""
        return f"{self.file}#{number}" if self.file else None, f"{self.name}#{number}"


def unpack(raw: bytes, encoding: str, name: str) -> bytes:
    """A body without its Content-Encoding, never more than MAX_BYTES of it. Raises MalformedDocument."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity", "utf-8", "none"):
        return raw
    if encoding not in ("gzip", "x-gzip", "deflate"):
        if raw[:200].lstrip()[:1] == b"<":  # said, but not so
            return raw
        raise MalformedDocument(name, f"its encoding is {encoding[:40]!r}; gzip and deflate are read")
    if encoding.endswith("gzip") and raw[:2] != b"\x1f\x8b":
        return raw  # an archive that has unpacked it and kept the header
    for bits in (47, -15):  # gzip or zlib, then bare deflate
        try:
            unpacked = zlib.decompressobj(bits).decompress(raw, MAX_BYTES + 1)
        except zlib.error:
            continue
        if len(unpacked) > MAX_BYTES:
            raise MalformedDocument(name, f"unpacks to more than {MAX_BYTES / 1e6:.0f} MB; at most that is read")
        return unpacked
    raise MalformedDocument(name, f"broken {encoding}")
