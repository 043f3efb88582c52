"""Files that are broken in the ways that files are, and in those that somebody might think of."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib

_NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", "\u202e\u2066\u200f".encode(), b"\xed\xa0\x80", b"\\ud800",
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]>&b;", b"<script>alert(1)</script>",
    b"<div>" * 3000, b"[" * 3000, b"{\"a\":" * 2000, b"(" * 3000, b"<<" * 2000, b"> " * 1000, b"- " * 1000,
    b"\"" * 501, b"'" * 501, b"," * 3000, b"\n" * 3000, b"\r" * 100, b"&amp;" * 500, b"&#x202e;" * 50,
    b"&#xd800;", b"%" * 200,
    b"99999999999999999999999999", b"-1", b"1e999", b"0000-00-00", b"31/02/2025", b"charset=utf-7", b"charset=zip",
    b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 999999999999\r\n",
    b"<!--", b"]]>", b"<![CDATA[", b"</p></div>", b"<table>" * 300, b"<blockquote>" * 300, b"a" * 200_000,
    b"a " * 40_000, "\u0301".encode() * 2000, "\U0001f9ff".encode() * 50, b"=?utf-8?B?////?=", b"=\n" * 300,
    b"--===============", b"endstream endobj", b"/Filter [/FlateDecode /FlateDecode]", b"/Length 99999999",
    b"/Kids [1 0 R 2 0 R 1 0 R]", b"/Parent 1 0 R",
)


def mutate(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The file with one to six changes. Some are made inside its compression, where it has one."""
    inside = _unpacked(data, chance)
    if inside is not None and chance.random() < 0.6:
        content, pack = inside
        return pack(_changed(content, others, chance))  # type: ignore[no-any-return, operator]
    return _changed(data, others, chance)


def _changed(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not made:
            made += b"a"
        at, end = sorted(chance.randrange(len(made) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 4, 40, 4000)))
        match chance.randrange(9):
            case 0:
                made[at:at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = chance.choice(_NASTY)
            case 3:
                made[at:at] = made[at:end] * chance.choice((1, 2, 20, 200))
            case 4:
                del made[at:]
            case 5:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                made[at:end] = other[start:start + chance.choice((10, 500, 20_000))]
            case 6:
                for _ in range(20):
                    made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
            case 7:
                made[at:end] = chance.choice(_NASTY)
            case _:
                made[:] = made[at:] + made[:at]
        del made[3_000_000:]
    return bytes(made)


def _unpacked(data: bytes, chance: random.Random) -> tuple[bytes, object] | None:
    """What is compressed in a file, and how it is put back: a gzip stream, or one file of a zip archive."""
    if data[:2] == b"\x1f\x8b":
        try:
            return gzip.decompress(data), lambda content: gzip.compress(content, 1, mtime=0)
        except (OSError, EOFError, zlib.error):
            return None
    if data[:2] != b"PK":
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice([*files, "word/document.xml", "word/document.xml", "word/styles.xml"])

    def pack(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, old in files.items():
                archive.writestr(zipfile.ZipInfo(name), content if name == chosen else old)
        return out.getvalue()

    return files[chosen], pack
