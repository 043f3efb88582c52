"""From bytes to text: by a byte order mark, as UTF-8, or by the character set that a file declares.

Nothing is guessed from how often bytes occur. A declared label means what browsers take it for (WHATWG Encoding
Standard: "iso-8859-1" is windows-1252), and only character sets are accepted, not every codec of Python's.
"""

from __future__ import annotations

import codecs
import re

from dragoman.errors import MalformedDocument

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Labels that stand for a larger set than they name.
_SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}
_SETS = frozenset((
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "big5hkscs", "gb18030", "cp866", "cp874", "cp932", "cp949",
    "euc_jp", "iso2022_jp", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic",
    *(f"cp125{n}" for n in range(9)), *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16))))
_ALIASES = {
    "iso-8859-8-i": "iso8859-8", "x-sjis": "shift_jis", "macintosh": "mac-roman", "x-mac-cyrillic": "mac-cyrillic",
    "ks_c_5601-1987": "euc_kr", "windows-949": "euc_kr", "unicode-1-1-utf-8": "utf-8", "unicode": "utf-16-le",
    "windows-874": "cp874", "dos-874": "cp874",
}
_MOST_BROKEN = 3  # places of a page: more, and its character set is another than it says
CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,40})""")


def known_charset(label: str | None) -> str | None:
    """Python's name of a character set by one of its labels, or None where it is none that is read.

    >>> known_charset("ISO-8859-1"), known_charset("zip"), known_charset(None)
    ('cp1252', None, None)
    """
    label = (label or "").strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
    except (LookupError, ValueError):  # a NUL in a label is a ValueError
        return None
    name = _SUPERSETS.get(name, name)
    return name if name in _SETS else None


def declared_charset(raw: bytes) -> str | None:
    """The label that a page's meta element or an XML declaration gives in the first 4 KB."""
    found = _XML_ENCODING.match(raw[:200].lstrip()) or CHARSET.search(raw[:4096])
    return found[1].decode("ascii", "replace") if found else None


def decode(
    raw: bytes, name: str, *, declared: str | None = None, given: str | None = None, lenient: bool = False
) -> str:
    """The text of a file; `given` is the character set that the user says, `declared` what the file says.

    `lenient` lets a few places be broken, which become U+FFFD: pages are cut and mended by many hands. Raises
    MalformedDocument where the bytes are no text, or of a character set that nobody has named.
    """
    for bom, charset in _BOMS:
        if raw.startswith(bom):
            return _strictly(raw[len(bom):], charset, name)
    if given:
        return _strictly(raw, known_charset(given) or "utf-8", name)
    charset = known_charset(declared) or "utf-8"
    if b"\x00" in raw:
        if charset.startswith("utf-16"):
            return _strictly(raw, charset, name)
        raise MalformedDocument(name, "binary, not text")
    if charset == "iso2022_jp" and b"\x1b" in raw:  # all of its bytes are ASCII's
        return _strictly(raw, charset, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if lenient:
        text = raw.decode(charset, "replace")
        if text.count("\N{REPLACEMENT CHARACTER}") <= _MOST_BROKEN:
            return text
    return _strictly(raw, charset, name)


def _strictly(raw: bytes, charset: str, name: str) -> str:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError as error:
        bad = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in raw[:4096])
        if bad > 8:
            raise MalformedDocument(name, "binary, not text") from None
        reason = (f"not {charset.upper()}: broken at byte {error.start}; save it as UTF-8, or name what it is by "
                  "--encoding (such as windows-1252)")
        raise MalformedDocument(name, reason) from None
