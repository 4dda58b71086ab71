"""A libcurl handle that never plays a browser and never connects where it may not; the fetcher and the posts of the channels share it."""

import ipaddress
import os
import socket
from typing import Any

import certifi
import pycurl

from worker.net import addresses
from worker.net.addresses import Network


class Guard:
    """Judges the very address that libcurl is about to connect to, whatever name, redirect or DNS answer led there.

    Attributes:
        refused: why an address was refused; set it to "" before a transfer. While it is not empty no socket is opened.
    """

    __slots__ = ("_allowed", "refused")

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self._allowed = allowed
        self.refused = ""

    def open(self, _purpose: int, wanted: Any) -> Any:
        """libcurl's OPENSOCKETFUNCTION."""
        family, kind, protocol, address = wanted
        try:
            why = addresses.refusal(ipaddress.ip_address(str(address[0]).split("%")[0]), self._allowed)
        except (ValueError, IndexError, TypeError):
            why = "not an internet address"
        if why or self.refused:
            self.refused = self.refused or str(why)
            return pycurl.SOCKET_BAD
        try:
            return _Socket(socket.socket(family, kind, protocol).detach())
        except OSError:
            return pycurl.SOCKET_BAD


class _Socket:
    """An open descriptor for libcurl to copy. Not `socket.socket`: that one complains when it is dropped."""

    __slots__ = ("_fd",)

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def fileno(self) -> int:
        return self._fd

    def __del__(self) -> None:
        os.close(self._fd)


def new_handle(agent: str, guard: Guard) -> pycurl.Curl:
    """A handle for one transfer at a time: no redirects of its own, no proxy from the environment (it would connect where we may not), the
    certificates of `SSL_CERT_FILE` or of certifi."""
    easy = pycurl.Curl()
    easy.setopt(pycurl.NOSIGNAL, 1)
    easy.setopt(pycurl.PROXY, "")
    easy.setopt(pycurl.FOLLOWLOCATION, 0)
    easy.setopt(pycurl.USERAGENT, agent)
    easy.setopt(pycurl.CAINFO, os.environ.get("SSL_CERT_FILE") or certifi.where())
    easy.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
    easy.setopt(pycurl.OPENSOCKETFUNCTION, guard.open)
    return easy
