"""Server-rendered pages of the record."""
