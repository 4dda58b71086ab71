"""Verbs about mentions and meetings: candidates under a lock, what was decided, the life of a meeting, the change log.

Matching goes by `meeting_keys`: 64-bit hashes of actor, office and surname keys, by day. A meeting that was merged or withdrawn has no
keys, so nothing new is matched to it; its row stays and its public key goes on answering.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import xxhash
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    union_all,
    update,
)

from storage import rows
from storage.connected import Connected
from storage.errors import NotFound
from storage.prepared import PreparedRead, read_together
from storage.records import (
    Candidate,
    Change,
    ChangeKind,
    Copy,
    CopyKind,
    Decision,
    Facts,
    FieldChange,
    Held,
    Known,
    Look,
    Meeting,
    Mention,
    Outcome,
    Participant,
    Phase,
    Sketch,
    Story,
    Telling,
    Transition,
    Word,
)
from storage.tables import (
    actors,
    cannot_link,
    changes,
    copies,
    decisions,
    entries,
    feeds,
    meeting_actors,
    meeting_keys,
    meetings,
    mentions,
    must_link,
    near_bands,
    signatures,
    transitions,
)
from storage.together import Delete, Insert, Update, Write, write_together

MOST_CANDIDATES = 48  # those sharing most keys: the meeting looked for is among the first few
MOST_SURFACES = 20  # of a name that is not linked: enough to see who it is
_LOG_LOCK = 0x6C6F67  # held while a change is being written, on PostgreSQL
_ENDED = (Phase.WITHDRAWN,)
_NO_MORE = Outcome()


# Kept for every entry: built once, these cost a fraction of what building them each time does.
_KEEP_SKETCH = text(
    "INSERT INTO signatures (entry_id, sig_version, signature, shingles, day) VALUES (:entry_id, :sig_version, :signature, :shingles, :day) "
    "ON CONFLICT (entry_id) DO UPDATE SET sig_version = excluded.sig_version, signature = excluded.signature, "
    "shingles = excluded.shingles, day = excluded.day"
).bindparams(bindparam("day", type_=Date), bindparam("signature", type_=LargeBinary))
_KEEP_BANDS = "INSERT INTO near_bands (key, entry_id, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"


# -- statements of matching, built once: building them costs more than running them -------------------------------------

IDS_A_STATEMENT = 1000


def _candidates(of_keys: ColumnElement[bool]) -> Select[Any]:
    near = (
        select(meeting_keys.c.meeting_id)
        .where(
            of_keys,
            meeting_keys.c.day.between(bindparam("first"), bindparam("last")),
        )
        .group_by(meeting_keys.c.meeting_id)
        .order_by(func.count().desc(), meeting_keys.c.meeting_id.desc())
        .limit(bindparam("most", type_=Integer))
        .subquery()
    )
    found = select(meetings.c.id, meetings.c.facts).join(near, near.c.meeting_id == meetings.c.id)
    return found.order_by(meetings.c.id.desc())


def _words() -> list[Select[Any]]:
    parts = []
    for table, same in ((must_link, "same"), (cannot_link, "apart")):
        lives = func.coalesce(meetings.c.merged_into, meetings.c.id) if same == "same" else table.c.meeting_id
        said = select(
            literal(same).label("what"), table.c.index, lives.label("meeting_id"), table.c.author, table.c.reason
        )
        said = said.join(meetings, meetings.c.id == table.c.meeting_id)
        parts.append(said.where(table.c.entry_id == bindparam("entry")))
    return parts


def _free_id(table: Table) -> dict[str, Any]:
    """An id that no row has yet, in the words of each database."""
    return {
        "postgresql": func.nextval(f"{table.name}_id_seq", type_=BigInteger),
        "sqlite": select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery(),  # there is one writer
    }


def _known(dialect: str, of_keys: ColumnElement[bool]) -> CompoundSelect[Any]:
    """All that is known of an entry in one answer: ids for its next mention and for a meeting that it may found, which public keys are
    taken, whose feed it is of, that it has mentions, what it copies, what people said."""

    def line(what: str, index: Any = 0, id_: Any = 0, author: Any = "", reason: Any = "") -> Select[Any]:
        cells = {"what": what, "index": index, "meeting_id": id_, "author": author, "reason": reason}
        return select(*(literal(v).label(k) if isinstance(v, str | int) else v.label(k) for k, v in cells.items()))

    at_entry: ColumnElement[int] = bindparam("entry", type_=Integer)
    of_meeting = mentions.c.index, mentions.c.meeting_id
    copied = line("copied", *of_meeting).join(copies, copies.c.other_id == mentions.c.entry_id)
    whose = line("feed", author=func.coalesce(feeds.c.side, "")).join(entries, entries.c.feed_id == feeds.c.id)
    return union_all(
        line("free", id_=_FREE_ID[dialect]),
        line("free meeting", id_=_FREE_MEETING_ID[dialect]),
        line("taken", author=meetings.c.key).where(of_keys),
        whose.where(entries.c.id == at_entry),
        line("mention", *of_meeting).where(mentions.c.entry_id == at_entry),
        copied.where(copies.c.entry_id == at_entry),
        *_words(),
    )


def _tellings(whose: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            mentions,
            entries.c.title,
            entries.c.url,
            entries.c.backfill,
            feeds.c.outlet,
            feeds.c.owner_group,
            feeds.c.side,
        )
        .join(entries, entries.c.id == mentions.c.entry_id)
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .where(whose)
        .order_by(mentions.c.id)
    )


# the log first, shared, then the actors: in one order by everybody, so that nobody waits in a circle
_LOCK = (
    "SELECT CASE n WHEN 1 THEN pg_advisory_xact_lock_shared(key) ELSE pg_advisory_xact_lock(key) END "
    "FROM unnest(CAST(%(keys)s AS bigint[])) WITH ORDINALITY AS k(key, n)"
)
_SHARE_LOG = text("SELECT pg_advisory_xact_lock_shared(:lock)")
_CANDIDATES = PreparedRead(
    _candidates(meeting_keys.c.key == func.any(bindparam("keys", type_=ARRAY(BigInteger)))),
    sqlite=_candidates(meeting_keys.c.key.in_(bindparam("keys", expanding=True))),
)
_WORDS = union_all(*_words())
_FREE_ID, _FREE_MEETING_ID = _free_id(mentions), _free_id(meetings)
_KNOWN = PreparedRead(
    _known("postgresql", meetings.c.key == func.any(bindparam("keys", type_=ARRAY(Text)))),
    sqlite=_known("sqlite", meetings.c.key.in_(bindparam("keys", expanding=True))),
)
_TELLINGS = PreparedRead(_tellings(mentions.c.meeting_id == bindparam("meeting")))
_TELLINGS_OF = _tellings(mentions.c.meeting_id.in_(bindparam("meetings", expanding=True)))
_MENTIONS = select(mentions).where(mentions.c.entry_id == bindparam("entry")).order_by(mentions.c.index)
_HOLD = PreparedRead(select(meetings).where(meetings.c.id == bindparam("meeting")).with_for_update())
_KEYS_OF = select(meeting_keys).where(meeting_keys.c.meeting_id == bindparam("meeting"))
_ACTORS_OF = select(meeting_actors).where(meeting_actors.c.meeting_id == bindparam("meeting"))


class MeetingRows(Connected):
    _shares_log = False

    # -- matching ------------------------------------------------------------------------------------------------------

    def lock_actors(self, keys: Iterable[str]) -> None:
        """Let no other transaction match by any of these keys until this one ends. Taken in one order by everybody, so that nobody waits in
        a circle; the log is shared first, for those who follow it wait for all who write into it. On SQLite a writing transaction holds the
        one write lock already."""
        hashes = sorted({_hash(key) for key in keys})
        if hashes and self._on_postgres:
            self.connection.exec_driver_sql(_LOCK, {"keys": [_LOG_LOCK, *hashes]})
            self._shares_log = True

    def candidates(self, look: Look, *, limit: int = MOST_CANDIDATES) -> list[Candidate]:
        """Meetings of any of these keys from the first to the last day, newest first; those sharing most keys where there are more than
        `limit`."""
        return _near(_CANDIDATES.run(self.connection, _look(look, limit)))

    def words_on(self, entry_id: int) -> list[Word]:
        """What people said of the mentions of an entry: of which meeting they are, after later merges, and of which they are not."""
        return [_word(**row) for row in self.connection.execute(_WORDS, {"entry": entry_id}).mappings()]

    def keep_apart(
        self, entry_id: int, index: int, meeting_id: int, *, author: str, reason: str, now: datetime
    ) -> None:
        """A person says that a mention is not of a meeting. Kept against all later runs."""
        values = {
            "entry_id": entry_id, "index": index, "meeting_id": meeting_id, "author": author, "reason": reason, "at": now,
        }  # fmt: skip
        self.connection.execute(self._insert_new(cannot_link).values(**values))
        self.connection.execute(
            delete(must_link).where(
                must_link.c.entry_id == entry_id, must_link.c.index == index, must_link.c.meeting_id == meeting_id
            )
        )

    def tie(self, entry_id: int, index: int, meeting_id: int, *, author: str, reason: str, now: datetime) -> None:
        """A person says that a mention is of a meeting. Kept against all later runs, and against an earlier word that it is not."""
        values = {
            "entry_id": entry_id, "index": index, "meeting_id": meeting_id, "author": author, "reason": reason, "at": now,
        }  # fmt: skip
        statement = self._dialect.insert(must_link).values(**values)
        changed = {name: statement.excluded[name] for name in ("meeting_id", "author", "reason", "at")}
        self.connection.execute(statement.on_conflict_do_update(index_elements=["entry_id", "index"], set_=changed))
        self.connection.execute(
            delete(cannot_link).where(
                cannot_link.c.entry_id == entry_id, cannot_link.c.index == index, cannot_link.c.meeting_id == meeting_id
            )
        )

    def known_of(
        self, entry_id: int, looks: Sequence[Look] = (), *, keys: Collection[str] = ()
    ) -> tuple[Known, list[list[Candidate]]]:
        """What is known of an entry before it is folded, which of these public keys of meetings are taken, and the `candidates` of each
        look; read it under the lock of its actors."""
        asked = [(_KNOWN, {"entry": entry_id, "keys": list(keys)}), *((_CANDIDATES, _look(one)) for one in looks)]
        known, *near = read_together(self.connection, asked)
        kept, taken, copied, words, side, free = False, set(), set(), [], None, {}
        for row in known:
            match row["what"]:
                case "free" | "free meeting" as what:
                    free[what] = row["meeting_id"]
                case "taken":
                    taken.add(row["author"])
                case "feed":
                    side = row["author"] or None
                case "mention":
                    kept = True
                case "copied":
                    copied.add(row["meeting_id"])
                case _:
                    words.append(_word(**row))
        told = self.mentions_of(entry_id) if kept else ()
        found = Known(
            free_id=free["free"], free_meeting_id=free["free meeting"], taken=frozenset(taken), mentions=tuple(told), words=tuple(words),
            copied=frozenset(copied), side=side,
        )  # fmt: skip
        return found, [_near(found) for found in near]

    def answered(self, meeting_ids: Sequence[int]) -> tuple[set[int], set[tuple[int, int]]]:
        """What people said of these meetings: those with a telling that is tied to them, and pairs, the lower id first, that are kept apart."""
        wanted, tied, apart = set(meeting_ids), set(), set()
        for start in range(0, len(meeting_ids), IDS_A_STATEMENT):
            part = meeting_ids[start : start + IDS_A_STATEMENT]
            same = select(must_link.c.meeting_id).where(must_link.c.meeting_id.in_(part))
            tied |= set(self.connection.execute(same.distinct()).scalars())
            parted = select(mentions.c.meeting_id, cannot_link.c.meeting_id).join(
                mentions, (mentions.c.entry_id == cannot_link.c.entry_id) & (mentions.c.index == cannot_link.c.index)
            )
            found = self.connection.execute(parted.where(cannot_link.c.meeting_id.in_(part)).distinct())
            apart |= {(min(one, other), max(one, other)) for one, other in found if one in wanted}
        return tied, apart

    # -- mentions ------------------------------------------------------------------------------------------------------

    def mentions_of(self, entry_id: int) -> list[Mention]:
        """What is kept of an entry, by index."""
        found = self.connection.execute(_MENTIONS, {"entry": entry_id})
        return [rows.mention(row) for row in found.mappings()]

    def new_mention_id(self) -> int:
        """An id for a mention that is kept next, with a change that it brings (`Outcome.telling`)."""
        free: int = self.connection.execute(select(_FREE_ID[self.connection.dialect.name])).scalar_one()
        return free

    def new_meeting_id(self) -> int:
        """An id for a meeting that is kept next, with the change that it is (`Outcome.new`)."""
        free: int = self.connection.execute(select(_FREE_MEETING_ID[self.connection.dialect.name])).scalar_one()
        return free

    def is_key_taken(self, key: str) -> bool:
        """Whether a meeting has this public key, also one that was merged or withdrawn."""
        return self.connection.execute(select(meetings.c.id).where(meetings.c.key == key)).first() is not None

    def keep_mention(self, mention: Mention, *, language: str, told_at: datetime) -> None:
        """Keep a known telling in its new words and at its meeting (`mention.id` and `mention.meeting_id` say which)."""
        values = rows.columns(mention, without=("id", "entry_id", "index"))
        self.connection.execute(
            update(mentions).where(mentions.c.id == mention.id).values(**values, language=language, told_at=told_at)
        )

    def move_mention(self, mention_id: int, meeting_id: int) -> None:
        """Let a telling be of another meeting."""
        self.connection.execute(update(mentions).where(mentions.c.id == mention_id).values(meeting_id=meeting_id))

    def drop_mention(self, mention_id: int) -> None:
        """Forget a telling that its entry, revised, does not give any more."""
        self.connection.execute(delete(decisions).where(decisions.c.mention_id == mention_id))
        self.connection.execute(delete(mentions).where(mentions.c.id == mention_id))

    def homes_of(self, mention_ids: Sequence[int]) -> dict[int, int]:
        """Of these mentions those that are still kept: id -> id of their meeting."""
        homes: dict[int, int] = {}
        for start in range(0, len(mention_ids), 1000):
            part = mention_ids[start : start + 1000]
            found = self.connection.execute(select(mentions.c.id, mentions.c.meeting_id).where(mentions.c.id.in_(part)))
            homes |= {row.id: row.meeting_id for row in found}
        return homes

    def tellings(self, meeting_id: int) -> list[Telling]:
        """All tellings of a meeting with who tells them, oldest mention first."""
        return [_telling(row) for row in _TELLINGS.run(self.connection, {"meeting": meeting_id})]

    def tellings_of(self, meeting_ids: Sequence[int]) -> dict[int, tuple[Telling, ...]]:
        """`tellings` of each of these meetings, in few statements."""
        told: dict[int, list[Telling]] = {id_: [] for id_ in meeting_ids}
        ids = list(told)
        for start in range(0, len(ids), IDS_A_STATEMENT):
            given = {"meetings": ids[start : start + IDS_A_STATEMENT]}
            for row in self.connection.execute(_TELLINGS_OF, given).mappings():
                told[row["meeting_id"]].append(_telling(row))
        return {id_: tuple(found) for id_, found in told.items()}

    # -- meetings ------------------------------------------------------------------------------------------------------

    def hold_meeting(self, meeting_id: int) -> Held:
        """A meeting with its tellings, locked until the transaction ends, so that it is read and written by one at a time."""
        self._share_log()  # the order of locks: the log, actors, meetings
        this = {"meeting": meeting_id}
        (row,), told = read_together(self.connection, [(_HOLD, this), (_TELLINGS, this)])
        return Held(meeting=rows.meeting(row), facts=rows.facts(row["facts"]), tellings=tuple(map(_telling, told)))

    def keep_meeting(self, meeting: Meeting, outcome: Outcome) -> None:
        """Keep a held meeting and what comes with it, without a change in the log. `meeting.version` is raised by the caller, who holds it."""
        write_together(self.connection, _writes(meeting, outcome))

    def index_meeting(self, meeting: Meeting, *, keys: Iterable[str], days: Sequence[date]) -> None:
        """Let a meeting be found under these keys on these days, and be listed under its participants. No keys: nothing is matched to it."""
        self._index(meeting, keys, days)

    def end_meeting(self, meeting: Meeting) -> Meeting:
        """Keep a meeting that was merged into another (`merged_into`) or withdrawn: it is not matched any more, its key still answers."""
        values = rows.columns(meeting, without=("id", "key", "version"))
        version = self.connection.execute(
            update(meetings)
            .where(meetings.c.id == meeting.id)
            .values(**values, version=meetings.c.version + 1)
            .returning(meetings.c.version)
        ).scalar_one()
        self._index(meeting, (), ())
        if meeting.merged_into is not None:  # a star, never a chain
            self.connection.execute(
                update(meetings).where(meetings.c.merged_into == meeting.id).values(merged_into=meeting.merged_into)
            )
        return replace(meeting, version=version)

    def survivor(self, meeting_id: int) -> int:
        """The id under which a meeting lives on after merges: its own where it was not merged."""
        into = self.connection.execute(
            select(func.coalesce(meetings.c.merged_into, meetings.c.id)).where(meetings.c.id == meeting_id)
        ).scalar_one_or_none()
        if into is None:
            raise NotFound(f"no meeting with id {meeting_id}")
        return int(into)

    def find_meeting(self, key: str) -> Meeting | None:
        """A meeting by its public key; the key of a merged one gives the survivor. None for a key that was never given."""
        asked = meetings.alias()
        query = (
            select(meetings)
            .join(asked, func.coalesce(asked.c.merged_into, asked.c.id) == meetings.c.id)
            .where(asked.c.key == key.strip().lower())
        )
        row = self.connection.execute(query).mappings().one_or_none()
        return None if row is None else rows.meeting(row)

    def get_meetings(self, ids: Sequence[int]) -> list[Meeting]:
        """Those of these ids (sorted) that exist, by id, as their rows stand (not followed through merges)."""
        found: list[Meeting] = []
        for start in range(0, len(ids), 1000):
            query = select(meetings).where(meetings.c.id.in_(ids[start : start + 1000])).order_by(meetings.c.id)
            found += [rows.meeting(row) for row in self.connection.execute(query).mappings()]
        return found

    def list_meetings(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        actor: str | None = None,
        polity: str | None = None,
        status: str | None = None,
        phase: str | None = None,
        city: str | None = None,
        updated_since: datetime | None = None,
        ended: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> list[Meeting]:
        """Meetings, newest day first (one without a day stands at the day it was first told). Days are inclusive, in Asia/Baghdad.
        Merged ones never, withdrawn ones only with `ended`."""
        where: list[ColumnElement[bool]] = [meetings.c.merged_into.is_(None)]
        if not ended:
            where.append(meetings.c.phase.not_in(_ENDED))
        taking_part = select(meeting_actors.c.meeting_id)
        if actor:
            where.append(meetings.c.id.in_(taking_part.where(meeting_actors.c.actor == actor)))
        if polity:
            where.append(meetings.c.id.in_(taking_part.where(meeting_actors.c.polity == polity)))
        if since is not None:
            where.append(meetings.c.day >= since)
        if until is not None:
            where.append(meetings.c.day <= until)
        for column, value in ((meetings.c.status, status), (meetings.c.phase, phase)):
            if value:
                where.append(column == value)
        if city:
            where.append(func.lower(meetings.c.city) == city.lower())
        if updated_since is not None:
            where.append(meetings.c.updated_at >= updated_since)
        query = (
            select(meetings)
            .where(*where)
            .order_by(meetings.c.day.desc(), meetings.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return [rows.meeting(row) for row in self.connection.execute(query).mappings()]

    def meeting_counts(self) -> dict[str, int]:
        """How many meetings are in which phase; those merged into another are not counted."""
        counted = (
            select(meetings.c.phase, func.count()).where(meetings.c.merged_into.is_(None)).group_by(meetings.c.phase)
        )
        return {row[0]: row[1] for row in self.connection.execute(counted)}

    def meeting_story(self, meeting: Meeting) -> Story:
        """Everything about a meeting. Verdicts are those of its own mentions, and "no" verdicts of others against it."""
        told = self.tellings(meeting.id or 0)
        ids = [t.mention.id for t in told]
        entry_ids = [t.mention.entry_id for t in told]
        verdicts = self.connection.execute(
            select(decisions)
            .where(or_(decisions.c.mention_id.in_(ids), decisions.c.meeting_id == meeting.id))
            .order_by(decisions.c.id)
        ).mappings()
        merged = self.connection.execute(
            select(meetings.c.key).where(meetings.c.merged_into == meeting.id).order_by(meetings.c.id)
        ).scalars()
        edges = self.connection.execute(
            select(copies).where(copies.c.entry_id.in_(entry_ids), copies.c.other_id.in_(entry_ids))
        ).mappings()
        return Story(
            meeting=meeting,
            tellings=tuple(told),
            transitions=tuple(self.list_transitions(meeting.id or 0)),
            decisions=tuple(rows.only(Decision, row, reasons=tuple(row["reasons"])) for row in verdicts),
            merged=tuple(merged),
            copies=tuple(rows.only(Copy, row, kind=CopyKind(row["kind"])) for row in edges),
        )

    def overdue_meetings(self, before: date, *, limit: int = 1000) -> list[int]:
        """Ids of meetings announced for a stated day before this one of which nothing was reported, oldest first."""
        query = select(meetings.c.id).where(
            text("phase IN ('announced', 'confirmed', 'postponed')"),  # as its index says it
            meetings.c.status == "planned",
            meetings.c.date < before,
            meetings.c.merged_into.is_(None),
        )
        return list(self.connection.execute(query.order_by(meetings.c.date, meetings.c.id).limit(limit)).scalars())

    def young_meetings(self, since: date, *, most_mentions: int) -> list[int]:
        """Ids of live meetings from that day on that at most so many mentions tell of, oldest first."""
        query = select(meetings.c.id).where(
            meetings.c.day >= since,
            meetings.c.mentions.between(1, most_mentions),
            meetings.c.merged_into.is_(None),
        )
        return list(self.connection.execute(query.order_by(meetings.c.id)).scalars())

    def keep_phase(self, meeting: Meeting) -> Meeting:
        """Keep the phase that time or a person brought, all else as it stood."""
        version = self.connection.execute(
            update(meetings)
            .where(meetings.c.id == meeting.id)
            .values(
                phase=meeting.phase.value, status=meeting.status.value, updated_at=meeting.updated_at,
                version=meetings.c.version + 1,
            )
            .returning(meetings.c.version)
        ).scalar_one()  # fmt: skip
        return replace(meeting, version=version)

    # -- history -------------------------------------------------------------------------------------------------------

    def keep_transitions(self, meeting_id: int, steps: Sequence[Transition]) -> None:
        """Let these be the steps of a meeting's life, in this order, in place of those kept before."""
        write_together(self.connection, _life(meeting_id, steps))

    def list_transitions(self, meeting_id: int) -> list[Transition]:
        """The steps of a meeting's life, oldest first."""
        found = self.connection.execute(
            select(transitions).where(transitions.c.meeting_id == meeting_id).order_by(transitions.c.id)
        ).mappings()
        return [rows.only(Transition, row, phase=Phase(row["phase"])) for row in found]

    def keep_decisions(self, verdicts: Sequence[Decision]) -> None:
        """Keep verdicts beside those kept before: later runs add theirs."""
        write_together(self.connection, [_verdicts(verdicts)])

    def keep_change(self, change: Change, outcome: Outcome = _NO_MORE) -> Change:
        """Write a change into the log, and what comes with it. Its id is the watermark that digests and live views go by; see
        `settled_change`. With an outcome that has facts, `change.meeting` is held by the caller and has the raised version."""
        self._share_log()
        detail = {
            "fields": [{"name": f.name, "before": f.before, "after": f.after} for f in change.fields],
            "phase": change.phase,
            "mention_id": change.mention.id if change.mention else None,
            "entry_id": change.entry_id,
            "reason": change.reason,
        }
        logged = {
            "meeting_id": change.meeting.id, "at": change.at, "kind": change.kind.value, "detail": detail, "backfill": change.backfill,
        }  # fmt: skip
        writes = [*_writes(change.meeting, outcome), Insert(table=changes, rows=[logged])]
        return replace(change, id=write_together(self.connection, writes, new_id=True))

    def _share_log(self) -> None:
        if self._on_postgres and not self._shares_log:
            self.connection.execute(_SHARE_LOG, {"lock": _LOG_LOCK})
            self._shares_log = True

    def list_changes(self, *, after: int = 0, upto: int | None = None, limit: int = 1000) -> list[Change]:
        """Changes with an id above `after` (and at most `upto`), in order, each with its meeting as it stands now."""
        query = select(changes).where(changes.c.id > after).order_by(changes.c.id).limit(limit)
        if upto is not None:
            query = query.where(changes.c.id <= upto)
        found = self.connection.execute(query).mappings().all()
        by_id = {one.id: one for one in self.get_meetings(sorted({row["meeting_id"] for row in found}))}
        return [
            Change(
                id=row["id"],
                kind=ChangeKind(row["kind"]),
                at=row["at"],
                meeting=by_id[row["meeting_id"]],
                fields=tuple(FieldChange(**field) for field in row["detail"]["fields"]),
                phase=Phase(row["detail"]["phase"]) if row["detail"]["phase"] else None,
                entry_id=row["detail"]["entry_id"],
                backfill=row["backfill"],
                reason=row["detail"]["reason"],
            )
            for row in found
        ]

    def settled_change(self) -> int:
        """A watermark: the id of the newest change such that none with a lower id can still be committed.

        Ids are drawn before transactions commit, so a lower one may come to light after a higher one. Whoever writes into the log holds a
        shared lock until the end of the transaction; this waits until all who have drawn an id are done. SQLite has one writer at a time.
        """
        if not self._on_postgres:
            return self.last_change()
        self.connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOG_LOCK})
        try:
            return self.last_change()
        finally:
            self.connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOG_LOCK})

    def last_change(self, *, before: datetime | None = None) -> int:
        """The id of the newest change, or of the newest one before an instant; 0 where there is none."""
        query = select(func.coalesce(func.max(changes.c.id), 0))
        if before is not None:
            query = query.where(changes.c.at < before)
        newest: int = self.connection.execute(query).scalar_one()
        return newest

    # -- near-duplicate text -------------------------------------------------------------------------------------------

    def band_entries(self, bands: Collection[int], *, since: date) -> dict[int, list[int]]:
        """Entries from that day on in each of these bands, those bands only that have any."""
        found: dict[int, list[int]] = {}
        asked = sorted(bands)
        for start in range(0, len(asked), 10_000):
            some = asked[start : start + 10_000]
            query = select(near_bands.c.key, near_bands.c.entry_id).where(
                near_bands.c.key.in_(some), near_bands.c.day >= since
            )
            for key, entry_id in self.connection.execute(query):
                found.setdefault(key, []).append(entry_id)
        return found

    def signatures(self, entry_ids: Sequence[int], *, version: int) -> dict[int, tuple[bytes, int]]:
        """Sketches of these entries made by this version: id -> (packed, number of shingles)."""
        if not entry_ids:
            return {}
        query = select(signatures).where(signatures.c.entry_id.in_(entry_ids), signatures.c.sig_version == version)
        return {row.entry_id: (row.signature, row.shingles) for row in self.connection.execute(query)}

    def keep_signatures(self, batch: Sequence[Sketch], *, version: int) -> None:
        """Keep sketches of entries, in place of those of an older version, and make them findable by their bands."""
        if not batch:
            return
        self.connection.execute(
            _KEEP_SKETCH,
            [
                {
                    "entry_id": one.entry_id, "sig_version": version, "signature": one.packed, "shingles": one.shingles,
                    "day": one.day,
                }
                for one in batch
            ],
        )  # fmt: skip
        if self._on_postgres:
            bands = [{"key": band, "entry_id": one.entry_id, "day": one.day} for one in batch for band in one.bands]
            write_together(self.connection, [Insert(table=near_bands, rows=bands, unseen=True)])
        elif plain := [(band, one.entry_id, one.day.isoformat()) for one in batch for band in one.bands]:
            self.connection.exec_driver_sql(_KEEP_BANDS, plain)  # some forty rows an entry: straight to the driver

    def forget_signature(self, entry_id: int, *, bands: Sequence[int]) -> None:
        """Take back the sketch of an entry that was revised."""
        self.connection.execute(
            delete(near_bands).where(near_bands.c.key.in_(bands), near_bands.c.entry_id == entry_id)
        )
        self.connection.execute(delete(signatures).where(signatures.c.entry_id == entry_id))

    def keep_copies(self, entry_id: int, edges: Sequence[Copy], *, version: int) -> None:
        """Let these be the entries of which this one is a near-duplicate."""
        self.connection.execute(delete(copies).where(copies.c.entry_id == entry_id))
        if edges:
            self.connection.execute(
                insert(copies), [rows.columns(edge, without=()) | {"sig_version": version} for edge in edges]
            )

    def forget_bands(self, before: date) -> int:
        """Drop the lookup keys of entries of the oldest day before that one: the window moves on. Returns how many rows went, 0 when it has."""
        oldest = select(func.min(near_bands.c.day)).where(near_bands.c.day < before).scalar_subquery()
        return self.connection.execute(delete(near_bands).where(near_bands.c.day == oldest)).rowcount

    # -- actors --------------------------------------------------------------------------------------------------------

    def canonical_actors(self, keys: Iterable[str]) -> dict[str, str]:
        """Of these actor keys the ones that were merged into others: key -> the key they live on under."""
        asked = [key for key in set(keys) if key.startswith("~")]
        if not asked:
            return {}
        found = self.connection.execute(
            select(actors.c.key, actors.c.merged_into).where(actors.c.key.in_(asked), actors.c.merged_into.is_not(None))
        )
        return {row.key: row.merged_into for row in found}

    def keep_actors(self, participants: Sequence[Participant], *, now: datetime) -> None:
        """Remember provisional actors with the surfaces in which they were met, and how often: people to be linked later."""
        met: dict[str, list[Participant]] = {}
        for person in participants:
            if person.actor.startswith("~"):
                met.setdefault(person.actor, []).append(person)
        if not met:
            return
        query = select(actors.c.key, actors.c.surfaces, actors.c.seen).where(actors.c.key.in_(met))
        known = {row.key: row for row in self.connection.execute(query)}
        values = []
        for key, people in sorted(met.items()):
            first, before = people[0], known.get(key)
            surfaces = dict.fromkeys([*(before.surfaces if before else ()), *(p.surface for p in people)])
            values.append(
                {
                    "key": key, "name": first.name or first.surface, "polity": first.polity, "role": first.role,
                    "skeleton": key.partition(":")[2], "surfaces": list(surfaces)[:MOST_SURFACES],
                    "seen": len(people) + (before.seen if before else 0), "first_seen_at": now,
                }
            )  # fmt: skip
        added = self._dialect.insert(actors)
        changed = {name: added.excluded[name] for name in ("surfaces", "seen")}
        self.connection.execute(added.on_conflict_do_update(index_elements=["key"], set_=changed), values)

    def find_actor(self, key: str) -> Mapping[str, Any] | None:
        """A name that was met and not linked, by its key."""
        query = select(actors).where(actors.c.key == key, actors.c.merged_into.is_(None))
        row = self.connection.execute(query).mappings().one_or_none()
        return None if row is None else dict(row)

    def provisional_actors(self, *, limit: int = 100) -> list[Mapping[str, Any]]:
        """Names that were met and not linked, the most seen first: what knowledge lacks."""
        query = select(actors).where(actors.c.merged_into.is_(None)).order_by(actors.c.seen.desc(), actors.c.key)
        return [dict(row) for row in self.connection.execute(query.limit(limit)).mappings()]

    def merge_actor(self, key: str, into: str, *, now: datetime) -> list[int]:
        """Let a provisional actor be another one from now on. Returns ids of the meetings whose tellings name it.

        Raises:
            NotFound: the key was never met.
        """
        if not self.connection.execute(update(actors).where(actors.c.key == key).values(merged_into=into)).rowcount:
            raise NotFound(f"no provisional actor {key!r}")
        self.connection.execute(update(actors).where(actors.c.merged_into == key).values(merged_into=into))
        found = select(meeting_actors.c.meeting_id).where(meeting_actors.c.actor == key).distinct()
        return sorted(self.connection.execute(found).scalars())

    # -- how -----------------------------------------------------------------------------------------------------------

    def _index(self, meeting: Meeting, keys: Iterable[str], days: Sequence[date]) -> None:
        """Make the meeting findable under these keys on these days, and under no others."""
        id_ = meeting.id or 0
        of_keys, of_actors = _new_index(meeting, keys, days)
        wanted = {(row["key"], row["day"]): row for row in of_keys.rows}
        known = {(row.key, row.day) for row in self.connection.execute(_KEYS_OF, {"meeting": id_})}
        gone = known - wanted.keys()
        if gone and len(gone) == len(known):
            write_together(self.connection, [Delete(table=meeting_keys, column="meeting_id", values=[id_])])
        else:
            mine = meeting_keys.c.meeting_id == id_
            for key, day in sorted(gone):
                one = meeting_keys.c.key == key, meeting_keys.c.day == day
                self.connection.execute(delete(meeting_keys).where(mine, *one))
        people = {(row["actor"], row["day"]): row["polity"] for row in of_actors.rows}
        listed = self.connection.execute(_ACTORS_OF, {"meeting": id_})
        if any(people.get((row.actor, row.day), "") != row.polity for row in listed):
            write_together(self.connection, [Delete(table=meeting_actors, column="meeting_id", values=[id_])])
        added = [row for one, row in wanted.items() if one not in known]
        write_together(self.connection, [Insert(table=meeting_keys, rows=added), of_actors])


