"""Thin controllers, one noun per file: they load, decide, save, tell, and show a view."""
