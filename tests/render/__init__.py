"""Words, forms and catalogues."""
