"""Journeys of two phones in a real browser, and every page looked at."""
