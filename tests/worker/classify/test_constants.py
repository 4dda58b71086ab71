"""Names given twice: the second constant of a module, or method of a chain of readers, takes the first one's place without a word."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import worker.classify
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
