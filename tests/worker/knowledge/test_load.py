"""load: knowledge files become records, and wrong ones are refused by file and key."""

from datetime import date
from pathlib import Path

import pytest

from worker.knowledge.load import Actor, KnowledgeError, Tenure, load_knowledge, problems

OFFICES = '[[office]]\nid = "president"\nrank = 100\nrole = "President"\nunique = true\nen = ["President"]\n'
POLITIES = '[[polity]]\nid = "FR"\nname = "France"\nnames.en = ["France"]\n'
ACTOR = '[[actor]]\nid = "{id}"\nname = "{name}"\naliases.en = ["{name}"]\noffices = [{{ office = "president", polity = "FR", role = "President", from = {start}{end} }}]\n'


def an_actor(actor_id: str, name: str, start: str, end: str = "") -> str:
    return ACTOR.format(id=actor_id, name=name, start=start, end=f", to = {end}" if end else "")


def written(root: Path, actors: str, offices: str = OFFICES) -> Path:
    (root / "actors").mkdir()
    (root / "offices.toml").write_text(offices, encoding="utf-8")
    (root / "polities.toml").write_text(POLITIES, encoding="utf-8")
    (root / "actors" / "some.toml").write_text(actors, encoding="utf-8")
    return root


def test_the_shipped_knowledge_has_no_problems() -> None:
    knowledge = load_knowledge()
    assert problems(knowledge) == []
    assert len(knowledge.actors) >= 600


def test_a_key_that_means_nothing_is_refused_with_file_and_row(tmp_path: Path) -> None:
    root = written(tmp_path, an_actor("x", "X Y", "2020-01-01") + 'nickname = "Z"\n')
    with pytest.raises(KnowledgeError, match=r"some\.toml: actor x: unknown key nickname"):
        load_knowledge(root)


def test_an_office_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    root = written(tmp_path, an_actor("x", "X Y", "2020-01-01").replace('"president"', '"emperor"'))
    with pytest.raises(KnowledgeError, match="no office 'emperor'"):
        load_knowledge(root)


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    root = written(tmp_path, "[[actor]\n")
    with pytest.raises(KnowledgeError, match=r"some\.toml"):
        load_knowledge(root)


def test_two_presidents_at_once_are_a_problem_and_one_after_the_other_are_none(tmp_path: Path) -> None:
    at_once = an_actor("x", "X Y", "2020-01-01") + an_actor("z", "Z Q", "2021-01-01")
    (tmp_path / "a").mkdir()
    assert any("overlaps" in p for p in problems(load_knowledge(written(tmp_path / "a", at_once))))
    after = an_actor("x", "X Y", "2020-01-01", "2021-01-01") + an_actor("z", "Z Q", "2021-01-01")
    (tmp_path / "b").mkdir()
    assert problems(load_knowledge(written(tmp_path / "b", after))) == []


def test_an_alias_of_two_actors_is_a_problem(tmp_path: Path) -> None:
    same = an_actor("x", "X Y", "2020-01-01", "2021-01-01") + an_actor("z", "X Y", "2021-01-01")
    assert any("alias of both x and z" in p for p in problems(load_knowledge(written(tmp_path, same))))


def test_the_prime_minister_of_a_date_is_a_person() -> None:
    knowledge = load_knowledge()
    assert [a.id for _, a in knowledge.holders("prime-minister", "IQ", date(2021, 6, 1))] == ["mustafa-al-kadhimi"]
    assert [a.id for _, a in knowledge.holders("prime-minister", "IQ", date(2023, 6, 1))] == ["mohammed-shia-al-sudani"]


def test_a_tenure_known_to_the_month_covers_the_days_around_it() -> None:
    tenure = Tenure(office="president", polity="FR", role="President", start=date(2020, 1, 1), approx=True)
    assert tenure.covers(date(2019, 12, 15))
    exact = Tenure(office="president", polity="FR", role="President", start=date(2020, 1, 1), end=date(2021, 1, 1))
    assert not exact.covers(date(2019, 12, 31))
    assert Actor(id="x", name="X", offices=(exact,)).tenures(date(2021, 2, 1)) == [
        exact
    ]  # the nearest, when none covers the day
