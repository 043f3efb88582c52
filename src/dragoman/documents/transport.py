"""HTTP to public addresses alone.

A name is resolved once, each of its addresses is checked, and the connection goes to the address that was checked: a
name server that answers otherwise the second time (DNS rebinding) gains nothing. Every read ends by a common deadline,
so that a server that drips a byte at a time does not hold us.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class Refused(Exception):
    """An address is not to be fetched; the message says why."""


class PublicTransport(httpx.BaseTransport):
    """A transport for one fetch, whose connections are checked and end by a deadline."""

    def __init__(self, *, allow_private: bool, seconds: float):
        backend = _Backend(allow_private, time.monotonic() + seconds)
        self._pool = httpcore.ConnectionPool(network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises Refused, or an error of httpcore's."""
        url = request.url
        answer = self._pool.handle_request(httpcore.Request(
            method=request.method, headers=request.headers.raw, extensions=request.extensions,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)))
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response):
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore.NetworkBackend):
    """Opens connections to addresses that it has resolved and checked itself."""

    def __init__(self, allow_private: bool, deadline: float):
        self._allow_private, self._deadline, self._backend = allow_private, deadline, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers; none where one of them is not to be fetched."""
        addresses = resolve(host, port, allow_private=self._allow_private)
        for n, address in enumerate(addresses, 1):
            try:
                left = _left(self._deadline, timeout)
                return _Stream(self._backend.connect_tcp(address, port, left, local_address, socket_options),
                               self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if n == len(addresses):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        """No web address leads to a socket of this machine."""
        raise Refused("a socket of this machine")


class _Stream(httpcore.NetworkStream):
    """A connection whose reads and writes all end by one deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float):
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("too slow")
    return left if timeout is None else min(left, timeout)


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host. Raises Refused where one of them is not public and private ones are not allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"{host} is not known to the name server") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allow_private and not is_public(address):
            at = "" if address == host else f"is at {address}, which "
            raise Refused(f"{host} {at}is no public address; --allow-private lets it be fetched")
    return addresses


def is_public(address: str) -> bool:
    """Is an address one of the public network's? One that carries another (IPv4 in IPv6) is what it carries.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if any(ip in network for network in _NAT64):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
