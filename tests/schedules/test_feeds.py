"""The shipped catalogue is whole and true to its own head comment; a wrong one is refused by file and key."""

import re
from pathlib import Path

import pytest

from schedules.load import HERE, ScheduleError, load_feeds
from worker.fetch.catalogue import feeds_of
from worker.knowledge.load import load_knowledge

GOOD = '[[feed]]\nkey = "a"\noutlet = "A"\nurl = "https://a.example/rss"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_outlet_of_the_region_is_in_the_catalogue() -> None:
    outlets = {feed.outlet for feed in load_feeds()}
    wanted = {
        "Kurdistan 24", "Shafaq News", "Rudaw", "BasNews", "NRT", "Kurdsat", "Awene", "Xendan", "Sharpress", "Lvin", "Khak TV", "Esta",
        "Peregraf", "INA", "NINA", "Al-Sumaria", "Alsharqiya", "Al-Mada", "Iraqi News", "VOA Kurdish", "KRG", "Kurdistan Region Presidency",
        "Reuters", "France 24", "Élysée", "US Department of State", "US Embassy Iraq", "UN News", "UN Press", "Al Jazeera", "Anadolu", "IRNA",
        "BBC", "DW", "Sky News Arabia", "Independent Arabia", "Asharq al-Awsat", "Iraqi Foreign Ministry", "AFP", "UNAMI",
    }  # fmt: skip
    assert wanted <= outlets


def test_a_side_is_a_polity_and_the_press_has_none() -> None:
    sides = {feed.key: feed.side for feed in load_feeds()}
    assert set(sides.values()) - {None} <= set(load_knowledge().polities)
    assert (sides["krp-en"], sides["elysee-fr"], sides["discovery-ina"], sides["voa-ckb"]) == (
        "IQ-KR",
        "FR",
        None,
        None,
    )


def test_only_a_dated_record_is_called_verified() -> None:
    for feed in load_feeds():
        assert feed.verified_at is None or feed.confidence == "A", feed.key


def test_addresses_are_asked_once_and_every_feed_names_its_owner() -> None:
    feeds = load_feeds()
    assert len({feed.url for feed in feeds}) == len(feeds)
    assert [feed.key for feed in feeds if not feed.owner_group] == []


def test_every_key_that_is_used_is_defined_at_the_head() -> None:
    text = (HERE / "feeds.toml").read_text(encoding="utf-8")
    head = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    used = set(re.findall(r"^(?:rules\.)?(\w+) =", text, re.MULTILINE))
    assert [key for key in sorted(used) if not re.search(rf"^#\s+{key}\s", head, re.MULTILINE)] == []


def test_the_catalogue_becomes_feeds() -> None:
    feeds = {feed.key: feed for feed in feeds_of(load_feeds())}
    assert feeds["rudaw-en"].kind == "json"
    assert feeds["rudaw-en"].rules["path"]["published"] == "AMPDateTime"
    assert all(feed.origin == "shipped" for feed in feeds.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + 'colour = "red"\n', ["mine.toml", "'a'", "colour"]),
        (GOOD + GOOD, ["mine.toml", "'a'", "twice"]),
        ('[[feed]]\nkey = "a"\noutlet = "A"\n', ["'a'", "url is missing"]),
        (GOOD + 'kind = "magic"\n', ["'a'", "kind", "magic", "listing"]),
        (GOOD + 'kind = "listing"\n', ["'a'", "rules.items is missing"]),
        (GOOD + 'kind = "json"\n', ["'a'", "rules.path is missing"]),
        (GOOD + 'zone = "Mars/Olympus"\n', ["'a'", "zone", "Mars/Olympus"]),
        (GOOD + "paused = 1\n", ["'a'", "paused", "true or false"]),
        (GOOD + 'rules.id = "("\n', ["'a'", "rules.id"]),
        (GOOD + 'rules.id = "abc"\n', ["'a'", "rules.id", "one group"]),
        (GOOD + "rules.items = { each = 'a', colour = 'x' }\n", ["'a'", "rules.items", "colour"]),
        (GOOD + "rules.fallbacks = [{ url = 'ftp://x' }]\n", ["'a'", "other address", "ftp://x"]),
        (GOOD + "rules.fallbacks = [{ url = 'https://x.example', kind = 'listing' }]\n", ["'a'", "other address", "items is missing"]),
        (GOOD.replace("https", "ftp"), ["'a'", "url", "ftp://"]),
        (GOOD.replace('"a"', '"A B"'), ["key", "A B"]),
        ("feed = 3\n", ["mine.toml", "feed"]),
        ("[[feed]\n", ["mine.toml", "line 1"]),
        ("[other]\n", ["mine.toml", "other"]),
    ],
)  # fmt: skip
def test_a_wrong_catalogue_is_refused_by_file_and_key(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(ScheduleError) as caught:
        load_feeds(written(tmp_path, text))
    assert [word for word in words if word not in str(caught.value)] == []
