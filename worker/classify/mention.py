"""From an event to the mention that goes out, with the evidence for each field."""

from datetime import date

from storage.records import Evidence, Mention, Mode
from worker.classify.meetings import Judge
from worker.classify.participants import ParticipantWriter
from worker.classify.stated import NOWHERE, Where
from worker.classify.talks import TalkReader
from worker.classify.text import Document, Sentence
from worker.classify.told import Event
from worker.classify.where import Locator
from worker.classify.who import Entity, Reader
from worker.knowledge.load import Knowledge

_IN_DOUBT = 0.9  # of the confidence is left where two days are told


class MentionWriter:
    """Writes the mentions of one entry, in the order of its meetings: each may take place and topics from the one before."""

    def __init__(
        self, knowledge: Knowledge, doc: Document, reader: Reader, locator: Locator, judge: Judge, entry_id: int | None
    ) -> None:
        self.doc = doc
        self.reader = reader
        self.locator = locator
        self.participants = ParticipantWriter(knowledge, doc, reader)
        self.talks = TalkReader(knowledge, doc, reader, judge)
        self.entry_id = entry_id
        self.places: list[tuple[date | None, Where]] = []  # of the meetings before, with their days

    def mention(self, index: int, event: Event) -> Mention:
        people = self.participants.of(event)
        polities = [e.polity or "" for e, _ in people]
        evidence = self._told_so(event)
        where = self._where(event, polities)
        if where.country:
            evidence.append(self._evidence("place", self._sentence(where.sentence, None), f"where:{where.rule}"))
        participants = self.participants.write(people, where)
        for number, (e, side) in enumerate(people):
            evidence += self._takes_part(number, e, side)
        topics, found = self.talks.topics(event, polities, where.city)
        evidence += [self._evidence(f"topics.{topic.id}", s, f"topic:{topic.word}") for topic, s in found]
        confidence = event.confidence()
        if event.day is not None and event.day.contradicted:
            confidence *= _IN_DOUBT
        return Mention(
            entry_id=self.entry_id, index=index, status=event.status, mode=event.mode, date=event.day.date if event.day else None,
            date_sure=event.day.sure if event.day else False, city=where.city, country=where.country, participants=participants,
            topics=tuple(topics), confidence=round(confidence, 4), evidence=tuple(evidence),
        )  # fmt: skip

    def _where(self, event: Event, polities: list[str]) -> Where:
        """Where it took place, kept for the meetings behind it."""
        if event.mode is not Mode.IN_PERSON:
            return NOWHERE
        where = self.locator.locate(event, polities, self._place_before(event) if self.places else None)
        if where.country:
            self.places.append((event.day.date if event.day else None, where))
        return where

    def _place_before(self, event: Event) -> Where | None:
        """Where the meeting before was: the last of the same day, where there is one; on another day only where one of these is at home."""
        day = event.day.date if event.day else None
        homes = {self.participants.country(self.reader.entities[i]) for i in event.persons}
        same = [where for known, where in self.places if known == day]
        near = [where for known, where in self.places if None in (known, day) or where.country in homes]
        return same[-1] if same else near[-1] if near else None

    # -- evidence ------------------------------------------------------------------------------------------------------

    def _told_so(self, event: Event) -> list[Evidence]:
        """What says that they met, or will, how, and when."""
        first = event.told[0].s
        told = [
            self._evidence("meeting", first, "+".join(sorted(event.weights)), "what says that they met"),
            self._evidence("status", self._sentence(event.status_at, first), event.status_rule),
            self._evidence("mode", self._sentence(event.mode_at, first), event.mode_rule),
        ]
        if event.day is not None:
            note = "a weekday beside the date is another day's" if event.day.contradicted else ""
            s = self._sentence(event.day_at, None)
            told.append(self._evidence("date", s, f"when:{event.day.rule}", note))
        return told

    def _takes_part(self, number: int, e: Entity, side: bool) -> tuple[Evidence, Evidence]:
        """By what a participant is known, and whom one acts for."""
        s = self.doc.sentences[(e.full or e.refs[0]).sentence]
        rule = f"actor:{e.actor.id}" if e.actor else "name:title" if e.full else "office"
        return (
            self._evidence(f"participants.{number}", s, rule, "takes part as a side" if side else "attends"),
            self._evidence(f"participants.{number}.polity", s, e.polity_rule or "none"),
        )

    def _sentence(self, index: int | None, default: Sentence | None) -> Sentence | None:
        return self.doc.sentences[index] if index is not None else default

    def _evidence(self, field: str, s: Sentence | None, rule: str, note: str = "") -> Evidence:
        quoted = self.doc.quote(s) if s is not None else self.doc.quote_dateline() if ":dateline:" in rule else None
        if quoted is None:
            return Evidence(field=field, rule=rule, note=note)
        start, end, text = quoted
        return Evidence(field=field, rule=rule, start=start, end=end, text=text, note=note)
