"""The process behind child.py: reads lengths, a head and a body from stdin, answers with lengths and JSON, until stdin ends.

Started as `python -I` with the limits as arguments; imports feedparser and the standard library, nothing of ours.
"""

import io
import json
import resource
import struct
import sys
from typing import Any

MOST_ENTRIES = 500
LONGEST = 400_000


def main() -> None:
    memory, files = int(sys.argv[1]), int(sys.argv[2])
    import feedparser  # before the limits: importing needs files

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while len(lengths := _exactly(source, 8)) == 8:
        head_size, body_size = struct.unpack("!II", lengths)
        head = json.loads(_exactly(source, head_size))
        body = _exactly(source, body_size)
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + int(head["cpu"]), resource.RLIM_INFINITY)
        )
        try:
            answer = _read(feedparser, body, head["headers"])
        except Exception as error:  # feedparser raises anything on hostile input
            answer = {"error": f"feedparser: {type(error).__name__}"}
        out = json.dumps(answer).encode()
        sink.write(struct.pack("!I", len(out)) + out)
        sink.flush()


def _exactly(source: Any, size: int) -> bytes:
    parts = []
    while size:
        part = source.read(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _read(feedparser: Any, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    # BytesIO: of bytes or a string feedparser would try to open a file or an address of that name.
    found = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.version and not found.entries:
        return {"error": "feedparser finds none"}
    return {
        "version": found.version,
        "feed": _pick(found.feed, ("title", "link", "id", "subtitle", "language", "published", "updated", "author"))
        | {"image": _image(found.feed)},
        "entries": [_entry(entry) for entry in found.entries[:MOST_ENTRIES]],
        "cut": len(found.entries) > MOST_ENTRIES,
    }


def _entry(entry: Any) -> dict[str, Any]:
    picked: dict[str, Any] = _pick(
        entry, ("title", "link", "id", "summary", "published", "updated", "created", "comments", "author")
    )
    content = entry.get("content") or []
    picked["content"] = _text(content[0].get("value")) if content else None
    picked["authors"] = [_pick(author, ("name", "email", "href")) for author in entry.get("authors") or []][:50]
    picked["tags"] = [_text(tag.get("term")) for tag in entry.get("tags") or [] if tag.get("term")][:200]
    links = entry.get("links") or []
    files = [*[link for link in links if link.get("rel") == "enclosure"], *(entry.get("media_content") or [])]
    picked["enclosures"] = [
        {
            "url": _text(file.get("href") or file.get("url")),
            "type": _text(file.get("type")),
            "length": _text(file.get("length") or file.get("filesize")),
        }
        for file in files[:50]
    ]
    thumbnails = entry.get("media_thumbnail") or []
    picked["image"] = _text(thumbnails[0].get("url")) if thumbnails else _image(entry)
    return picked


def _image(holder: Any) -> str | None:
    image = holder.get("image") or {}
    return _text(image.get("href") or image.get("url") or holder.get("logo") or holder.get("icon"))


def _pick(holder: Any, names: tuple[str, ...]) -> dict[str, str | None]:
    return {name: _text(dict.get(holder, name) if isinstance(holder, dict) else None) for name in names}


def _text(value: object) -> str | None:
    return value[:LONGEST].encode("utf-8", "replace").decode() if isinstance(value, str) and value else None


if __name__ == "__main__":
    main()
