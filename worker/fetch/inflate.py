"""Undo Content-Encoding with a hard cap: a bomb is refused while it is being read, not after. Pure.

libcurl could do most of this, but knows no cap on what comes out and, as built in its wheel, no zstd.
"""

import zlib
from typing import Any

import brotli
import zstandard

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_STEP = 256 * 1024
_ZSTD_STEP = 256
_MOST_CODINGS = 3  # a server that wraps more often than that is playing


class InflateError(ValueError):
    """The body is broken, cut, or coded in a way nobody asked for."""


class TooLarge(InflateError):
    """More comes out than is allowed."""


def inflate(body: bytes, encoding: str, *, limit: int) -> bytes:
    """The body without its Content-Encoding (codings in the order they were applied); gzip without a label is undone too.

    Raises:
        TooLarge: more than `limit` bytes would come out.
        InflateError: broken, cut off, or an unknown coding.
    """
    codings = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity", "none")]
    if len(codings) > _MOST_CODINGS:
        raise InflateError(f"{len(codings)} codings on top of each other")
    for name in reversed(codings):
        body = _undo(body, name, limit)
    if body[:3] == b"\x1f\x8b\x08":  # sitemap.xml.gz, and servers that forget the header
        body = _gzip(body, limit)
    return body


def _undo(body: bytes, name: str, limit: int) -> bytes:
    if not body:
        return body
    match name:
        case "gzip" | "x-gzip":
            # labelled so, but sent plain: some caches do that
            return _gzip(body, limit) if body[:2] == b"\x1f\x8b" else body
        case "deflate":
            return _deflate(body, limit)
        case "br":
            return _brotli(body, limit)
        case "zstd":
            return _zstd(body, limit)
    raise InflateError(f"unknown Content-Encoding {name[:40]!r}")


def _gzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    room = limit
    while body:  # members may follow each other
        reader = zlib.decompressobj(31)
        room = _drain(reader, body, parts, room, limit)
        body = reader.unused_data if reader.unused_data[:2] == b"\x1f\x8b" else b""
    return b"".join(parts)


def _deflate(body: bytes, limit: int) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # with the zlib head, as the standard says; bare, as many do
        parts: list[bytes] = []
        try:
            _drain(zlib.decompressobj(window), body, parts, limit, limit)
        except TooLarge:
            raise
        except InflateError:
            continue
        return b"".join(parts)
    raise InflateError("broken deflate data")


def _drain(reader: Any, body: bytes, parts: list[bytes], room: int, limit: int) -> int:
    pending = body
    try:
        while not reader.eof:
            part = reader.decompress(pending, min(_STEP, room + 1))
            pending = reader.unconsumed_tail
            if not part and not pending:
                raise InflateError("the compressed body is cut off")
            room -= len(part)
            if room < 0:
                raise TooLarge(f"more than {limit} bytes after decompression")
            parts.append(part)
    except zlib.error as error:
        raise InflateError(f"broken compressed data ({error})") from error
    return room


def _brotli(body: bytes, limit: int) -> bytes:
    reader = brotli.Decompressor()
    parts: list[bytes] = []
    room = limit
    pending = body
    try:
        while not reader.is_finished():
            part = reader.process(pending, output_buffer_limit=min(_STEP, room + 1))
            pending = b""
            if not part and reader.can_accept_more_data():
                raise InflateError("the compressed body is cut off")
            room -= len(part)
            if room < 0:
                raise TooLarge(f"more than {limit} bytes after decompression")
            parts.append(part)
    except brotli.error as error:
        raise InflateError("broken brotli data") from error
    return b"".join(parts)


def _zstd(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    room = limit
    pending = memoryview(body)
    try:
        while pending:  # frames may follow each other
            reader = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
            while pending and not reader.eof:
                # the reader knows no cap: a step this small cannot blow up beyond some 8 MB
                part = reader.decompress(pending[:_ZSTD_STEP])
                pending = pending[_ZSTD_STEP:]
                room -= len(part)
                if room < 0:
                    raise TooLarge(f"more than {limit} bytes after decompression")
                parts.append(part)
            if not reader.eof:
                raise InflateError("the compressed body is cut off")
            if reader.unused_data:
                pending = memoryview(reader.unused_data + bytes(pending))
    except zstandard.ZstdError as error:
        raise InflateError("broken zstd data") from error
    return b"".join(parts)
