"""Views for people, made from the record."""
