"""The views: what one viewer gets, as Structs, and how they are built from the core."""
