"""rivals: of what a word may be in English the likeliest is taken, and no more is weighed than might win."""

from worker.classify import rivals
from worker.classify.spelling import _look, _romaniser


def test_capitals_stand_behind_mc_and_an_apostrophe() -> None:
    assert [rivals.capital(word) for word in ("miller", "mcdonald", "o'brien")] == ["Miller", "McDonald", "O'Brien"]


def test_a_particle_has_no_capital() -> None:
    found = rivals.Rivals("ون", _romaniser("ar", "dutch").heard("ون"), "Van", "Van")
    assert found.best(_look("dutch")) == "van"


def test_a_word_that_nearly_all_bore_alike_needs_no_rivals() -> None:
    assert rivals.borne("ویلسون", "GB") == "Wilson"
    assert rivals.borne("إدوارد", "GB") is None  # Edward, Eduard and Edouard
    assert rivals.borne("قغخ", "GB") is None


def test_a_list_outweighs_letters() -> None:
    found = rivals.Rivals("مورغان", _romaniser("ar", "english").heard("مورغان"), "Murgan", "Murgan")
    found.of_lists(["Morgan"])
    assert found.best(_look("english")) == "Morgan"


def test_what_falls_below_the_least_is_no_answer() -> None:
    heard = _romaniser("ar", "english").heard("ویلسون")
    fit = heard.answers("wilson")
    assert heard.answers("wilson", fit - 0.01) == fit
    assert heard.answers("wilson", fit + 0.01) == float("-inf")
