"""Benchmarks that print ratios measured in one run; nothing here passes or fails."""
