"""A view becomes a page, a fragment or JSON."""
