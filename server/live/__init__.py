"""Who listens, and what may be said to them."""
