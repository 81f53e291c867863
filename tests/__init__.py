"""The tests, laid out like the server; a package, since some installed libraries bring a `tests` too."""
