"""The desk: the record in a browser, and its JSON API."""
