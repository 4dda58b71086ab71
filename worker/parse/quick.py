"""Entries of a plain, well-formed feed without a tree: cut at the angle brackets, proven strict on the way.

A tree costs an object an element and a copy a text. Nearly all feeds write their entries so plainly that cutting is enough: elements of text,
CDATA sections, the five entities and character references, attributes in quotes, a few nested elements. The document's frame (all but its entries, with
one empty entry in their place) is still parsed by libxml2, which proves it and gives the namespaces; the entries are proven here, by a grammar that is
narrower than XML's. Whatever it does not cover (comments, processing instructions, xml:* attributes, namespaces declared for more than one element, names
outside ASCII, markup in a text) raises `NotPlain`, and the whole document goes to the parser: nothing is ever guessed.
`tests/worker/parse/test_quick.py` holds the answers against those by the tree.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

MARK = "entries-were-here"
_LARGEST = 4 << 20  # below every limit of libxml2 on the length of a text
_MOST_TAGS = 100_000  # beyond, the pieces would take more memory than a tree
_DEEPEST = 8
_MOST_LEARNT, _MOST_INNER, _LONGEST_LEARNT = 500, 50, 80

_NEVER = "".join(map(chr, (*range(9), 11, 12, *range(14, 32))))  # control characters XML does not know
_FIRST = re.compile(r"<(item|entry)(?=[\s>])")
_NAME = r"[A-Za-z_][\w.-]{0,60}"
_SPACE = re.compile(r"[a-z-]{2,30}:[\w./#:-]{1,200}", re.ASCII)  # the address of a namespace
_START = re.compile(rf"({_NAME}(?::{_NAME})?)((?:[ \t\n]+{_NAME}(?::{_NAME})?=\"\")*)[ \t\n]*(/?)", re.ASCII)
_CLOSING = re.compile(rf"/({_NAME}(?::{_NAME})?)[ \t\n]*>[ \t\n]*", re.ASCII)
_REFERENCE = re.compile(r"&(?:(lt|gt|quot|apos|amp)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_ENTITIES = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}


class NotPlain(Exception):
    """The document is not of the plain kind read here; it may still be well-formed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A document in two.

    Attributes:
        frame: all but the entries; one empty element of their name, with the attribute `MARK`, in their place.
        name: of the elements that are the entries.
        entries: from the first `<` of the first to the last `>` of the last, with \\0 for each CDATA section.
        sections: what the CDATA sections hold.
    """

    frame: bytes
    name: str
    entries: str
    sections: list[str]


class Leaf:
    """An element as the handlers know it from lxml, without the tree."""

    __slots__ = ("attrib", "get", "tag", "text")
    children: "tuple[Leaf, ...]" = ()
    tail = ""

    def __init__(self, tag: str, attributes: dict[str, str], text: str | None) -> None:
        self.tag = tag
        self.attrib = attributes
        self.get = attributes.get
        self.text = text

    def __len__(self) -> int:
        return len(self.children)

    def __iter__(self) -> "Iterator[Leaf]":
        return iter(self.children)

    def itertext(self) -> Iterator[str]:
        yield self.text or ""
        for child in self.children:
            yield from child.itertext()
            yield child.tail


class Branch(Leaf):
    """An element with others inside, or inside another."""

    __slots__ = ("children", "tail")

    def __init__(
        self, tag: str, attributes: dict[str, str], text: str | None, children: tuple[Leaf, ...], tail: str
    ) -> None:
        self.tag = tag  # as Leaf does; the call would cost as much again
        self.attrib = attributes
        self.get = attributes.get
        self.text = text
        self.children = children
        self.tail = tail


Handle = Callable[[Any, dict[str, Any], Any], None]
Take = Callable[[dict[str, Any], str], None]


class Plan(NamedTuple):
    """What a reader does with an element.

    Attributes:
        key: noting the first text that is not blank, under this key, is all there is to do.
        many: so is adding the text to the list under this key.
        take: so is calling it with the text.
        attribute: whose value counts instead of the text between the tags.
        within: tag of an element inside; where that is the only one, and of text, it is its text that `take` is called with.
        handle: does whatever else is to be done; also named beside the others, as it would do the same.
        nests: it can read elements inside.
    """

    key: str | None = None
    many: str | None = None
    take: Take | None = None
    attribute: str | None = None
    within: str | None = None
    handle: Handle | None = None
    nests: bool = False


Learnt = tuple[
    str, bool, str | None, str | None, Take | None, str | None, str | None, Handle | None, bool, str, dict[str, str]
]


def cut(body: bytes) -> Cut | None:
    """The document in two; None where it plainly cannot be. Linear."""
    if len(body) > _LARGEST:
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    if text.isascii():
        # a search for each of them; together they are quicker than one look at each letter
        if any(map(text.__contains__, _NEVER)):
            return None
    elif len(body.translate(None, _NEVER.encode())) != len(body) or "\ufffe" in text or "\uffff" in text:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as XML has it
    first = _FIRST.search(text)
    if first is None:
        return None
    closing = f"</{first[1]}>"
    start, end = first.start(), text.rfind(closing) + len(closing)
    head, entries, tail = text[:start], text[start:end], text[end:]
    if not entries or MARK in head or MARK in tail:
        return None
    sections: list[str] = []
    if "[" in entries:
        outside, *parts = entries.split("<![CDATA[")
        rests = [outside]
        for part in parts:
            section, _, rest = part.partition("]")  # one letter is found much quicker than three
            if rest.startswith("]>"):
                rest = rest[2:]
            else:
                section, closed, rest = part.partition("]]>")
                if not closed:
                    return None
            sections.append(section)
            rests.append(rest)
        entries = "\0".join(rests)
    if "]" in entries and "]]>" in entries:
        return None
    if len(entries) > 2 * _MOST_TAGS and entries.count("<") > _MOST_TAGS:
        return None
    return Cut(f'{head}<{first[1]} {MARK}=""/>{tail}'.encode(), first[1], entries, sections)


class Tags(dict[str, Learnt]):
    """A start tag as it is written, without its brackets -> (name, is it empty?, *its plan, tag as lxml spells it, attributes).

    One for each set of namespaces. Short tags are learnt, and so are the shapes of tags, for those whose values differ each time. Raises NotPlain
    for what is no plain start tag.
    """

    def __init__(self, spaces: Mapping[str | None, str], plan: Callable[[str, dict[str, str]], Plan]) -> None:
        super().__init__()
        self.spaces = spaces
        self.plan = plan
        self.shapes: dict[str, tuple[str, bool, str, list[str]]] = {}
        self.inner: dict[tuple[tuple[str | None, str], ...], Tags] = {}  # by the namespaces a tag declares for itself

    def __missing__(self, raw: str) -> Learnt:
        if " xmlns" in raw:
            return self._declaring(raw)
        before, _, after = raw.partition(' href="')
        href, quoted, after = after.partition('"')
        if href and quoted:  # links differ by their address alone: without it they are one of few
            if "\0" in href or "\n" in href or "\t" in href:
                raise NotPlain
            known = self[f'{before} href=""{after}']
            return *known[:-1], {**known[-1], "href": _resolved(href) if "&" in href else href}
        first, *parts = raw.split('"' if '"' in raw else "'")  # values and what stands between them, in turn
        values = parts[::2]
        shape = '""'.join([first, *parts[1::2]])
        name, empty, tag, attributes = self.shapes.get(shape) or self._learn_shape(shape)
        if len(values) != len(attributes) or "\0" in raw:
            raise NotPlain
        if "\n" in raw or "\t" in raw:
            values = [value.replace("\n", " ").replace("\t", " ") for value in values]  # as XML has it
        if "&" in raw:
            values = [_resolved(value) for value in values]
        given = dict(zip(attributes, values, strict=True))
        plan = self.plan(tag, given)
        learnt = (name, empty, *plan, tag, given)
        if len(raw) < _LONGEST_LEARNT and "//" not in raw:
            if len(self) >= _MOST_LEARNT:
                self.clear()
            self[raw] = learnt
        return learnt

    def _declaring(self, raw: str) -> Learnt:
        """A tag that declares namespaces. None that nests may: the elements in it would be looked up without them."""
        quote = '"' if '"' in raw else "'"
        first, *parts = raw.split(quote)
        found = _START.fullmatch('""'.join([first, *parts[1::2]]))
        if found is None:
            raise NotPlain
        name, written, empty = found.groups()
        attributes = written.replace('=""', " ").split()
        if len(attributes) * 2 != len(parts):
            raise NotPlain
        declared, others = [], ""
        for attribute, value in zip(attributes, parts[::2], strict=True):
            if attribute == "xmlns" or attribute.startswith("xmlns:"):
                if not _SPACE.fullmatch(value) or "www.w3.org/XML/" in value or "www.w3.org/2000/" in value:
                    raise NotPlain
                declared.append((attribute[6:] or None, value))
            else:
                others += f" {attribute}={quote}{value}{quote}"
        spaces = dict(declared)
        if not spaces or len(spaces) < len(declared) or "xml" in spaces or "xmlns" in spaces:
            raise NotPlain
        if len(self.inner) >= _MOST_INNER:
            self.inner.clear()
        tags = self.inner.setdefault(tuple(declared), Tags({**self.spaces, **spaces}, self.plan))
        learnt = tags[name + others + empty]
        if learnt[-3]:
            raise NotPlain
        return learnt

    def _learn_shape(self, shape: str) -> tuple[str, bool, str, list[str]]:
        """What a tag says whose values were taken out: (name, is it empty?, tag and attributes as lxml spells them)."""
        found = _START.fullmatch(shape)
        if found is None:
            raise NotPlain
        name, written, empty = found.groups()
        attributes = [self._spelled(attribute, None) for attribute in written.replace('=""', " ").split()]
        if len(set(attributes)) < len(attributes) or "xmlns" in attributes:
            raise NotPlain
        learnt = (name, bool(empty), self._spelled(name, self.spaces.get(None)), attributes)
        if len(shape) < _LONGEST_LEARNT:
            if len(self.shapes) >= _MOST_LEARNT:
                self.shapes.clear()
            self.shapes[shape] = learnt
        return learnt

    def _spelled(self, name: str, default: str | None) -> str:
        prefix, colon, local = name.rpartition(":")
        if not colon:
            return f"{{{default}}}{name}" if default else name
        if prefix in ("xml", "xmlns") or prefix not in self.spaces:
            raise NotPlain
        return f"{{{self.spaces[prefix]}}}{local}"


class _Closings(dict[str, str]):
    """What stands between two `<` (`/title>` and white space) -> the name it closes; "" for anything else."""

    def __missing__(self, piece: str) -> str:
        found = _CLOSING.fullmatch(piece)
        name = found[1] if found else ""
        if name and len(piece) < _LONGEST_LEARNT:
            if len(self) >= _MOST_LEARNT:
                self.clear()
            self[piece] = name
        return name


_CLOSINGS = _Closings()


def read_entries(
    reader: Any, found: Cut, tags: Tags, begin: Callable[[dict[str, str]], dict[str, Any]]
) -> list[dict[str, Any]]:
    """The notes of each entry, as the handlers of `tags` take them for `reader`; `begin` starts them from the attributes of the entry.

    Raises NotPlain where the text is not proven well-formed. Linear. One long loop on purpose: a call an element would cost a fifth more.
    """
    closings = _CLOSINGS
    pieces = iter(found.entries.split("<"))
    next(pieces)  # nothing stands before the first bracket
    sections = iter(found.sections)
    notes: list[dict[str, Any]] = []
    for piece in pieces:
        raw, bracket, text = piece.partition(">")
        name, empty, _, _, _, _, _, _, _, _, attributes = tags[raw]
        if not bracket or empty or name != found.name or "xmlns" in raw or (text and not text.isspace()):
            raise NotPlain
        note = begin(attributes)
        for inner in pieces:
            if inner[:1] == "/":
                if closings[inner] != found.name:
                    raise NotPlain
                break
            raw, bracket, text = inner.partition(">")
            name, empty, key, many, take, attribute, within, handle, nests, tag, attributes = tags[raw]
            if not bracket:
                raise NotPlain
            inside: str | tuple[Leaf, ...] | None = None
            if empty:
                if text and not text.isspace():
                    raise NotPlain
                text = ""
            else:
                if text == "\0":
                    text = next(sections)
                elif "&" in text or "\0" in text:
                    text = _content(text, sections)
                after = next(pieces, "")
                if closings[after] != name:
                    if handle is not None and not nests:
                        raise NotPlain
                    inside = _inside(name, within, text, after, pieces, sections, tags)
            if inside is not None:
                if isinstance(inside, str):
                    if take is not None:
                        take(note, inside)
                elif handle is not None:
                    handle(reader, note, Branch(tag, attributes, text, inside, ""))
                continue
            if attribute is not None:
                text = attributes[attribute]
            if key is not None:
                if text and key not in note and not text.isspace():
                    note[key] = text
            elif many is not None:
                if text and not text.isspace():
                    if many in note:
                        note[many].append(text)
                    else:
                        note[many] = [text]
            elif take is not None and within is None:
                take(note, text)
            elif handle is not None:
                handle(reader, note, Leaf(tag, attributes, text or None))
        else:
            raise NotPlain
        notes.append(note)
    return notes


def _inside(
    parent: str, within: str | None, text: str, piece: str, pieces: Iterator[str], sections: Iterator[str], tags: Tags
) -> str | tuple[Leaf, ...]:
    """The elements inside one that begins with `text` and `piece`; only its text, where there is but one, with the tag `within`."""
    if within is None or (text and not text.isspace()):
        return _children(parent, text, piece, pieces, sections, tags, 1)[0]
    raw, bracket, only = piece.partition(">")
    ends = next(pieces, ""), next(pieces, "")
    child = tags[raw]
    if bracket and child[-2] == within and _CLOSINGS[ends[0]] == child[0] and _CLOSINGS[ends[1]] == parent:
        return _content(only, sections) if "&" in only or "\0" in only else only
    return _children(parent, text, piece, chain(ends, pieces), sections, tags, 1)[0]


def _children(
    parent: str, text: str, piece: str, pieces: Iterator[str], sections: Iterator[str], tags: Tags, depth: int
) -> tuple[tuple[Leaf, ...], str]:
    """The elements inside one, between which no words may stand, and what follows its end. `piece` opens the first."""
    if depth > _DEEPEST or (text and not text.isspace()):
        raise NotPlain
    children: list[Leaf] = []
    while piece[:1] != "/":
        raw, bracket, text = piece.partition(">")
        name, empty, _, _, _, _, _, handle, nests, tag, attributes = tags[raw]
        if not bracket:
            raise NotPlain
        inside: tuple[Leaf, ...] = ()
        if empty:
            tail, text = text, ""
            if tail and not tail.isspace():
                raise NotPlain
        else:
            if "&" in text or "\0" in text:
                text = _content(text, sections)
            after = next(pieces, "")
            if _CLOSINGS[after] == name:
                tail = after.partition(">")[2]
            elif handle is None or nests:
                inside, tail = _children(name, text, after, pieces, sections, tags, depth + 1)
            else:
                raise NotPlain
        children.append(Branch(tag, attributes, text or None, inside, tail))
        piece = next(pieces, "")
    if _CLOSINGS[piece] != parent:
        raise NotPlain
    return tuple(children), piece.partition(">")[2]


def _content(text: str, sections: Iterator[str]) -> str:
    """Character data with its references read and its CDATA sections put back."""
    if "\0" not in text:
        return _resolved(text)
    head, *rest = text.split("\0")
    parts = [_resolved(head)]
    for part in rest:
        parts += (next(sections), _resolved(part))
    return "".join(parts)


def _resolved(text: str) -> str:
    """The text with its references read. Raises NotPlain for any other `&`."""
    common = "<".join(text.split("&lt;"))  # searches once, where replace counts first
    common = ">".join(common.split("&gt;"))
    if "&" not in common:
        return common
    common = '"'.join(common.split("&quot;"))
    if "&" not in common:
        return common
    if common.count("&") == common.count("&amp;"):
        return common.replace("&amp;", "&")
    resolved, count = _REFERENCE.subn(_character, text)
    if count != text.count("&"):
        raise NotPlain
    return resolved


def _character(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return _ENTITIES[name]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000:
        return chr(number)
    raise NotPlain  # no character of XML
