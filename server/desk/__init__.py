"""The only place where rows, keys and core meet: each file loads and saves one noun through the asker."""
