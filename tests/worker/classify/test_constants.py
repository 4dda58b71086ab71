"""Names given twice: the second constant of a module, or method of a chain of readers, takes the first one's place without a word. And words that
no folded text has."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import worker.classify
from worker.classify.fold import fold
from worker.classify.meetings import Judge
from worker.classify.mention import MentionWriter
from worker.classify.where import Locator
from worker.classify.who import Reader


def test_no_constant_of_a_module_is_given_twice() -> None:
    twice = []
    for path in sorted(Path(worker.classify.__file__).parent.glob("*.py")):
        seen: set[str] = set()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            for target in targets:
                if isinstance(target, ast.Name):
                    if target.id in seen:
                        twice.append(f"{path.name}: {target.id}")
                    seen.add(target.id)
    assert twice == []


@pytest.mark.parametrize(
    ("chain", "meant"),
    [
        (Judge, set()),
        (Reader, {"_office"}),
        (Locator, set()),
        (MentionWriter, set()),
    ],  # an office is walked within an office
)
def test_no_method_of_a_chain_overrides_another_but_where_it_is_meant(chain: type, meant: set[str]) -> None:
    given = Counter(name for one in chain.__mro__[:-1] for name in vars(one) if not name.startswith("__"))
    assert {name for name, count in given.items() if count > 1} == meant


def _words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (word for pair in value.items() for one in pair for word in _words_of(one))
    elif isinstance(value, frozenset | tuple | list):
        yield from (word for one in value for word in _words_of(one))


_READ_AS_WRITTEN = {
    "language": None,  # whose script tells the language
    "when": None,  # written as people read it, and folded where its table is made
    "lexicon": None,  # forms of the knowledge, before they are folded
    "names": None,  # names as they stand in the text
    "participants": {"_ENDINGS", "_HONORIFICS"},
    "topics": {"_PASSES"},  # folded where the pattern is made
}


def test_words_that_are_looked_for_in_folded_text_are_folded() -> None:
    """A word with a letter that folding makes another one is found in no text."""
    never = []
    for path in sorted(Path(worker.classify.__file__).parent.glob("*.py")):
        apart = _READ_AS_WRITTEN.get(path.stem, set())
        module = import_module(f"worker.classify.{path.stem}")
        for name, value in vars(module).items() if apart is not None else ():
            if name.startswith("__") or name in apart or isinstance(value, str):
                continue
            arabic = (word for word in _words_of(value) if len(word) > 1 and re.search("[\u0600-\u06ff]", word))
            never += [f"{path.name}: {name}: {word}" for word in arabic if fold(word).text != word]
    assert never == []
