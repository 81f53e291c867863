"""SQL as text beside its function, one file per noun, behind one port."""
