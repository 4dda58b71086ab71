"""The one shape of page: a heading, what it is about, sources where there are any, and at most one button. In the reader's language, right to left where that is so. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import rtoml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from worker.knowledge.wording import LANGUAGES, direction

HERE = Path(__file__).parent
_OWN_NAMES = {"en": "English", "ar": "العربية", "ckb": "کوردی"}


def say(key: str, language: str, **names: str) -> str:
    """Words of words.toml; English for a language that is not there."""
    return str(words()[key][language if language in LANGUAGES else "en"]).format(**names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A telling, or a sentence of one, as a reader finds it. `url` is empty where it is not one of the web, `at` where no hour is said."""

    outlet: str
    title: str
    language: str
    url: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field with its value, who gives it, the number of the sentence that does (0: none), and what others say."""

    field: str
    value: str
    said_by: str
    quote: int = 0
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the meeting's life: when it became known, what it is, and who says so, or the reason where no outlet does."""

    when: str
    what: str
    who: str


def page(
    title: str,
    language: str,
    *,
    lines: Sequence[str] = (),
    sources: Sequence[Source] = (),
    facts: Sequence[Fact] = (),
    quotes: Sequence[Source] = (),
    steps: Sequence[Step] = (),
    here: str = "",
    button: str = "",
    done: bool = False,
    depth: int = 1,
) -> str:
    """The page.

    Args:
        facts, quotes, steps: of the page of a meeting; see worker/web/meeting.py.
        here: the last part of its address, where it can be read in other languages too; empty: it cannot.
        depth: how many folders its address lies below the root: links are relative, whatever a proxy puts before them.
    """
    return _template().render(
        title=title, language=language, dir=direction(language), lines=lines, sources=sources, button=button, done=done,
        root="../" * depth, facts=facts, quotes=quotes, steps=steps, here=here, languages=_OWN_NAMES, say=partial(say, language=language),
    )  # fmt: skip


def preferred(accepted: str) -> str:
    """The language of an Accept-Language header, as far as there are words: `ku` and `ckb` are Sorani here."""
    for part in accepted.split(","):
        language = part.partition(";")[0].strip().lower().partition("-")[0]
        if language == "ku":
            return "ckb"
        if language in LANGUAGES:
            return language
    return "en"


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    return rtoml.load(HERE / "words.toml")


@lru_cache(maxsize=1)
def style() -> str:
    return (HERE / "templates" / "page.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader(HERE / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("page.html.j2")
