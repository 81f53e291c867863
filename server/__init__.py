"""Duologue: structured exercises for one person and for two, served from one process."""

__version__ = "0.1.0"