# -- what is written together --------------------------------------------------------------------------------------------


def _writes(meeting: Meeting, outcome: Outcome) -> list[Write]:
    """What an outcome brings to the tables of a meeting; its own row first, for the others point to it."""
    writes: list[Write] = []
    if outcome.facts is not None:
        row = rows.columns(meeting, without=()) | _facts(outcome.facts, outcome.rules)
        if outcome.new:
            writes.append(Insert(table=meetings, rows=[row]))
        else:
            del row["key"]
            writes.append(Update(table=meetings, rows=[row]))
    if outcome.telling is not None:
        told = outcome.telling
        row = rows.columns(told.mention, without=()) | {"language": told.language, "told_at": told.told_at}
        writes.append(Insert(table=mentions, rows=[row]))
    if outcome.steps is not None:
        writes += _life(meeting.id or 0, outcome.steps)
    return [*writes, _verdicts(outcome.verdicts), *_new_index(meeting, outcome.keys, outcome.days)]


def _verdicts(verdicts: Sequence[Decision]) -> Insert:
    return Insert(table=decisions, rows=[rows.columns(one) for one in verdicts])


def _life(meeting_id: int, steps: Sequence[Transition]) -> list[Write]:
    return [
        Delete(table=transitions, column="meeting_id", values=[meeting_id]),
        Insert(table=transitions, rows=[rows.columns(step) | {"meeting_id": meeting_id} for step in steps]),
    ]


