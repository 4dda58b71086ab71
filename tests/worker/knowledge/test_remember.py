"""What is compiled is remembered for the same files and modules, and nobody depends on it."""

from dataclasses import replace
from pathlib import Path

import pytest

from worker.classify.lexicon import lexicon_of
from worker.knowledge.load import HERE, load_knowledge
from worker.knowledge.remember import folder, remembered


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def no_need() -> object:
    raise AssertionError("worked out again")


def test_the_second_time_it_is_read() -> None:
    data = {"a": [("b", 1), ("c", 2)], "d": b"e"}
    assert remembered("kind", "1", (__file__,), lambda: data) == data
    assert remembered("kind", "1", (__file__,), no_need) == data


def test_another_version_or_another_module_is_worked_out_anew(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("one = 1")
    assert remembered("kind", "1", (str(module),), lambda: "first") == "first"
    assert remembered("kind", "2", (str(module),), lambda: "second") == "second"
    module.write_text("one = 2")
    assert remembered("kind", "1", (str(module),), lambda: "third") == "third"


@pytest.mark.parametrize("broken", [b"", b"short", b"\0" * 400])
def test_a_broken_file_is_worked_out_anew_and_replaced(broken: bytes) -> None:
    remembered("kind", "1", (__file__,), lambda: "right")
    (path,) = folder().glob("kind-*")
    path.write_bytes(broken)
    assert remembered("kind", "1", (__file__,), lambda: "right") == "right"
    assert remembered("kind", "1", (__file__,), no_need) == "right"


def test_a_folder_that_cannot_be_made_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert remembered("kind", "1", (__file__,), lambda: "right") == "right"
    assert remembered("kind", "1", ("no such module",), lambda: "right") == "right"


def test_remembered_knowledge_is_what_the_files_say(tmp_path: Path) -> None:
    for path in HERE.rglob("*.toml"):  # elsewhere they are read and checked each time
        copy = tmp_path / "elsewhere" / path.relative_to(HERE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    read = load_knowledge(tmp_path / "elsewhere")
    kept = load_knowledge()
    assert kept.version == read.version
    assert dict(kept.actors) == read.actors
    assert (kept.polities, kept.places, kept.offices, kept.titles) == (
        read.polities,
        read.places,
        read.offices,
        read.titles,
    )
    assert (kept.portfolios, kept.bodies, kept.outlets, kept.cues) == (
        read.portfolios,
        read.bodies,
        read.outlets,
        read.cues,
    )
    assert lexicon_of(kept, "ar").plain() == lexicon_of(read, "ar").plain()


def test_a_copy_with_changes_has_a_lexicon_of_its_own() -> None:
    nobody = replace(load_knowledge(), actors={})
    words = ["Nechirvan".lower(), "Barzani".lower()]
    assert not any(item.has("actor") for item in lexicon_of(nobody, "en").match(words))
    assert any(item.has("actor") for item in lexicon_of(load_knowledge(), "en").match(words))
