"""The tests, laid out like the server; a package, as some installed libraries bring a `tests` of their own."""
