"""Constants of the modules: two of one name in a module, and the second takes the first one's place without a word."""

import ast
from pathlib import Path

import worker.classify


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