def _new_index(meeting: Meeting, keys: Iterable[str], days: Sequence[date]) -> tuple[Insert, Insert]:
    """The rows by which a meeting is found, and those by which it is listed, each in the order of its key."""
    found_by = sorted({(_hash(key), day) for key in keys for day in days})
    people = {(p.actor, day): p.polity for p in meeting.participants for day in days[:1]}
    return (
        Insert(table=meeting_keys, rows=[{"key": key, "day": day, "meeting_id": meeting.id} for key, day in found_by]),
        Insert(
            table=meeting_actors,
            rows=[
                {"actor": actor, "day": day, "meeting_id": meeting.id, "polity": polity}
                for (actor, day), polity in sorted(people.items())
            ],
            unseen=True,
        ),
    )


def _facts(facts: Facts, rules: str) -> dict[str, Any]:
    """The columns of a meeting that are not those of its record."""
    return {"facts": _jsonable(rows.columns(facts, without=())), "day": facts.day, "rules": rules}


def _look(look: Look, most: int = MOST_CANDIDATES) -> dict[str, Any]:
    return {"keys": sorted(map(_hash, look.keys)), "first": look.first, "last": look.last, "most": most}


def _near(found: Iterable[Mapping[str, Any]]) -> list[Candidate]:
    return [Candidate(meeting_id=row["id"], facts=rows.facts(row["facts"])) for row in found]


def _word(what: str, index: int, meeting_id: int, author: str, reason: str) -> Word:
    return Word(index=index, meeting_id=meeting_id, same=what == "same", author=author, reason=reason)


def _hash(key: str) -> int:
    """A key as a signed 64-bit number, the same in every process."""
    value: int = xxhash.xxh3_64_intdigest(key.encode())
    return value - (1 << 64) if value >= 1 << 63 else value


def _jsonable(facts: dict[str, Any]) -> dict[str, Any]:
    """Days and instants as ISO text."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value.isoformat() if isinstance(value, date) else value

    return {name: plain(value) for name, value in facts.items()}


def _telling(row: rows.Row) -> Telling:
    return rows.only(Telling, row, mention=rows.mention(row))
