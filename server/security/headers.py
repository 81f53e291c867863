"""The headers that every answer carries."""

from __future__ import annotations

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

UNUSED = (
    *("accelerometer", "autoplay", "camera", "clipboard-read", "display-capture", "encrypted-media"),
    *("fullscreen", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "serial", "usb", "xr-spatial-tracking"),
)
"""What no page here ever asks a browser for. Sharing, copying and passkeys are used, or will be."""

ALWAYS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", ", ".join(f"{name}=()" for name in UNUSED).encode()),
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
