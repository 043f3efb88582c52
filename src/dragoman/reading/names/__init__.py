"""Who and where: the people, bodies, places and groups of a report, and the chains of their mentions."""

from dragoman.reading.names.find import find_names

__all__ = ["find_names"]
