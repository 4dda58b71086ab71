"""What signed links do: stop messages to an address, mute a meeting, answer a question of the digest.

Each action is looked at first (`Action.ask`, for the page with the button) and done on demand (`Action.do`), in the reader's language. Doing it
twice is doing it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from storage.records import Change, Meeting, Recipient, Silence, Subscriber
from storage.sql import Transaction
from worker.dedupe import review
from worker.digest.sign import ANSWER, ANSWERS, KEPT, MUTE, UNSUBSCRIBE, mark_of
from worker.knowledge.wording import isolate, wording
from worker.web.pages import say


class Gone(Exception):
    """What the link is about is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page: heading, lines below it, and the word on the button (empty: none). `changes` of meetings are to be told to whoever watches."""

    language: str
    title: str
    lines: tuple[str, ...] = ()
    button: str = ""
    changes: tuple[Change, ...] = ()


class Action(Protocol):
    def ask(self) -> Shown:
        """What the button would do."""
        ...

    def do(self, *, now: datetime) -> Shown:
        """Do it. Harmless to repeat."""
        ...


def open_action(tx: Transaction, purpose: str, fields: Mapping[str, str]) -> Action:
    """The action of a link whose signature was checked. Raises Gone."""
    match purpose:
        case "unsubscribe":
            return _Unsubscribe(tx, *_addressee(tx, fields))
        case "mute":
            who, _ = _addressee(tx, fields)
            return _Mute(tx, who, fields.get("watch", ""), _meeting(tx, fields.get("meeting", "")))
        case "answer":
            return _Answer(tx, fields)
    raise Gone(purpose)


PURPOSES = (ANSWER, MUTE, UNSUBSCRIBE)


def _addressee(tx: Transaction, fields: Mapping[str, str]) -> tuple[Subscriber, Recipient]:
    given = fields.get("recipient", "")
    id_ = int(given) if given.isdecimal() else 0
    recipient = tx.get_recipients([id_]).get(id_)
    if recipient is None or fields.get("to", mark_of(recipient)) != mark_of(recipient):
        raise Gone("recipient")
    for subscriber in tx.list_subscribers():
        if subscriber.id == recipient.subscriber_id:
            return subscriber, recipient
    raise Gone("subscriber")


def _meeting(tx: Transaction, key: str) -> Meeting:
    """By its key; the survivor where it was merged since."""
    if (found := tx.find_meeting(key)) is None:
        raise Gone("meeting")
    return found


class _Unsubscribe:
    def __init__(self, tx: Transaction, subscriber: Subscriber, recipient: Recipient) -> None:
        self._tx, self._recipient, self._language = tx, recipient, subscriber.language
        self._label = isolate(recipient.label, subscriber.language)

    def ask(self) -> Shown:
        if self._recipient.dead_at is not None:
            return self._done()
        said = [say(f"{kind}_unsubscribe", self._language, label=self._label) for kind in ("ask", "do")]
        return Shown(language=self._language, title=said[0], button=said[1])

    def do(self, *, now: datetime) -> Shown:
        self._tx.bury_recipient(self._recipient.id or 0, reason="unsubscribed by a link in a message", now=now)
        return self._done()

    def _done(self) -> Shown:
        return Shown(language=self._language, title=say("done_unsubscribe", self._language, label=self._label))


class _Mute:
    def __init__(self, tx: Transaction, subscriber: Subscriber, watch_key: str, meeting: Meeting) -> None:
        self._tx, self._subscriber, self._meeting, self._language = tx, subscriber, meeting, subscriber.language
        theirs = (one for one in tx.list_watches() if one.subscriber_id == subscriber.id)
        self._watch = next((one for one in theirs if one.key == watch_key), None)
        if self._watch is None:
            raise Gone("watch")
        self._name = isolate(self._watch.name, self._language)
        self._line = wording().line(meeting, self._language)

    def ask(self) -> Shown:
        title = say("ask_mute", self._language, watch=self._name)
        return Shown(language=self._language, title=title, lines=(self._line,), button=say("do_mute", self._language))

    def do(self, *, now: datetime) -> Shown:
        assert self._watch is not None
        matcher = {"subscriber": self._subscriber.key, "watch": self._watch.key, "meeting": self._meeting.key}
        running = (one for one in self._tx.list_silences(active_at=now) if one.matcher == matcher)
        silence = next(running, None) or self._tx.add_silence(
            Silence(
                author=self._subscriber.key, reason="muted by a link in a message", matcher=matcher, starts_at=now,
                ends_at=now + KEPT[MUTE], created_at=now,
            )
        )  # fmt: skip
        day = wording().day(silence.ends_at.astimezone(ZoneInfo(self._subscriber.zone)).date(), self._language)
        title = say("done_mute", self._language, watch=self._name, day=day)
        return Shown(language=self._language, title=title, lines=(self._line,))


class _Answer:
    def __init__(self, tx: Transaction, fields: Mapping[str, str]) -> None:
        self._tx, self._answer, self._author = tx, fields.get("answer", ""), fields.get("by", "")
        if self._answer not in ANSWERS:
            raise Gone("answer")
        self._language = next((one.language for one in tx.list_subscribers() if one.key == self._author), "")
        if not self._language:
            raise Gone("subscriber")
        keys = [fields.get("meeting", ""), *([fields["other"]] if "other" in fields else [])]
        self._meetings = [_meeting(tx, key) for key in keys]
        if self._answer in ("same", "not_same") and len(self._meetings) != 2:
            raise Gone("other meeting")
        self._lines = tuple(dict.fromkeys(wording().line(one, self._language) for one in self._meetings))

    def ask(self) -> Shown:
        title, button = (say(f"{kind}_{self._answer}", self._language) for kind in ("ask", "do"))
        return Shown(language=self._language, title=title, lines=self._lines, button=button)

    def do(self, *, now: datetime) -> Shown:
        said = {"author": self._author, "reason": "answered by a link in a digest", "now": now}
        one, other = self._meetings[0], self._meetings[-1]
        merged = one.id == other.id
        changes: list[Change] = []
        match self._answer:
            case "yes":
                review.confirm_by_hand(self._tx, one, **said)  # type: ignore[arg-type]
            case "no":
                changes = review.refuse_by_hand(self._tx, one, **said)  # type: ignore[arg-type]
            case "same" if not merged:
                changes = review.merge_by_hand(self._tx, one, other, **said)  # type: ignore[arg-type]
            case "not_same" if not merged:
                review.separate_by_hand(self._tx, one, other, **said)  # type: ignore[arg-type]
        key = "parted_by_hand" if self._answer == "not_same" and merged else "done_answer"
        return Shown(language=self._language, title=say(key, self._language), lines=self._lines, changes=tuple(changes))
