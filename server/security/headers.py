"""The headers that every answer carries."""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

ALWAYS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"x-robots-tag", b"noindex"),
)
HTTPS_ONLY = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")
NO_STORE = (b"cache-control", b"no-store")
KEPT = (b"cache-control", b"private, no-cache")
"""A page that holds no one's words: a browser may keep it, and asks each time whether it is still right."""
FORGET = (b"clear-site-data", b'"storage"')
"""What a browser without scripts is told when somebody leaves. Never "cookies": that clears other sites of
the same name as well, and the last way to somebody's words."""
FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")
