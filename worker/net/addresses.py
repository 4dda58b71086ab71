"""Which addresses may be asked: URLs by their shape, connected addresses by number. Pure.

A name is judged by what it resolves to, on every hop and again at the moment of connecting; judging the string alone is what server-side
request forgery lives on. The deny list is our own: `ipaddress.is_global` of some Python versions is wrong for some ranges (CVE-2024-4032).
"""

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna
import tldextract

PORTS = frozenset({80, 443, 8080, 8443})
Address = IPv4Address | IPv6Address
Network = ipaddress.IPv4Network | IPv6Network

_DENIED: tuple[Network, ...] = tuple(
    ipaddress.ip_network(range_)
    for range_ in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::1/128", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20",
        "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_GLOBAL_6 = IPv6Network("2000::/3")
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # the shipped list: no network, no file


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?")
_ODD_NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*")
_PLAIN = re.compile(r"[A-Za-z0-9/%:@!$&'()*+,;=~._-]*")


class Target(NamedTuple):
    """A URL that may be asked: in wire form, with its host (lower case, ASCII) and port."""

    url: str
    scheme: str
    host: str
    port: int
    address: Address | None  # where the host is a number already


class Refused(ValueError):
    """The address must not be asked; the message says why, fit for people."""


def networks(ranges: Iterable[str]) -> tuple[Network, ...]:
    """Ranges from CIDR strings. Raises ValueError naming the bad one."""
    return tuple(ipaddress.ip_network(range_, strict=False) for range_ in ranges)


def target(url: str, *, allowed: tuple[Network, ...] = (), base: str | None = None) -> Target:
    """The URL (relative to `base`, where given) as a target, in wire form: host as IDNA, path percent-coded, no fragment.

    Raises:
        Refused: another scheme than http and https, user or password in it, a port that is not 80, 443, 8080 or 8443 (any port
            inside the `allowed` ranges), an odd host, or a number that is not a public address.
    """
    return _target(urljoin(base, url.strip()) if base else url.strip(), allowed)


@lru_cache(maxsize=4096)
def _target(whole: str, allowed: tuple[Network, ...]) -> Target:
    if _CONTROL.search(whole):
        raise Refused("the address holds control characters")
    try:
        parts = urlsplit(whole)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Refused(f"the address cannot be read ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise Refused(f"scheme {parts.scheme or 'missing'!r}, expected http or https")
    if "@" in parts.netloc:
        raise Refused("the address holds a user name or password")
    host = _host(parts.hostname)
    address = _number(host)
    open_port = address is not None and _inside(address, allowed)
    if port not in PORTS and not open_port and not (allowed and address is None):
        raise Refused(f"port {port}, expected 80, 443, 8080 or 8443")
    if address is not None and (why := refusal(address, allowed)):
        raise Refused(why)
    shown = f"[{host}]" if isinstance(address, IPv6Address) else host
    netloc = shown if port == (443 if parts.scheme == "https" else 80) else f"{shown}:{port}"
    path = parts.path or "/"
    if not _PLAIN.fullmatch(path):
        path = quote(path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|") if parts.query else ""
    return Target(urlunsplit((parts.scheme, netloc, path, query, "")), parts.scheme, host, port, address)


def _host(host: str | None) -> str:
    if not host:
        raise Refused("the address names no host")
    host = host.rstrip(".").lower()
    if ":" in host:
        return host
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode()
        except idna.IDNAError as error:
            raise Refused(f"host {host!r} is not a valid name") from error
    if not _NAME.fullmatch(host) or ".." in host:
        raise Refused(f"host {host[:80]!r} is not a valid name")
    return host


def _number(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        pass
    if _ODD_NUMBER.fullmatch(host):  # 2130706433, 0x7f.1, 0177.0.0.1
        raise Refused(f"host {host!r} is an oddly written number")
    return None


def refusal(address: Address, allowed: tuple[Network, ...] = ()) -> str | None:
    """Why an address must not be connected to; None where it may. `allowed` ranges are open whatever else holds.

    Addresses that carry another (IPv4-mapped and -compatible, NAT64, 6to4) are judged by the one inside; Teredo is refused as a whole.
    """
    if _inside(address, allowed):
        return None
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return refusal(inner, allowed)
        if address not in _GLOBAL_6:
            return f"{address} is not a public address"
    if any(address.version == range_.version and address in range_ for range_ in _DENIED):
        return f"{address} is not a public address"
    return None


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return None


def _inside(address: Address, allowed: tuple[Network, ...]) -> bool:
    return any(address.version == range_.version and address in range_ for range_ in allowed)


@lru_cache(maxsize=8192)
def registrable(host: str) -> str:
    """The part of a host name that somebody registered (`arabic.example.co.uk` -> `example.co.uk`); numbers and bare names as they are.
    Politeness is owed to it as a whole."""
    if ":" in host or host.rpartition(".")[2].isdigit():
        return host
    return _SUFFIXES(host).top_domain_under_public_suffix or host


def host_of(url: str) -> str:
    """The registrable host of a URL; empty where it has none."""
    try:
        return registrable((urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""
