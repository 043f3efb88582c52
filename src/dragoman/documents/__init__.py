"""From files to documents: one module a format; `open.py` picks."""
