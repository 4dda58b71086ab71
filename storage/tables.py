"""The schema, with the constraints the code relies on. One MetaData for SQLite and PostgreSQL.

Every unit of work is a row with `due_at`, `attempts`, `lease_until`, `lease_owner`: the database is the queue
(docs/adr/0002-the-database-is-the-queue.md). Instants are aware UTC in Python, `timestamptz` in PostgreSQL, ISO text in SQLite.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases. Naive values are refused: a missing zone is a bug, not a default."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def bind_processor(self, dialect: Dialect) -> Any:
        """As `process_bind_param` and what SQLAlchemy does behind it, in one step: a batch of entries has thousands of instants."""
        return super().bind_processor(dialect) if dialect.name == "postgresql" else instant_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return super().result_processor(dialect, coltype) if dialect.name == "postgresql" else read_instant

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}, expected an aware one")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def instant_text(value: datetime | None) -> str | None:
    """An instant as SQLite keeps it: UTC to the microsecond, without offset."""
    if value is None:
        return None
    if value.tzinfo is not UTC:
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}, expected an aware one")
        value = value.astimezone(UTC)
    return _utc_text(value)


@lru_cache(maxsize=1024)  # most rows of a batch share the time at which they are written
def _utc_text(value: datetime) -> str:
    return value.isoformat(" ", "microseconds")[:26]


def read_instant(text: str | None) -> datetime | None:
    """An instant out of SQLite."""
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Id = BigInteger().with_variant(Integer, "sqlite")
JsonObject = JSON().with_variant(JSONB, "postgresql")


def _id() -> Column[Any]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _lease() -> tuple[Column[Any], ...]:
    return (
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("lease_until", Instant),
        Column("lease_owner", String(64)),
        Column("last_error", Text, nullable=False, server_default=""),
    )


# -- where news comes from ---------------------------------------------------------------------------------------------

feeds = Table(
    "feeds",
    metadata,
    _id(),
    Column("key", String(100), nullable=False, unique=True),
    Column("outlet", String(200), nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("language", String(10)),
    Column("zone", String(60), nullable=False),
    Column("owner_group", String(100), nullable=False, server_default=""),
    Column("affiliation", String(200), nullable=False, server_default=""),
    Column("side", String(20)),  # the polity whose own account it gives
    Column("polling", String(20), nullable=False, server_default="outlet"),
    Column("rules", JsonObject, nullable=False),
    Column("confidence", String(1), nullable=False, server_default="D"),
    Column("verified_at", Date),
    Column("origin", String(20), nullable=False, server_default="shipped"),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    # what fetching has learnt
    Column("status", String(20), nullable=False, server_default="unproven"),
    Column("status_reason", Text, nullable=False, server_default=""),
    Column("next_fetch_at", Instant, nullable=False),
    Column("interval_s", Float, nullable=False, server_default="300"),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("failures", Float, nullable=False, server_default="0"),
    Column("last_fetch_at", Instant),
    Column("last_success_at", Instant),
    Column("last_new_at", Instant),
    Column("primed_at", Instant),
    Column("memory", JsonObject, nullable=False),
    *_lease(),
    postgresql_with={"fillfactor": 60},  # a lease taken or given back then stays on its page and touches no index
)
Index(
    "ix_feeds_due",
    feeds.c.next_fetch_at,
    postgresql_where=text("NOT paused"),
    sqlite_where=text("paused = 0"),  # as the claim says it there: each database proves it by its own words
)

hosts = Table(  # politeness, shared by all workers: one request in flight per registrable host, a gap between starts
    "hosts",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("next_start_at", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("lease_owner", String(64)),
)

robots = Table(  # robots.txt of each origin that pages were read from
    "robots",
    metadata,
    Column("origin", String(300), primary_key=True),
    Column("text", Text, nullable=False),
    Column("fetched_at", Instant, nullable=False),
    Column("refused_at", Instant),  # when a page there refused us last
)

fetches = Table(
    "fetches",
    metadata,
    _id(),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("http_status", Integer),
    Column("entries", Integer, nullable=False, server_default="0"),
    Column("new", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("bytes", Integer, nullable=False, server_default="0"),
    Column("seconds", Float, nullable=False, server_default="0"),
    Index("ix_fetches_feed_at", "feed_id", "at"),
)

holes = Table(
    "holes",
    metadata,
    _id(),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("from_at", Instant, nullable=False),
    Column("to_at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    Column("closed_at", Instant),
    UniqueConstraint("feed_id", "from_at"),
)

entries = Table(
    "entries",
    metadata,
    _id(),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(400), nullable=False),
    Column("address", String(400), nullable=False, server_default=""),
    Column("guid", Text),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Column("text_source", String(20), nullable=False, server_default="feed"),
    Column("language", String(10)),
    Column("author", Text),
    Column("published_raw", Text),
    Column("published_at", Instant),
    Column("time_source", String(20), nullable=False, server_default="feed"),
    Column("time_quality", String(20), nullable=False, server_default="missing"),
    Column("first_seen_at", Instant, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("backfill", Boolean, nullable=False, server_default=text("false")),
    # work: pending -> assessed | quarantined; a new revision is pending again
    Column("state", String(20), nullable=False, server_default="pending"),
    Column("due_at", Instant, nullable=False),
    *_lease(),
    # its page: when it is looked at next, None for never
    Column("page_due_at", Instant),
    Column("page_looks", Integer, nullable=False, server_default="0"),
    Column("page_failures", Integer, nullable=False, server_default="0"),
    UniqueConstraint("feed_id", "key"),
)
Index(
    "ix_entries_page_due",
    entries.c.page_due_at,
    postgresql_where=text("page_due_at IS NOT NULL"),
    sqlite_where=text("page_due_at IS NOT NULL"),
)
Index(
    "ix_entries_pending",
    entries.c.due_at,
    postgresql_where=text("state = 'pending'"),
    sqlite_where=text("state = 'pending'"),
)
Index(
    "ix_entries_quarantined",
    entries.c.id,
    postgresql_where=text("state = 'quarantined'"),
    sqlite_where=text("state = 'quarantined'"),
)
Index(
    "ix_entries_address",
    entries.c.feed_id,
    entries.c.address,
    postgresql_where=text("address <> ''"),
    sqlite_where=text("address <> ''"),
)
Index("ix_entries_first_seen_at", entries.c.first_seen_at)
Index("ix_entries_content_hash", entries.c.content_hash)

entry_revisions = Table(
    "entry_revisions",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("changed", JsonObject, nullable=False),
)

assessments = Table(
    "assessments",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("language", String(10), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reasons", JsonObject, nullable=False),
    Column("version", String(40), nullable=False),
    Column("meetings", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

# -- near-duplicate text -----------------------------------------------------------------------------------------------

signatures = Table(
    "signatures",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("sig_version", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("shingles", Integer, nullable=False),
    Column("day", Date, nullable=False),
)

near_bands = Table(
    "near_bands",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("entry_id", Id, primary_key=True),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_near_bands_day", near_bands.c.day)

copies = Table(
    "copies",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), nullable=False),  # identical | copy | excerpt | contains
    Column("jaccard", Float, nullable=False),
    Column("containment", Float, nullable=False),
    Column("sig_version", Integer, nullable=False),
    Index("ix_copies_other_id", "other_id"),
)

# -- actors, mentions, meetings ----------------------------------------------------------------------------------------

actors = Table(
    "actors",
    metadata,
    Column("key", String(200), primary_key=True),  # id of a known actor, or ~POLITY:skeleton
    Column("name", Text, nullable=False),
    Column("polity", String(20)),
    Column("role", Text),
    Column("skeleton", String(200), nullable=False, server_default=""),
    Column("surfaces", JsonObject, nullable=False),
    Column("seen", Integer, nullable=False, server_default="0"),
    Column("first_seen_at", Instant, nullable=False),
    Column("merged_into", String(200)),
)

meetings = Table(
    "meetings",
    metadata,
    _id(),
    Column("key", String(40), nullable=False, unique=True),
    Column("status", String(20), nullable=False),
    Column("phase", String(20), nullable=False),
    Column("mode", String(20), nullable=False),
    Column("date", Date),
    Column("date_sure", Boolean, nullable=False),
    Column("city", String(100)),
    Column("country", String(20)),
    Column("participants", JsonObject, nullable=False),
    Column("topics", JsonObject, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("languages", JsonObject, nullable=False),
    Column("outlets", JsonObject, nullable=False),
    Column("owner_groups", JsonObject, nullable=False),
    Column("first_told_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column(
        "day", Date, nullable=False
    ),  # `date`, or the day it was first told where no text gives one: for lists and order
    Column("facts", JsonObject, nullable=False, server_default="{}"),  # what is confirmed: records.Facts
    Column("rules", String(40), nullable=False, server_default=""),  # version of the matching rules that made it so
    Column("merged_into", ForeignKey("meetings.id")),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_meetings_day", meetings.c.day, meetings.c.id)
Index(
    "ix_meetings_merged_into",
    meetings.c.merged_into,
    postgresql_where=text("merged_into IS NOT NULL"),
    sqlite_where=text("merged_into IS NOT NULL"),
)
Index(
    "ix_meetings_awaited",  # announced and not yet reported: what time may turn into "no report"
    meetings.c.date,
    postgresql_where=text("phase IN ('announced', 'confirmed', 'postponed')"),
    sqlite_where=text("phase IN ('announced', 'confirmed', 'postponed')"),
)
Index("ix_meetings_updated_at", meetings.c.updated_at)

meeting_keys = Table(  # the only index that matching needs: hashes of actor, office and surname keys, by day
    "meeting_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("ix_meeting_keys_meeting_id", meeting_keys.c.meeting_id)

meeting_actors = Table(  # who took part, for lists and counts by actor and polity
    "meeting_actors",
    metadata,
    Column("actor", String(200), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
    Column("polity", String(20)),
    sqlite_with_rowid=False,
)
Index("ix_meeting_actors_meeting_id", meeting_actors.c.meeting_id)

mentions = Table(
    "mentions",
    metadata,
    _id(),
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("index", Integer, nullable=False),
    Column("meeting_id", ForeignKey("meetings.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("mode", String(20), nullable=False),
    Column("date", Date),
    Column("date_sure", Boolean, nullable=False),
    Column("city", String(100)),
    Column("country", String(20)),
    Column("participants", JsonObject, nullable=False),
    Column("topics", JsonObject, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("evidence", JsonObject, nullable=False),
    Column("language", String(10), nullable=False),
    Column("told_at", Instant, nullable=False),
    UniqueConstraint("entry_id", "index"),
    Index("ix_mentions_meeting_id", "meeting_id"),
)

transitions = Table(
    "transitions",
    metadata,
    _id(),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
    Column("phase", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("mention_id", Id),
    Column("reason", Text, nullable=False, server_default=""),
    Index("ix_transitions_meeting_id", "meeting_id"),
)

decisions = Table(
    "decisions",
    metadata,
    _id(),
    Column("mention_id", Id, nullable=False),
    Column("meeting_id", Id, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", JsonObject, nullable=False),
    Column("rules", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_decisions_mention_id", "mention_id"),
    Index("ix_decisions_meeting_id", "meeting_id"),
)

cannot_link = Table(  # a person has said that this telling is not of this meeting; kept against later runs
    "cannot_link",
    metadata,
    Column("entry_id", Id, primary_key=True),
    Column("index", Integer, primary_key=True),
    Column("meeting_id", Id, primary_key=True),
    Column("author", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_cannot_link_meeting_id", "meeting_id"),
)

must_link = Table(  # a person has said that this telling is of this meeting; kept against later runs
    "must_link",
    metadata,
    Column("entry_id", Id, primary_key=True),
    Column("index", Integer, primary_key=True),
    Column("meeting_id", Id, nullable=False),
    Column("author", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_must_link_meeting_id", "meeting_id"),
)

changes = Table(  # one row for each committed change of a meeting, in order: what digests and live updates follow
    "changes",
    metadata,
    _id(),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),  # new | transition | report | corrected | merged | split
    Column("detail", JsonObject, nullable=False),
    Column("backfill", Boolean, nullable=False, server_default=text("false")),
    Index("ix_changes_meeting_id", "meeting_id"),
    Index("ix_changes_at", "at"),
)

# -- who is told -------------------------------------------------------------------------------------------------------

subscribers = Table(
    "subscribers",
    metadata,
    _id(),
    Column("key", String(100), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("language", String(10), nullable=False),
    Column("digest_at", Time),
    Column("weekdays", JsonObject, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("rules", JsonObject, nullable=False),
)

recipients = Table(
    "recipients",
    metadata,
    _id(),
    Column("subscriber_id", ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("address", Text, nullable=False),
    Column("label", String(200), nullable=False),
    Column("dead_at", Instant),
    Column("dead_reason", Text, nullable=False, server_default=""),
    UniqueConstraint("subscriber_id", "channel", "address"),
)

watches = Table(
    "watches",
    metadata,
    _id(),
    Column("key", String(100), nullable=False, unique=True),
    Column("subscriber_id", ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("rule", JsonObject, nullable=False),
    Column("notify", String(20), nullable=False),
    Column("options", JsonObject, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
)

alerts = Table(
    "alerts",
    metadata,
    _id(),
    Column("watch_id", ForeignKey("watches.id", ondelete="CASCADE"), nullable=False),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("reasons", JsonObject, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("watch_id", "meeting_id", "kind"),
    Index("ix_alerts_meeting_id", "meeting_id"),
    Index("ix_alerts_watch_at", "watch_id", "at"),
)

silences = Table(
    "silences",
    metadata,
    _id(),
    Column("author", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("matcher", JsonObject, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_silences_ends_at", "ends_at"),
)

waits = Table(  # alerts that are not told at once: grouped, in quiet hours, over the ceiling, held back
    "waits",
    metadata,
    _id(),
    Column("alert_id", ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
    Column("recipient_id", ForeignKey("recipients.id", ondelete="CASCADE"), nullable=False),
    Column("group_key", String(200), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    Column("told_at", Instant),
    UniqueConstraint("alert_id", "recipient_id", "purpose"),
    Index("ix_waits_group", "recipient_id", "group_key"),
)
Index(
    "ix_waits_due",
    waits.c.due_at,
    postgresql_where=text("state = 'waiting'"),
    sqlite_where=text("state = 'waiting'"),
)

digests = Table(
    "digests",
    metadata,
    _id(),
    Column("subscriber_id", ForeignKey("subscribers.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("local_day", Date, nullable=False),
    Column("from_change", Id, nullable=False),
    Column("to_change", Id, nullable=False),
    Column("composed_at", Instant, nullable=False),
    Column("meetings", Integer, nullable=False),
    UniqueConstraint("subscriber_id", "kind", "local_day"),
)

deliveries = Table(  # the outbox
    "deliveries",
    metadata,
    _id(),
    Column("key", String(120), nullable=False, unique=True),
    Column("recipient_id", ForeignKey("recipients.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("message", JsonObject, nullable=False),
    Column("state", String(10), nullable=False, server_default="pending"),
    Column("due_at", Instant, nullable=False),
    *_lease(),
    Column("external_id", Text),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("alert_id", ForeignKey("alerts.id", ondelete="SET NULL")),
    Column("digest_id", ForeignKey("digests.id", ondelete="SET NULL")),
    Column("thread", String(120)),
    Index("ix_deliveries_recipient_created", "recipient_id", "created_at"),
    Index("ix_deliveries_thread", "thread", "recipient_id"),
)
Index(
    "ix_deliveries_due",
    deliveries.c.due_at,
    postgresql_where=text("state = 'pending'"),
    sqlite_where=text("state = 'pending'"),
)
Index(
    "ix_deliveries_dead",
    deliveries.c.id,
    postgresql_where=text("state = 'dead'"),
    sqlite_where=text("state = 'dead'"),
)
Index("ix_deliveries_alert_id", deliveries.c.alert_id)

# -- housekeeping ------------------------------------------------------------------------------------------------------

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", String(60), primary_key=True),  # tick, fetch, process, dispatch, summarise
    Column("at", Instant, nullable=False),
    Column("detail", JsonObject, nullable=False),
)

notices = Table(  # what the operator should know: a quiet source, a quarantined entry, a dead channel
    "notices",
    metadata,
    _id(),
    Column("kind", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index(
        "ix_notices_open",
        "kind",
        "subject",
        unique=True,
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", BigInteger, nullable=False, server_default="0"),
)
