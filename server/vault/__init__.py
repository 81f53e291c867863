"""Everything that touches a key: deriving, sealing, unlocking, granting, handing over."""
