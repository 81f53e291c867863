"""The meaning of Duologue: pure code on the standard library and msgspec, with time and chance handed in."""
