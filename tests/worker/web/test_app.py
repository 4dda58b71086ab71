"""The door behind signed links: looking changes nothing, the button acts once, and nothing else gets in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from storage.records import Meeting, Phase, Recipient, Subscriber
from tests.worker.alert.desk import MACRON, NOW, Desk, known, mention
from tests.worker.dedupe.builders import DAY, NECHIRVAN
from worker.config import load_settings
from worker.dedupe import review
from worker.digest.sign import KEPT, MUTE, UNSUBSCRIBE, SignedLinks, sign
from worker.errors import ConfigError
from worker.house import House
from worker.knowledge.wording import LANGUAGES, wording
from worker.web.app import HEADERS, make_app
from worker.web.pages import page, preferred, words

PUBLIC = "https://diwan.example"


class Door:
    """A desk with one meeting and one watch, and a reader with a browser before its door."""

    def __init__(self, house: House, language: str = "en") -> None:
        self.house, self.now = house, NOW
        self.desk = Desk(house.store)
        self.desk.subscribe("desk", "email", language=language)
        self.desk.watch("fr")
        self.desk.news("e1")
        self.browser = TestClient(make_app(house, clock=lambda: self.now), base_url="http://127.0.0.1")

    @property
    def links(self) -> SignedLinks:
        return SignedLinks(PUBLIC, "secret of the house", now=NOW)

    def meetings(self) -> list[Meeting]:
        with self.house.store.reading() as tx:
            return tx.list_meetings(ended=True)

    def unsubscribe(self) -> str:
        with self.house.store.reading() as tx:
            return path(self.links.unsubscribe(tx.list_recipients()[0]))

    def mute(self) -> str:
        return path(self.links.mute(watch_key="fr", meeting_key=self.meetings()[0].key, recipient_id=1))

    def answer(self, answer: str, one: str, other: str = "") -> str:
        return path(self.links.answer(meeting_key=one, answer=answer, subscriber_key="desk", other_key=other))


def path(link: str | None) -> str:
    assert link is not None
    return link.removeprefix(PUBLIC)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House.open(load_settings(home=tmp_path, secret_key="secret of the house", public_url=PUBLIC))
    yield made
    made.close()


@pytest.fixture
def door(house: House) -> Door:
    return Door(house)


def test_looking_at_a_link_changes_nothing_and_its_button_stops_the_messages(door: Door) -> None:
    link = door.unsubscribe()
    looked = door.browser.get(link)
    assert "Stop messages to desk-email?" in looked.text
    with door.house.store.reading() as tx:
        assert tx.list_recipients()[0].dead_at is None
    assert "Nothing more is sent to desk-email" in door.browser.post(link).text
    with door.house.store.reading() as tx:
        assert tx.list_recipients()[0].dead_at == NOW


def test_a_mail_program_unsubscribes_by_one_click(door: Door) -> None:
    """RFC 8058: a POST with this body and no cookie, straight to the address of List-Unsubscribe."""
    answered = door.browser.post(door.unsubscribe(), data={"List-Unsubscribe": "One-Click"})
    assert answered.status_code == 200
    with door.house.store.reading() as tx:
        assert tx.list_recipients()[0].dead_reason == "unsubscribed by a link in a message"


def test_the_link_of_somebody_who_left_stops_nothing_of_who_came_after(door: Door) -> None:
    """SQLite gives the ids of removed rows again, and the link of an old mail is good for years."""
    link, mute = door.unsubscribe(), door.mute()
    with door.house.store.transaction() as tx:
        (before,) = tx.list_recipients()
        watch = tx.get_watch("fr")
        tx.remove_subscriber("desk")
        other = tx.keep_subscriber(Subscriber(key="other", name="Other", created_at=NOW))
        after = tx.keep_recipient(
            Recipient(subscriber_id=other.id or 0, channel="email", address="other@house.example", label="other")
        )
        third = tx.keep_subscriber(Subscriber(key="third", name="Third", created_at=NOW))
        tx.keep_watch(replace(watch, id=None, subscriber_id=third.id or 0))
    assert after.id == before.id
    for given in (link, mute):
        assert door.browser.get(given).status_code == door.browser.post(given).status_code == 410
    with door.house.store.reading() as tx:
        assert tx.list_recipients()[0].dead_at is None
        assert not tx.list_silences()


def test_links_of_mails_from_before_links_were_bound_to_an_address_stop_the_messages(door: Door) -> None:
    token = sign("secret of the house", UNSUBSCRIBE, {"recipient": "1"}, expires_at=NOW + KEPT[UNSUBSCRIBE])
    assert "Stop messages to desk-email?" in door.browser.get(f"/unsubscribe/{token}").text
    assert door.browser.post(f"/unsubscribe/{token}").status_code == 200
    with door.house.store.reading() as tx:
        assert tx.list_recipients()[0].dead_at is not None


def test_a_mute_names_its_last_day_by_the_readers_calendar(door: Door) -> None:
    with door.house.store.transaction() as tx:
        desk = tx.get_subscriber("desk")
        tx.keep_subscriber(replace(desk, zone="Pacific/Kiritimati"))
    door.now = NOW + timedelta(hours=3)
    until = door.now + KEPT[MUTE]
    last = until.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    assert last != until.date()
    assert wording().day(last, "en") in door.browser.post(door.mute()).text


def test_a_button_pressed_twice_does_it_once(door: Door) -> None:
    for _ in range(2):
        assert door.browser.post(door.mute()).status_code == 200
    with door.house.store.reading() as tx:
        (silence,) = tx.list_silences(active_at=NOW)
    assert silence.matcher == {"subscriber": "desk", "watch": "fr", "meeting": door.meetings()[0].key}
    assert silence.author == "desk"


def test_a_muted_meeting_says_nothing_more(door: Door) -> None:
    door.browser.post(door.mute())
    before = len(door.desk.outbox())
    door.desk.news("e1", mention(city="Sulaymaniyah"))
    assert len(door.meetings()) == 1
    assert len(door.desk.kinds()) == 2
    assert len(door.desk.outbox()) == before


def test_a_muted_meeting_is_mute_in_the_one_it_is_merged_into(door: Door) -> None:
    link = door.mute()
    for name in ("e2", "e3"):
        door.desk.news(name, mention(city="Baghdad", country="IQ", date=DAY), outlet=f"outlet {name}")
    muted, other = sorted(door.meetings(), key=lambda one: one.mentions)
    door.browser.post(link)
    with door.house.store.transaction() as tx:
        review.merge_by_hand(tx, muted, other, author="me", reason="one meeting", now=NOW)
    with door.house.store.reading() as tx:
        (silence,) = tx.list_silences(active_at=NOW)
        (kept,) = tx.list_silences()
    assert (silence.matcher["meeting"], kept.matcher["meeting"]) == (other.key, muted.key)
    door.browser.post(link)
    with door.house.store.reading() as tx:
        assert len(tx.list_silences()) == 1


def test_no_withdraws_the_meeting_and_tells_who_was_told(door: Door) -> None:
    key = door.meetings()[0].key
    for _ in range(2):
        door.browser.post(door.answer("no", key))
    assert door.meetings()[0].phase is Phase.WITHDRAWN
    assert [kind for kind in door.desk.kinds() if kind == "withdrawn"] == ["withdrawn"]


def test_yes_is_kept_with_the_name(door: Door) -> None:
    meeting = door.meetings()[0]
    assert "kept, with your name" in door.browser.post(door.answer("yes", meeting.key)).text
    with door.house.store.reading() as tx:
        entry_id = tx.tellings(meeting.id or 0)[0].mention.entry_id or 0
        assert [(one.author, one.same) for one in tx.words_on(entry_id)] == [("desk", True)]


def test_what_was_answered_is_not_asked_again(door: Door) -> None:
    door.desk.news("e3", mention(known("Masrour Barzani", "IQ-KR"), MACRON))
    one, other = door.meetings()
    door.browser.post(door.answer("yes", one.key))
    door.browser.post(door.answer("not_same", one.key, other.key))
    ids = sorted((one.id or 0, other.id or 0))
    with door.house.store.reading() as tx:
        assert tx.answered(ids) == ({one.id}, {tuple(ids)})


def test_same_and_not_the_same(door: Door) -> None:
    door.desk.news("e3", mention(known("Masrour Barzani", "IQ-KR"), MACRON))
    one, other = (meeting.key for meeting in door.meetings())
    assert door.browser.post(door.answer("not_same", one, other)).status_code == 200
    assert {meeting.merged_into for meeting in door.meetings()} == {None}
    for _ in range(2):
        assert door.browser.post(door.answer("same", one, other)).status_code == 200
    assert len(door.meetings()) == 1
    assert "whoever runs Diwan can part them" in door.browser.post(door.answer("not_same", one, other)).text


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_pages_are_in_the_language_of_the_subscriber_and_run_its_way(house: House, language: str) -> None:
    door = Door(house, language)
    for link in (door.unsubscribe(), door.mute(), door.answer("yes", door.meetings()[0].key)):
        for shown in (door.browser.get(link).text, door.browser.post(link).text):
            assert f'<html lang="{language}" dir="rtl">' in shown


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t[:-3] + "AAA", lambda _: "x", lambda t: t + "A" * 5000]
)
def test_a_link_that_was_not_made_here_is_refused(door: Door, change) -> None:  # type: ignore[no-untyped-def]
    root, _, token = door.unsubscribe().rpartition("/")
    refused = door.browser.post(f"{root}/{change(token)}", headers={"Accept-Language": "ku-IQ, en;q=0.5"})
    assert refused.status_code == 400
    assert '<html lang="ckb" dir="rtl">' in refused.text
    with door.house.store.reading() as tx:
        assert tx.list_recipients()[0].dead_at is None


def test_a_token_is_of_one_purpose_and_of_its_time(door: Door) -> None:
    token = door.unsubscribe().rpartition("/")[2]
    assert door.browser.post(f"/mute/{token}").status_code == 400
    link = door.mute()
    door.now += timedelta(days=91)
    expired = door.browser.get(link)
    assert expired.status_code == 410
    assert "expired" in expired.text


def test_what_is_gone_is_said(door: Door) -> None:
    link = door.mute()
    with door.house.store.transaction() as tx:
        tx.remove_watch("fr")
    assert door.browser.get(link).status_code == 410


def test_the_page_of_a_meeting_names_who_tells_of_it(door: Door) -> None:
    shown = door.browser.get(f"/meetings/{door.meetings()[0].key}", headers={"Accept-Language": "ar"}).text
    assert '<html lang="ar" dir="rtl">' in shown
    assert "Rudaw" in shown
    assert "<form" not in shown
    assert door.browser.get("/meetings/m-nothing").status_code == 404


def test_the_page_of_a_meeting_answers_how_it_is_known(door: Door) -> None:
    key = door.meetings()[0].key
    shown = door.browser.get(f"/meetings/{key}").text
    for part in (
        "What is known, and who says so",
        "How it became known",
        "Sources",
        "held",
        "<bdi>Erbil</bdi>",
        "reports: 1",
    ):
        assert part in shown
    assert f'<a href="{key}?lang=ar" lang="ar" dir="auto">العربية</a>' in shown
    assert '<html lang="ckb" dir="rtl">' in door.browser.get(f"/meetings/{key}?lang=ckb").text
    assert '<html lang="en" dir="ltr">' in door.browser.get(f"/meetings/{key}?lang=<x>").text


def watch_link(door: Door, form: str) -> str:
    with door.house.store.reading() as tx:
        return path(door.links.watch(tx.get_watch("fr"), form))


@pytest.mark.parametrize(
    ("form", "media", "said"),
    [
        ("calendar.ics", "text/calendar; charset=utf-8", "BEGIN:VEVENT"),
        ("atom.xml", "application/atom+xml; charset=utf-8", "<entry>"),
        ("rss.xml", "application/rss+xml; charset=utf-8", "<item>"),
    ],
)
def test_a_watch_can_be_subscribed_to_in_other_programs(door: Door, form: str, media: str, said: str) -> None:
    answered = door.browser.get(watch_link(door, form))
    assert (answered.status_code, answered.headers["content-type"]) == (200, media)
    assert said in answered.text
    assert f"{PUBLIC}/meetings/{door.meetings()[0].key}" in answered.text.replace("\r\n ", "")


def test_what_a_watch_leads_to_is_a_few_minutes_old_at_most(door: Door) -> None:
    link = watch_link(door, "atom.xml")
    before = door.browser.get(link).text
    door.desk.news("e2", mention(NECHIRVAN, known("Emmanuel Bonne", "FR", "Adviser"), date=DAY + timedelta(days=2)))
    assert door.browser.get(link).text == before
    door.now += timedelta(minutes=6)
    assert "Emmanuel Bonne" in door.browser.get(link).text


def test_a_watch_whose_rule_means_nothing_any_more_is_answered_with_later(door: Door) -> None:
    with door.house.store.transaction() as tx:
        tx.keep_watch(replace(tx.get_watch("fr"), rule={"colour": "blue"}))
    assert door.browser.get(watch_link(door, "calendar.ics")).status_code == 503


def test_the_address_of_a_watch_is_signed_and_dies_with_it(door: Door) -> None:
    link = watch_link(door, "calendar.ics")
    assert door.browser.get(link.replace("/watch/", "/watch/x")).status_code == 400
    assert door.browser.get(link.replace("calendar.ics", "calendar.exe")).status_code == 404
    assert door.browser.post(link).status_code == 405
    with door.house.store.transaction() as tx:
        watch = tx.get_watch("fr")
        tx.remove_watch("fr")
        tx.keep_watch(replace(watch, id=None, created_at=NOW + timedelta(days=1)))
    assert door.browser.get(link).status_code == 410


def test_every_answer_has_strict_headers_and_no_cookie(door: Door) -> None:
    for answered in (
        door.browser.get(door.mute()), door.browser.post(door.mute()), door.browser.get("/nothing"), door.browser.put("/mute/x"),
        door.browser.get("/page.css"), door.browser.get("/health"), door.browser.get("/", headers={"Host": "evil.example"}),
    ):  # fmt: skip
        assert {name: answered.headers.get(name) for name in HEADERS} == HEADERS
        assert "set-cookie" not in answered.headers


def test_other_hosts_and_other_methods_are_refused(door: Door) -> None:
    assert door.browser.get("/health", headers={"Host": "evil.example"}).status_code == 400
    assert door.browser.get("/health", headers={"Host": "diwan.example"}).status_code == 200
    assert door.browser.delete(door.mute()).status_code == 405


def test_without_a_key_the_door_stays_shut(tmp_path: Path) -> None:
    house = House.open(load_settings(home=tmp_path))
    with pytest.raises(ConfigError, match="DIWAN_SECRET_KEY"):
        make_app(house, clock=lambda: NOW)
    house.close()


def test_what_comes_from_outside_is_text(door: Door) -> None:
    shown = page("<script>alert(1)</script>", "en", lines=('"><img src=x onerror=y>',), button="<b>")
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(shown)
    assert not {"script", "img", "b"} & set(tags)
    assert tags.count("button") == 1


def test_every_word_is_there_in_all_languages_with_the_same_names() -> None:
    for key, said in words().items():
        assert set(said) == set(LANGUAGES), key
        assert len({tuple(sorted(re.findall(r"{(\w+)}", text))) for text in said.values()}) == 1, key


def test_the_language_of_an_error_is_the_reader_s() -> None:
    assert [preferred(one) for one in ("", "fr, ar;q=0.8", "ku", "ckb-IQ", "de")] == ["en", "ar", "ckb", "ckb", "en"]
