"""The actor files of the wider region and of partner states are whole, consistent and free of contradictions in time."""

import datetime as dt
import itertools
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

ACTORS = Path(__file__).parents[3] / "worker" / "knowledge" / "actors"
FILES = ("region.toml", "partners.toml")
LANGUAGES = ("en", "ar", "ckb", "kmr")

UNIQUE_OFFICES = frozenset(
    [
        "president",
        "prime-minister",
        "monarch",
        "supreme-leader",
        "foreign-minister",
        "defence-minister",
        "interior-minister",
        "finance-minister",
        "oil-minister",
        "justice-minister",
        "trade-minister",
        "planning-minister",
        "health-minister",
        "education-minister",
        "higher-education-minister",
        "culture-minister",
        "agriculture-minister",
        "environment-minister",
        "transport-minister",
        "electricity-minister",
        "migration-minister",
        "labour-minister",
        "water-minister",
        "peshmerga-minister",
        "natural-resources-minister",
        "speaker",
        "senate-president",
        "national-security-adviser",
        "chief-of-staff",
        "intelligence-chief",
        "judiciary-head",
        "head-of-presidency-office",
        "head-of-cabinet-office",
        "head-of-foreign-relations",
        "foreign-policy-chief",
        "secretary-general",
        "coalition-commander",
        "governor",
        "mayor",
        "first-lady",
    ]
)
SHARED_OFFICES = frozenset(
    [
        "vice-president",
        "deputy-prime-minister",
        "deputy-foreign-minister",
        "minister",
        "deputy-speaker",
        "member-of-parliament",
        "ambassador",
        "charge-daffaires",
        "consul-general",
        "deputy-consul",
        "special-envoy",
        "special-representative",
        "deputy-special-representative",
        "head-of-mission",
        "representative",
        "deputy-coalition-commander",
        "military-commander",
        "party-leader",
        "deputy-party-leader",
        "crown-prince",
        "pope",
        "chancellor",
        "state-minister",
        "adviser",
        "spokesperson",
        "other",
    ]
)
ACTOR_KEYS = {"id", "name", "gender", "aliases", "short", "offices"}
OFFICE_KEYS = {"office", "polity", "role", "from", "to", "to_polity", "at", "approx"}
HANDOVER = dt.timedelta(days=31)

Actor = dict[str, Any]


def load(name: str) -> list[Actor]:
    with (ACTORS / name).open("rb") as stream:
        actors: list[Actor] = tomllib.load(stream)["actor"]
    return actors


@pytest.fixture(scope="module")
def actors() -> list[Actor]:
    return [actor for name in FILES for actor in load(name)]


def fold(alias: str) -> str:
    """One form for spellings that readers take for the same: case, hamza seats, Kurdish and Arabic letter forms."""
    table = str.maketrans("يىئێكەھةأإآۆؤڵڕ-", "یییی" + "ک" + "هههاااوولر ")
    return " ".join(alias.translate(table).casefold().split())


@pytest.mark.parametrize(("name", "least"), [("region.toml", 170), ("partners.toml", 230)])
def test_each_file_covers_many_office_holders(name: str, least: int) -> None:
    assert len(load(name)) >= least


def test_ids_are_unique(actors: list[Actor]) -> None:
    ids = [actor["id"] for actor in actors]
    assert len(ids) == len(set(ids))


def test_every_actor_is_written_in_all_four_languages(actors: list[Actor]) -> None:
    for actor in actors:
        assert set(actor) <= ACTOR_KEYS, actor["id"]
        assert actor["gender"] in {"m", "f"}, actor["id"]
        assert actor["name"].isascii(), actor["id"]
        assert set(actor["aliases"]) == set(LANGUAGES), actor["id"]
        assert set(actor.get("short", {})) <= set(LANGUAGES), actor["id"]
        assert all(actor["aliases"][language] for language in LANGUAGES), actor["id"]


def test_aliases_are_normalised_and_in_the_script_of_their_language(
    actors: list[Actor],
) -> None:
    for actor in actors:
        for table in (actor["aliases"], actor.get("short", {})):
            for language, aliases in table.items():
                assert len(aliases) == len(set(aliases)), actor["id"]
                for alias in aliases:
                    assert unicodedata.is_normalized("NFC", alias), alias
                    assert alias == " ".join(alias.split()), alias
                    is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in alias)
                    assert is_arabic == (language in {"ar", "ckb"}), alias
                    if language == "ckb":
                        assert not set("يكة") & set(alias), alias


def test_the_name_is_among_the_english_aliases(actors: list[Actor]) -> None:
    assert [actor["id"] for actor in actors if actor["name"] not in actor["aliases"]["en"]] == []


def test_offices_are_known_and_run_forward(actors: list[Actor]) -> None:
    for actor in actors:
        assert actor["offices"], actor["id"]
        for office in actor["offices"]:
            assert set(office) <= OFFICE_KEYS, actor["id"]
            assert office["office"] in UNIQUE_OFFICES | SHARED_OFFICES, (
                actor["id"],
                office["office"],
            )
            assert office["polity"], actor["id"]
            assert office["role"], actor["id"]
            assert office.get("from", dt.date.min) <= office.get("to", dt.date.max), (
                actor["id"],
                office,
            )


def test_a_post_of_one_holder_has_one_holder_at_a_time(actors: list[Actor]) -> None:
    terms: dict[tuple[str, str, str], list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    for actor in actors:
        for office in actor["offices"]:
            if office["office"] in UNIQUE_OFFICES:
                post = (office["polity"], office["office"], office.get("at", ""))
                terms[post].append(
                    (
                        office.get("from", dt.date.min),
                        office.get("to", dt.date.max),
                        actor["id"],
                    )
                )
    clashes = [
        (post, left[2], right[2])
        for post, holders in terms.items()
        for left, right in itertools.combinations(holders, 2)
        if left[2] != right[2] and min(left[1], right[1]) - max(left[0], right[0]) > HANDOVER
    ]
    assert clashes == []


def test_no_full_alias_names_two_actors(actors: list[Actor]) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor in actors:
        for language in LANGUAGES:
            for alias in actor["aliases"][language]:
                owners[language, fold(alias)].add(actor["id"])
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}
