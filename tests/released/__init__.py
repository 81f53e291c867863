"""Databases of every released schema, with their test pepper, cookies and words: they open for ever."""
