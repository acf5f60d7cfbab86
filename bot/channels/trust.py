"""Which servers are believed to be who they say they are."""

from __future__ import annotations

import functools
import ssl

import httpx

__all__ = ["authorities"]


@functools.cache
def authorities() -> ssl.SSLContext:
    """The authorities whose certificates are believed, the same for all of this process.

    For `verify` of httpx: to load them takes a tenth of a second during which nothing else
    happens, and a client that is not given them loads them for itself.
    """
    return httpx.create_ssl_context()
