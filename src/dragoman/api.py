"""Dragoman in Python: read a document, open a record."""
