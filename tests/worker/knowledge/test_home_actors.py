"""The actors of home (Kurdistan Region, Iraq, missions to both) are whole, dated and unambiguous.

Reads the TOML files as they lie, without the loader, so that a fault in the data is told apart from a fault in the code.
"""

import tomllib
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

ACTORS = Path(__file__).parents[3] / "worker" / "knowledge" / "actors"
HOME = ("kurdistan.toml", "iraq.toml", "missions.toml")
LANGUAGES = ("en", "ar", "ckb", "kmr")
TOLERATED = timedelta(days=31)  # a handover, or a date known to the month only

_UNIQUE_OFFICES = """
president prime-minister monarch supreme-leader foreign-minister defence-minister interior-minister
finance-minister oil-minister justice-minister trade-minister planning-minister health-minister
education-minister higher-education-minister culture-minister agriculture-minister environment-minister
transport-minister electricity-minister migration-minister labour-minister water-minister peshmerga-minister
natural-resources-minister speaker senate-president national-security-adviser chief-of-staff
intelligence-chief judiciary-head head-of-presidency-office head-of-cabinet-office head-of-foreign-relations
foreign-policy-chief secretary-general coalition-commander governor mayor first-lady
"""
UNIQUE_OFFICES = frozenset(_UNIQUE_OFFICES.split())
_SHARED_OFFICES = """
vice-president deputy-prime-minister deputy-foreign-minister minister member-of-parliament deputy-speaker
ambassador charge-daffaires consul-general deputy-consul special-envoy special-representative
deputy-special-representative head-of-mission representative deputy-coalition-commander military-commander
party-leader deputy-party-leader crown-prince pope chancellor state-minister adviser spokesperson other
"""
SHARED_OFFICES = frozenset(_SHARED_OFFICES.split())


def _read(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((ACTORS / name).read_text(encoding="utf-8"))["actor"])


def _present() -> list[dict[str, Any]]:
    return [actor for path in sorted(ACTORS.glob("*.toml")) for actor in _read(path.name)]


def _home() -> list[dict[str, Any]]:
    return [actor for name in HOME for actor in _read(name)]


def test_an_id_names_one_actor() -> None:
    ids = [actor["id"] for actor in _present()]
    assert len(ids) > 300
    assert sorted(ids) == sorted(set(ids))


def test_every_actor_is_named_in_all_four_languages() -> None:
    for actor in _home():
        assert actor["gender"] in {"m", "f"}, actor["id"]
        assert set(actor["aliases"]) == set(LANGUAGES), actor["id"]
        assert all(actor["aliases"].values()), actor["id"]
        assert actor["name"] in actor["aliases"]["en"], actor["id"]
        assert set(actor.get("short", {})) <= set(LANGUAGES), actor["id"]


def test_every_office_is_a_known_one_and_ends_after_it_began() -> None:
    for actor in _home():
        assert actor["offices"], actor["id"]
        for held in actor["offices"]:
            assert held["office"] in UNIQUE_OFFICES | SHARED_OFFICES, (
                actor["id"],
                held["office"],
            )
            assert set(held) <= {
                "office",
                "polity",
                "role",
                "from",
                "to",
                "to_polity",
                "at",
                "approx",
            }, actor["id"]
            assert held["role"].strip(), actor["id"]
            assert held["polity"].isupper(), actor["id"]
            assert held.get("from", date.min) <= held.get("to", date.max), actor["id"]


def test_envoys_say_to_whom_they_are_sent_and_consuls_where_they_sit() -> None:
    for actor in _home():
        for held in actor["offices"]:
            if held["office"] in {"ambassador", "consul-general"}:
                assert "to_polity" in held, (actor["id"], held["role"])
            if held["office"] in {"consul-general", "governor", "mayor"}:
                assert "at" in held, (actor["id"], held["role"])


def test_an_office_of_one_holder_has_one_holder_at_a_time() -> None:
    holders: dict[tuple[str, str, str], list[tuple[date, date, str]]] = defaultdict(list)
    for actor in _home():
        for held in actor["offices"]:
            if held["office"] in UNIQUE_OFFICES:
                key = (held["polity"], held["office"], held.get("at", ""))
                holders[key].append((held.get("from", date.min), held.get("to", date.max), actor["id"]))
    assert ("IQ", "president", "") in holders
    for key, terms in holders.items():
        for (from_a, to_a, a), (from_b, to_b, b) in combinations(terms, 2):
            assert a == b or min(to_a, to_b) - max(from_a, from_b) <= TOLERATED, (
                key,
                a,
                b,
            )


def test_a_full_name_belongs_to_one_actor() -> None:
    owner: dict[tuple[str, str], str] = {}
    for actor in _present():
        for language, names in actor["aliases"].items():
            for name in names:
                known = owner.setdefault((language, name.casefold()), actor["id"])
                assert known == actor["id"], f"{name!r} ({language}) names {known} and {actor['id']}"


@pytest.mark.parametrize("name", HOME)
def test_the_text_is_in_composed_form(name: str) -> None:
    text = (ACTORS / name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(character) == "Cf" for character in text)
