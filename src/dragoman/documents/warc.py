"""WARC and WARC.gz: the pages that a crawl has kept, one document a page that holds a report.

Records are read one at a time (fastwarc). What is no page, no text and no PDF is passed over; a page without a report
in it, such as a front page, is listed with its record's number. The library takes an archive that is cut off for one
that ends, so its bytes are looked at on their way there.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.documents.options import Note, Opened
from dragoman.documents.source import MAX_BYTES, Source, unpack
from dragoman.errors import DocumentError, MalformedDocument, NoArticleText

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf",
          "text/markdown": "markdown"}
_SOME = 1 << 20
_LARGEST = 1_000_000_000  # bytes that a record may claim; what comes after it cannot be found without unpacking it


def open_source(source: Source) -> Iterator[Opened]:
    """The reports of an archive."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = passed = 0
    last: list[Opened] = []  # of the record that was read last: it may turn out to be cut off
    stream = _Watched(source.stream)
    try:
        records = ArchiveIterator(stream, record_types=WarcRecordType.response | WarcRecordType.resource,
                                  parse_http=True, auto_decode="none", fsspec_args=False)
        for record in records:
            yield from last
            last = []
            number += 1
            if record.content_length > _LARGEST:
                raise MalformedDocument(f"{source.name}#{number}", "a record of over 1 GB; what follows is not read")
            kind = _kind(record)
            if kind is None:
                passed += 1
                continue
            last = list(_page(record, kind, source, number))
    except DocumentError:
        raise
    except Exception as error:  # whatever a broken archive makes of the library
        yield from last
        if not stream.begins_as_archive:
            raise NoArticleText(source.name, "no archive of pages (WARC), whatever its name says") from error
        where = f"{source.name}#{number + 1}"
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise MalformedDocument(where, f"a broken archive ({said}); what follows is not read") from error
    if number and stream.cut:
        last = [one for one in last if not isinstance(one, DocumentError)]
        reason = "the archive is cut off inside this record" + ("; what there is of it is read" if last else "")
        last.append(MalformedDocument(f"{source.name}#{number}", reason))
    yield from last
    if number == 0:
        raise NoArticleText(source.name, "no archive of pages (WARC), or an empty one")
    if passed:
        yield Note(file=source.name, text=f"{passed:,} of its {number:,} records are neither pages nor texts")


class _Watched(io.RawIOBase):
    """A stream, of which it is known at its end whether it stopped inside a record."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._at = 0
        self._tail = b""
        self._packed: bool | None = None
        self.begins_as_archive = False
        self._member: Any = None  # of gzip, that has begun and not ended

    @property
    def cut(self) -> bool:
        """Whether what has been read ends within a record, or within what is packed."""
        return self._member is not None if self._packed else not self._tail.endswith((b"\r\n\r\n", b"\n\n"))

    def readable(self) -> bool:
        """It can be read."""
        return True

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._at += len(data)
        if self._packed is None:
            self._packed = data[:2] == b"\x1f\x8b"
            self.begins_as_archive = _unpacked(data, 5).startswith(b"WARC/")
        self._tail = (self._tail + data[-4:])[-4:]
        if self._packed:
            self._follow(data)
        return data

    def _follow(self, data: bytes) -> None:
        """Go through the members of gzip; what they unpack to is thrown away, some of it at a time."""
        while data or self._member is not None:
            self._member = self._member or zlib.decompressobj(31)
            try:
                made = self._member.decompress(data, _SOME)
            except zlib.error:  # broken, which is said where the library meets it
                return
            if self._member.eof:
                data, self._member = self._member.unused_data.lstrip(b"\0"), None
            else:
                data = self._member.unconsumed_tail
                if not data and len(made) < _SOME:
                    return


def _unpacked(data: bytes, most: int) -> bytes:
    """The first bytes of what may be packed; none where it is broken."""
    if data[:2] != b"\x1f\x8b":
        return data[:most]
    try:
        return zlib.decompressobj(31).decompress(data, most)
    except zlib.error:
        return b""


def _kind(record: Any) -> str | None:
    """The format of a record's payload, None where it is no report's or the server sent an error."""
    if record.is_http:
        if record.http_headers is None or not str(record.http_headers.status_code or "").startswith("2"):
            return None
        stated = record.http_content_type or ""
    else:
        stated = record.headers.get("Content-Type", "")
    return _KINDS.get(stated.split(";")[0].strip().lower())


def _page(record: Any, kind: str, source: Source, number: int) -> Iterator[Opened]:
    from dragoman.documents.open import open_stream

    file, name = source.item(number)
    try:
        raw = _payload(record, name)
        page = Source(name=name, file=file, stream=io.BytesIO(raw), options=source.options,
                      charset=record.http_charset if record.is_http else None,
                      url=record.headers.get("WARC-Target-URI", "").strip("<>") or None)
        yield from open_stream(page, kind)
    except DocumentError as error:
        yield error


def _payload(record: Any, name: str) -> bytes:
    """The bytes of a record's payload, without the encodings of its transfer."""
    raw = record.reader.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise MalformedDocument(name, f"more than {MAX_BYTES / 1e6:.0f} MB; at most that is read")
    headers = record.http_headers if record.is_http else None
    if headers is None:
        return bytes(raw)
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        raw = _unchunked(raw)
    return unpack(bytes(raw), headers.get("Content-Encoding", ""), name)


def _unchunked(raw: bytes) -> bytes:
    """A body without the sizes of its chunks. Archives may keep the header and not the chunks."""
    parts: list[bytes] = []
    at = 0
    while at < len(raw):
        end = raw.find(b"\n", at, at + 40)
        try:
            size = int(raw[at:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return raw if not parts else b"".join(parts)
        if size == 0:
            break
        parts.append(raw[end + 1:end + 1 + size])
        at = end + 1 + size
        at += 2 if raw[at:at + 2] == b"\r\n" else 1
    return b"".join(parts)
