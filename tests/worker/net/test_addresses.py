"""Which addresses may be asked."""

import ipaddress

import pytest

from worker.net.addresses import Refused, networks, refusal, registrable, target

INSIDE = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
    "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::1", "2001::1", "2001:0:53aa:64c:0:0:0:0", "2001:db8::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1", "100::1", "5f00::1",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8",
    "93.184.216.34",
    "172.15.0.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::808:808",
    "2002:808:808::1",
]


@pytest.mark.parametrize("number", INSIDE)
def test_what_is_not_the_public_internet_is_refused(number: str) -> None:
    assert refusal(ipaddress.ip_address(number))


@pytest.mark.parametrize("number", OUTSIDE)
def test_the_public_internet_is_open(number: str) -> None:
    assert refusal(ipaddress.ip_address(number)) is None


def test_named_ranges_are_open_and_only_they() -> None:
    allowed = networks(["127.0.0.0/8", "10.1.0.0/16"])
    assert refusal(ipaddress.ip_address("127.0.0.1"), allowed) is None
    assert refusal(ipaddress.ip_address("::ffff:10.1.2.3"), allowed) is None
    assert refusal(ipaddress.ip_address("10.2.0.1"), allowed)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "//a.example/", "a.example", "", "http://", "http:///x",
        "http://user@a.example/", "http://a:b@a.example/", "http://a.example:22/", "http://a.example:99999/", "http://127.0.0.1/", "http://[::1]/",
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://1.2.3/", "http://a b.example/",
        "http://a.example/\r\nHost: x", "http://[::ffff:7f00:1]/", "http://a..example/",
    ],
)  # fmt: skip
def test_an_odd_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        target(url)


@pytest.mark.parametrize(
    ("url", "wire"),
    [
        ("HTTP://A.Example", "http://a.example/"),
        ("https://a.example:443/x#y", "https://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example/خبر?q=أربيل", "https://a.example/%D8%AE%D8%A8%D8%B1?q=%D8%A3%D8%B1%D8%A8%D9%8A%D9%84"),
        ("https://a.example/%D8%AE?a=1&lang=ar", "https://a.example/%D8%AE?a=1&lang=ar"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://موقع.example/", "https://xn--4gbrim.example/"),
        ("https://a.example./", "https://a.example/"),
    ],
)
def test_an_address_goes_out_in_wire_form(url: str, wire: str) -> None:
    assert target(url).url == wire


@pytest.mark.parametrize(
    ("host", "owner"),
    [("www.kurdistan24.net", "kurdistan24.net"), ("a.b.example.co.uk", "example.co.uk"), ("gov.krd", "gov.krd"), ("x.mofa.gov.iq", "mofa.gov.iq"),
     ("127.0.0.1", "127.0.0.1"), ("localhost", "localhost")],
)  # fmt: skip
def test_politeness_is_owed_to_who_registered_the_name(host: str, owner: str) -> None:
    assert registrable(host) == owner
