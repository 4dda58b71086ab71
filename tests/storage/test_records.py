"""Records that are made by the thousand are as all others."""

from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from storage.records import Json, quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    kind: str
    twin: int = 5
    rules: Json = field(default_factory=dict)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    kind: str
    twin: int = 5
    rules: Json = field(default_factory=dict)


def test_a_quick_record_has_fields_and_defaults_as_declared() -> None:
    made, other = Quick(kind="a"), Quick(kind="a", rules={"x": 1})
    assert (made.kind, made.twin, made.rules) == ("a", 5, {})
    assert other.rules == {"x": 1}
    assert made.rules is not Quick(kind="a").rules
    assert str(made) == str(Plain(kind="a")).replace("Plain", "Quick")


def test_a_quick_record_is_frozen_compared_and_replaced_like_any() -> None:
    made = Quick(kind="a")
    assert type(made) is Quick
    assert replace(made, twin=6) == Quick(kind="a", twin=6) != made
    with pytest.raises(FrozenInstanceError):
        made.twin = 7  # type: ignore[misc]


def test_a_quick_record_names_the_field_that_is_missing() -> None:
    with pytest.raises(TypeError, match="'kind'"):
        Quick()  # type: ignore[call-arg]
