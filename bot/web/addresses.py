"""From which address a request came."""

from __future__ import annotations

import ipaddress

from starlette.requests import HTTPConnection

__all__ = ["client_address"]

HOUSEHOLD_BITS = 64
"""Of an IPv6 address: who is given one is given all that begin alike (RFC 6177)."""


def client_address(request: HTTPConnection) -> str:
    """The address that limits count by: an IPv4 address, or the network of an IPv6 one.

    It is that of the connection, which nobody can forge; behind reverse proxies that are trusted
    (BOT_TRUSTED_PROXIES) the one they saw.
    """
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), HOUSEHOLD_BITS), strict=False))
