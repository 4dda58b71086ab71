"""The polities and places as data: complete, unique, spelled in four languages, and consistent with each other."""

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

KNOWLEDGE = Path(__file__).parents[3] / "worker" / "knowledge"
LANGUAGES = ("en", "ar", "ckb", "kmr")
POLITY_KEYS = {
    "id", "iso", "kind", "name", "names", "adjectives", "weak", "capital", "seat_city", "capital_speaks", "seats",
}  # fmt: skip

PLACE_KEYS = {"id", "name", "country", "kind", "names", "weak", "within"}
PLACE_KINDS = {"capital", "city", "town", "governorate", "region", "venue", "camp"}

UN_MEMBER_CODES = """
    AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM
    CG CR CI HR CU CY CZ KP CD DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU
    IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MC MN
    ME MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA KR MD RO RU RW KN LC VC WS SM ST SA SN
    RS SC SL SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TH TL TG TO TT TN TR TM TV UG UA AE GB TZ US UY UZ VU VE VN
    YE ZM ZW
"""
UN_MEMBERS = UN_MEMBER_CODES.split()
OTHERS = {
    "VA", "PS", "XK", "TW", "IQ-KR", "UN", "EU", "NATO", "AL", "GCC", "OIC", "AFRICAN-UNION", "COALITION",
}  # fmt: skip


def load(file: str, table: str) -> list[dict[str, Any]]:
    with (KNOWLEDGE / file).open("rb") as handle:
        rows: list[dict[str, Any]] = tomllib.load(handle)[table]
    return rows


POLITIES = load("polities.toml", "polity")
PLACES = load("places.toml", "place")


def iso(polity: Mapping[str, Any]) -> str:
    return str(polity.get("iso", polity["id"]))


def fold(form: str) -> str:
    """The spelling without what outlets write or leave out at will: vowel signs, hamza, dots of kaf and yeh."""
    form = re.sub(
        "[\u064b-\u0655\u0670\u0640\u200c\u200d]",
        "",
        unicodedata.normalize("NFKC", form).casefold(),
    )
    return form.translate(str.maketrans("يىئێكەھةأإآؤۆڵڕ", "ییییکهههاااوولر"))


def strong_forms(row: Mapping[str, Any], language: str, keys: tuple[str, ...]) -> set[str]:
    weak = {fold(form) for form in row.get("weak", {}).get(language, [])}
    return {fold(form) for key in keys for form in row.get(key, {}).get(language, [])} - weak


def all_forms(row: Mapping[str, Any]) -> Iterator[str]:
    yield row["name"]
    for key in ("names", "adjectives", "weak", "seats"):
        for forms in row.get(key, {}).values():
            yield from forms


def test_every_polity_has_an_id_of_its_own_and_only_known_keys() -> None:
    assert [row for row, count in Counter(polity["id"] for polity in POLITIES).items() if count > 1] == []
    assert {key for polity in POLITIES for key in polity} <= POLITY_KEYS


def test_all_members_of_the_united_nations_and_the_other_sides_are_there() -> None:
    assert len(UN_MEMBERS) == len(set(UN_MEMBERS)) == 193
    assert {iso(polity) for polity in POLITIES if polity["kind"] == "state"} == {
        *UN_MEMBERS,
        "PS",
        "XK",
        "TW",
    }
    assert {polity["id"] for polity in POLITIES} >= OTHERS


