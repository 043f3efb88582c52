"""Writing the record out, one module a format."""
