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