def test_only_albania_and_the_arab_league_share_a_code() -> None:
    shared = {code for code, count in Counter(iso(polity) for polity in POLITIES).items() if count > 1}
    assert shared == {"AL"}
    assert {polity["id"] for polity in POLITIES if iso(polity) == "AL"} == {"AL", "ALB"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_polity_has_names_in_each_language(language: str) -> None:
    assert [polity["id"] for polity in POLITIES if not polity["names"].get(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_adjectives_in_each_language(language: str) -> None:
    states = [polity for polity in POLITIES if polity["kind"] in {"state", "region", "holy-see"}]
    assert [state["id"] for state in states if not state["adjectives"].get(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_strong_form_means_two_polities(language: str) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for polity in POLITIES:
        for form in strong_forms(polity, language, ("names", "adjectives", "seats")):
            owners[form].add(polity["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_polity_forms_are_nfc_and_trimmed() -> None:
    forms = [form for polity in POLITIES for form in all_forms(polity)]
    assert [form for form in forms if not form or form != unicodedata.normalize("NFC", form).strip()] == []


def test_a_surname_that_is_also_a_nationality_is_weak() -> None:
    sudan = next(polity for polity in POLITIES if polity["id"] == "SD")
    assert {"سوداني", "السوداني"} <= set(sudan["weak"]["ar"])


def by_id() -> dict[str, dict[str, Any]]:
    return {place["id"]: place for place in PLACES}


def test_every_place_has_an_id_of_its_own_and_only_known_keys() -> None:
    assert [row for row, count in Counter(place["id"] for place in PLACES).items() if count > 1] == []
    assert {key for place in PLACES for key in place} <= PLACE_KEYS
    assert {place["kind"] for place in PLACES} == PLACE_KINDS


def test_every_state_has_a_capital_that_lies_in_it() -> None:
    places = by_id()
    states = [polity for polity in POLITIES if polity["kind"] in {"state", "region", "holy-see"}]
    astray = [
        (state["id"], state.get("capital"))
        for state in states
        if places.get(state.get("capital", ""), {}).get("country") != iso(state)
    ]
    assert astray == []
    assert {places[state["capital"]]["kind"] for state in states} == {"capital"}


def test_the_seat_of_an_organisation_is_a_known_place() -> None:
    seats = {polity["id"]: polity["seat_city"] for polity in POLITIES if "seat_city" in polity}
    assert set(seats) == {polity["id"] for polity in POLITIES if polity["kind"] == "organisation"}
    assert set(seats.values()) <= set(by_id())


def test_every_place_lies_in_a_known_country_and_every_venue_in_a_known_city_of_it() -> None:
    places = by_id()
    assert {place["country"] for place in PLACES} <= {iso(polity) for polity in POLITIES}
    hosts = [(place, places.get(place["within"])) for place in PLACES if "within" in place]
    assert [place["id"] for place, host in hosts if host is None or host["country"] != place["country"]] == []


def test_the_places_of_iraq_are_parted_as_the_answers_part_them() -> None:
    country = {place["name"]: place["country"] for place in PLACES}
    for name in ("Erbil", "Sulaymaniyah", "Duhok", "Halabja", "Zakho", "Pirmam", "Soran", "Ranya", "Darbandikhan"):
        assert country[name] == "IQ-KR", name
    for name in ("Kirkuk", "Makhmour", "Sinjar", "Khanaqin", "Mosul", "Baghdad", "Basra", "Tuz Khurmatu", "Jalawla"):
        assert country[name] == "IQ", name


def test_salahaddin_alone_is_pirmam_and_the_governorate_is_not() -> None:
    places = by_id()
    assert "Salahaddin" in places["pirmam"]["names"]["en"]
    assert "Salahaddin" not in places["salahaddin-governorate"]["names"]["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_has_names_in_each_language(language: str) -> None:
    assert [place["id"] for place in PLACES if not place["names"].get(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_strong_form_means_two_places_or_a_place_and_a_state(language: str) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for place in PLACES:
        for form in strong_forms(place, language, ("names",)):
            owners[form].add(place["id"])
    for polity in POLITIES:
        for form in strong_forms(polity, language, ("names", "adjectives", "seats")):
            owners[form].add(polity["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_place_forms_are_nfc_and_trimmed_and_hold_the_answer_name() -> None:
    forms = [form for place in PLACES for form in all_forms(place)]
    assert [form for form in forms if not form or form != unicodedata.normalize("NFC", form).strip()] == []
    assert [place["id"] for place in PLACES if place["name"] not in place["names"]["en"]] == []


def test_amman_and_oman_are_spelled_alike_in_arabic_and_weak_in_both() -> None:
    oman = next(polity for polity in POLITIES if polity["id"] == "OM")
    assert "عمان" in oman["weak"]["ar"]
    assert "عمان" in by_id()["amman"]["weak"]["ar"]
