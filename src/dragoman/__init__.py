"""Dragoman reads what many newsrooms report about states and armed groups, and keeps the record.

    reading = dragoman.read_document(text, published="2025-08-14")
    record = dragoman.open("dragoman.db")
    record.read(["reports/"])
    for agreement in record.agreements(): ...
"""

TYPE_CHECKING = False  # to a type checker it is true; typing itself takes longer to load than all that is here
__version__ = "0.1.0"
__all__ = ["Record", "__version__", "open", "read_document"]

if TYPE_CHECKING:
    from dragoman.api import Record, open, read_document


def __getattr__(name: str) -> object:  # the parser takes seconds to import: only who reads pays for it
    if name in ("Record", "open", "read_document"):
        from dragoman import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
