-- The first schema, sqlite. Statements are parted by lines of two dashes only.
CREATE TABLE actors (
    "key" VARCHAR(200) NOT NULL,
    name TEXT NOT NULL,
    polity VARCHAR(20),
    role TEXT,
    skeleton VARCHAR(200) DEFAULT '' NOT NULL,
    surfaces JSON NOT NULL,
    seen INTEGER DEFAULT '0' NOT NULL,
    first_seen_at DATETIME NOT NULL,
    merged_into VARCHAR(200),
    CONSTRAINT pk_actors PRIMARY KEY ("key")
)
--
CREATE TABLE cannot_link (
    entry_id INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    author VARCHAR(200) NOT NULL,
    reason TEXT NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_cannot_link PRIMARY KEY (entry_id, "index", meeting_id)
)
--
CREATE INDEX ix_cannot_link_meeting_id ON cannot_link (meeting_id)
--
CREATE TABLE counters (
    name VARCHAR(60) NOT NULL,
    value BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (name)
)
--
CREATE TABLE decisions (
    id INTEGER NOT NULL,
    mention_id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    verdict VARCHAR(10) NOT NULL,
    score FLOAT NOT NULL,
    reasons JSON NOT NULL,
    rules VARCHAR(40) NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_decisions PRIMARY KEY (id)
)
--
CREATE INDEX ix_decisions_meeting_id ON decisions (meeting_id)
--
CREATE INDEX ix_decisions_mention_id ON decisions (mention_id)
--
CREATE TABLE feeds (
    id INTEGER NOT NULL,
    "key" VARCHAR(100) NOT NULL,
    outlet VARCHAR(200) NOT NULL,
    url TEXT NOT NULL,
    kind VARCHAR(20) NOT NULL,
    language VARCHAR(10),
    zone VARCHAR(60) NOT NULL,
    owner_group VARCHAR(100) DEFAULT '' NOT NULL,
    affiliation VARCHAR(200) DEFAULT '' NOT NULL,
    polling VARCHAR(20) DEFAULT 'outlet' NOT NULL,
    rules JSON NOT NULL,
    confidence VARCHAR(1) DEFAULT 'D' NOT NULL,
    verified_at DATE,
    origin VARCHAR(20) DEFAULT 'shipped' NOT NULL,
    paused BOOLEAN DEFAULT false NOT NULL,
    status VARCHAR(20) DEFAULT 'unproven' NOT NULL,
    status_reason TEXT DEFAULT '' NOT NULL,
    next_fetch_at DATETIME NOT NULL,
    interval_s FLOAT DEFAULT '300' NOT NULL,
    etag TEXT,
    last_modified TEXT,
    body_hash VARCHAR(64),
    failures FLOAT DEFAULT '0' NOT NULL,
    last_fetch_at DATETIME,
    last_success_at DATETIME,
    last_new_at DATETIME,
    primed_at DATETIME,
    memory JSON NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    lease_until DATETIME,
    lease_owner VARCHAR(64),
    last_error TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_feeds PRIMARY KEY (id),
    CONSTRAINT uq_feeds_key UNIQUE ("key")
)
--
CREATE INDEX ix_feeds_due ON feeds (next_fetch_at) WHERE paused = 0
--
CREATE TABLE heartbeats (
    name VARCHAR(60) NOT NULL,
    at DATETIME NOT NULL,
    detail JSON NOT NULL,
    CONSTRAINT pk_heartbeats PRIMARY KEY (name)
)
--
CREATE TABLE hosts (
    host VARCHAR(255) NOT NULL,
    next_start_at DATETIME NOT NULL,
    lease_until DATETIME,
    lease_owner VARCHAR(64),
    CONSTRAINT pk_hosts PRIMARY KEY (host)
)
--
CREATE TABLE meetings (
    id INTEGER NOT NULL,
    "key" VARCHAR(40) NOT NULL,
    status VARCHAR(20) NOT NULL,
    phase VARCHAR(20) NOT NULL,
    mode VARCHAR(20) NOT NULL,
    date DATE,
    date_sure BOOLEAN NOT NULL,
    city VARCHAR(100),
    country VARCHAR(20),
    participants JSON NOT NULL,
    topics JSON NOT NULL,
    confidence FLOAT NOT NULL,
    mentions INTEGER NOT NULL,
    languages JSON NOT NULL,
    outlets JSON NOT NULL,
    owner_groups JSON NOT NULL,
    first_told_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    day DATE NOT NULL,
    facts JSON DEFAULT '{}' NOT NULL,
    rules VARCHAR(40) DEFAULT '' NOT NULL,
    merged_into INTEGER,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_meetings PRIMARY KEY (id),
    CONSTRAINT uq_meetings_key UNIQUE ("key"),
    CONSTRAINT fk_meetings_merged_into FOREIGN KEY(merged_into) REFERENCES meetings (id)
)
--
CREATE INDEX ix_meetings_awaited ON meetings (date) WHERE phase IN ('announced', 'confirmed', 'postponed')
--
CREATE INDEX ix_meetings_day ON meetings (day, id)
--
CREATE INDEX ix_meetings_merged_into ON meetings (merged_into) WHERE merged_into IS NOT NULL
--
CREATE INDEX ix_meetings_updated_at ON meetings (updated_at)
--
CREATE TABLE must_link (
    entry_id INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    author VARCHAR(200) NOT NULL,
    reason TEXT NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_must_link PRIMARY KEY (entry_id, "index")
)
--
CREATE INDEX ix_must_link_meeting_id ON must_link (meeting_id)
--
CREATE TABLE near_bands (
    "key" BIGINT NOT NULL,
    entry_id INTEGER NOT NULL,
    day DATE NOT NULL,
    CONSTRAINT pk_near_bands PRIMARY KEY ("key", entry_id)
)
 WITHOUT ROWID
--
CREATE INDEX ix_near_bands_day ON near_bands (day)
--
CREATE TABLE notices (
    id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    subject VARCHAR(200) NOT NULL,
    text TEXT NOT NULL,
    at DATETIME NOT NULL,
    closed_at DATETIME,
    CONSTRAINT pk_notices PRIMARY KEY (id)
)
--
CREATE UNIQUE INDEX ix_notices_open ON notices (kind, subject) WHERE closed_at IS NULL
--
CREATE TABLE robots (
    origin VARCHAR(300) NOT NULL,
    text TEXT NOT NULL,
    fetched_at DATETIME NOT NULL,
    refused_at DATETIME,
    CONSTRAINT pk_robots PRIMARY KEY (origin)
)
--
CREATE TABLE silences (
    id INTEGER NOT NULL,
    author VARCHAR(200) NOT NULL,
    reason TEXT NOT NULL,
    matcher JSON NOT NULL,
    starts_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL,
    created_at DATETIME NOT NULL,
    CONSTRAINT pk_silences PRIMARY KEY (id)
)
--
CREATE INDEX ix_silences_ends_at ON silences (ends_at)
--
CREATE TABLE subscribers (
    id INTEGER NOT NULL,
    "key" VARCHAR(100) NOT NULL,
    name VARCHAR(200) NOT NULL,
    zone VARCHAR(60) NOT NULL,
    language VARCHAR(10) NOT NULL,
    digest_at TIME,
    weekdays JSON NOT NULL,
    created_at DATETIME NOT NULL,
    rules JSON NOT NULL,
    CONSTRAINT pk_subscribers PRIMARY KEY (id),
    CONSTRAINT uq_subscribers_key UNIQUE ("key")
)
--
CREATE TABLE changes (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    kind VARCHAR(20) NOT NULL,
    detail JSON NOT NULL,
    backfill BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_changes PRIMARY KEY (id),
    CONSTRAINT fk_changes_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_changes_at ON changes (at)
--
CREATE INDEX ix_changes_meeting_id ON changes (meeting_id)
--
CREATE TABLE digests (
    id INTEGER NOT NULL,
    subscriber_id INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL,
    local_day DATE NOT NULL,
    from_change INTEGER NOT NULL,
    to_change INTEGER NOT NULL,
    composed_at DATETIME NOT NULL,
    meetings INTEGER NOT NULL,
    CONSTRAINT pk_digests PRIMARY KEY (id),
    CONSTRAINT uq_digests_subscriber_id_kind_local_day UNIQUE (subscriber_id, kind, local_day),
    CONSTRAINT fk_digests_subscriber_id FOREIGN KEY(subscriber_id) REFERENCES subscribers (id) ON DELETE CASCADE
)
--
CREATE TABLE entries (
    id INTEGER NOT NULL,
    feed_id INTEGER NOT NULL,
    "key" VARCHAR(400) NOT NULL,
    address VARCHAR(400) DEFAULT '' NOT NULL,
    guid TEXT,
    url TEXT,
    title TEXT NOT NULL,
    summary TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    text_source VARCHAR(20) DEFAULT 'feed' NOT NULL,
    language VARCHAR(10),
    author TEXT,
    published_raw TEXT,
    published_at DATETIME,
    time_source VARCHAR(20) DEFAULT 'feed' NOT NULL,
    time_quality VARCHAR(20) DEFAULT 'missing' NOT NULL,
    first_seen_at DATETIME NOT NULL,
    content_hash VARCHAR(64) NOT NULL,
    revision INTEGER DEFAULT '1' NOT NULL,
    backfill BOOLEAN DEFAULT false NOT NULL,
    state VARCHAR(20) DEFAULT 'pending' NOT NULL,
    due_at DATETIME NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    lease_until DATETIME,
    lease_owner VARCHAR(64),
    last_error TEXT DEFAULT '' NOT NULL,
    page_due_at DATETIME,
    page_looks INTEGER DEFAULT '0' NOT NULL,
    page_failures INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_entries PRIMARY KEY (id),
    CONSTRAINT uq_entries_feed_id_key UNIQUE (feed_id, "key"),
    CONSTRAINT fk_entries_feed_id FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_entries_address ON entries (feed_id, address) WHERE address <> ''
--
CREATE INDEX ix_entries_content_hash ON entries (content_hash)
--
CREATE INDEX ix_entries_first_seen_at ON entries (first_seen_at)
--
CREATE INDEX ix_entries_page_due ON entries (page_due_at) WHERE page_due_at IS NOT NULL
--
CREATE INDEX ix_entries_pending ON entries (due_at) WHERE state = 'pending'
--
CREATE TABLE fetches (
    id INTEGER NOT NULL,
    feed_id INTEGER NOT NULL,
    at DATETIME NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    http_status INTEGER,
    entries INTEGER DEFAULT '0' NOT NULL,
    new INTEGER DEFAULT '0' NOT NULL,
    changed INTEGER DEFAULT '0' NOT NULL,
    bytes INTEGER DEFAULT '0' NOT NULL,
    seconds FLOAT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_fetches PRIMARY KEY (id),
    CONSTRAINT fk_fetches_feed_id FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_fetches_feed_at ON fetches (feed_id, at)
--
CREATE TABLE holes (
    id INTEGER NOT NULL,
    feed_id INTEGER NOT NULL,
    from_at DATETIME NOT NULL,
    to_at DATETIME NOT NULL,
    reason TEXT NOT NULL,
    closed_at DATETIME,
    CONSTRAINT pk_holes PRIMARY KEY (id),
    CONSTRAINT uq_holes_feed_id_from_at UNIQUE (feed_id, from_at),
    CONSTRAINT fk_holes_feed_id FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE CASCADE
)
--
CREATE TABLE meeting_actors (
    actor VARCHAR(200) NOT NULL,
    day DATE NOT NULL,
    meeting_id INTEGER NOT NULL,
    polity VARCHAR(20),
    CONSTRAINT pk_meeting_actors PRIMARY KEY (actor, day, meeting_id),
    CONSTRAINT fk_meeting_actors_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE INDEX ix_meeting_actors_meeting_id ON meeting_actors (meeting_id)
--
CREATE TABLE meeting_keys (
    "key" BIGINT NOT NULL,
    day DATE NOT NULL,
    meeting_id INTEGER NOT NULL,
    CONSTRAINT pk_meeting_keys PRIMARY KEY ("key", day, meeting_id),
    CONSTRAINT fk_meeting_keys_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE INDEX ix_meeting_keys_meeting_id ON meeting_keys (meeting_id)
--
CREATE TABLE recipients (
    id INTEGER NOT NULL,
    subscriber_id INTEGER NOT NULL,
    channel VARCHAR(20) NOT NULL,
    address TEXT NOT NULL,
    label VARCHAR(200) NOT NULL,
    dead_at DATETIME,
    dead_reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_recipients PRIMARY KEY (id),
    CONSTRAINT uq_recipients_subscriber_id_channel_address UNIQUE (subscriber_id, channel, address),
    CONSTRAINT fk_recipients_subscriber_id FOREIGN KEY(subscriber_id) REFERENCES subscribers (id) ON DELETE CASCADE
)
--
CREATE TABLE transitions (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    phase VARCHAR(20) NOT NULL,
    at DATETIME NOT NULL,
    mention_id INTEGER,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_transitions PRIMARY KEY (id),
    CONSTRAINT fk_transitions_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_transitions_meeting_id ON transitions (meeting_id)
--
CREATE TABLE watches (
    id INTEGER NOT NULL,
    "key" VARCHAR(100) NOT NULL,
    subscriber_id INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    rule JSON NOT NULL,
    notify VARCHAR(20) NOT NULL,
    options JSON NOT NULL,
    created_at DATETIME NOT NULL,
    paused BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_watches PRIMARY KEY (id),
    CONSTRAINT uq_watches_key UNIQUE ("key"),
    CONSTRAINT fk_watches_subscriber_id FOREIGN KEY(subscriber_id) REFERENCES subscribers (id) ON DELETE CASCADE
)
--
CREATE TABLE alerts (
    id INTEGER NOT NULL,
    watch_id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    kind VARCHAR(60) NOT NULL,
    reasons JSON NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_alerts PRIMARY KEY (id),
    CONSTRAINT uq_alerts_watch_id_meeting_id_kind UNIQUE (watch_id, meeting_id, kind),
    CONSTRAINT fk_alerts_watch_id FOREIGN KEY(watch_id) REFERENCES watches (id) ON DELETE CASCADE,
    CONSTRAINT fk_alerts_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_alerts_meeting_id ON alerts (meeting_id)
--
CREATE INDEX ix_alerts_watch_at ON alerts (watch_id, at)
--
CREATE TABLE assessments (
    entry_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    language VARCHAR(10) NOT NULL,
    confidence FLOAT NOT NULL,
    reasons JSON NOT NULL,
    version VARCHAR(40) NOT NULL,
    meetings INTEGER NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_assessments PRIMARY KEY (entry_id),
    CONSTRAINT fk_assessments_entry_id FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE
)
--
CREATE TABLE copies (
    entry_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL,
    jaccard FLOAT NOT NULL,
    containment FLOAT NOT NULL,
    sig_version INTEGER NOT NULL,
    CONSTRAINT pk_copies PRIMARY KEY (entry_id, other_id),
    CONSTRAINT fk_copies_entry_id FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE,
    CONSTRAINT fk_copies_other_id FOREIGN KEY(other_id) REFERENCES entries (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_copies_other_id ON copies (other_id)
--
CREATE TABLE entry_revisions (
    entry_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    content_hash VARCHAR(64) NOT NULL,
    seen_at DATETIME NOT NULL,
    changed JSON NOT NULL,
    CONSTRAINT pk_entry_revisions PRIMARY KEY (entry_id, revision),
    CONSTRAINT fk_entry_revisions_entry_id FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE
)
--
CREATE TABLE mentions (
    id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    status VARCHAR(20) NOT NULL,
    mode VARCHAR(20) NOT NULL,
    date DATE,
    date_sure BOOLEAN NOT NULL,
    city VARCHAR(100),
    country VARCHAR(20),
    participants JSON NOT NULL,
    topics JSON NOT NULL,
    confidence FLOAT NOT NULL,
    evidence JSON NOT NULL,
    language VARCHAR(10) NOT NULL,
    told_at DATETIME NOT NULL,
    CONSTRAINT pk_mentions PRIMARY KEY (id),
    CONSTRAINT uq_mentions_entry_id_index UNIQUE (entry_id, "index"),
    CONSTRAINT fk_mentions_entry_id FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE,
    CONSTRAINT fk_mentions_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id)
)
--
CREATE INDEX ix_mentions_meeting_id ON mentions (meeting_id)
--
CREATE TABLE signatures (
    entry_id INTEGER NOT NULL,
    sig_version INTEGER NOT NULL,
    signature BLOB NOT NULL,
    shingles INTEGER NOT NULL,
    day DATE NOT NULL,
    CONSTRAINT pk_signatures PRIMARY KEY (entry_id),
    CONSTRAINT fk_signatures_entry_id FOREIGN KEY(entry_id) REFERENCES entries (id) ON DELETE CASCADE
)
--
CREATE TABLE deliveries (
    id INTEGER NOT NULL,
    "key" VARCHAR(120) NOT NULL,
    recipient_id INTEGER NOT NULL,
    channel VARCHAR(20) NOT NULL,
    message JSON NOT NULL,
    state VARCHAR(10) DEFAULT 'pending' NOT NULL,
    due_at DATETIME NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    lease_until DATETIME,
    lease_owner VARCHAR(64),
    last_error TEXT DEFAULT '' NOT NULL,
    external_id TEXT,
    created_at DATETIME NOT NULL,
    sent_at DATETIME,
    alert_id INTEGER,
    digest_id INTEGER,
    thread VARCHAR(120),
    CONSTRAINT pk_deliveries PRIMARY KEY (id),
    CONSTRAINT uq_deliveries_key UNIQUE ("key"),
    CONSTRAINT fk_deliveries_recipient_id FOREIGN KEY(recipient_id) REFERENCES recipients (id) ON DELETE CASCADE,
    CONSTRAINT fk_deliveries_alert_id FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE SET NULL,
    CONSTRAINT fk_deliveries_digest_id FOREIGN KEY(digest_id) REFERENCES digests (id) ON DELETE SET NULL
)
--
CREATE INDEX ix_deliveries_alert_id ON deliveries (alert_id)
--
CREATE INDEX ix_deliveries_due ON deliveries (due_at) WHERE state = 'pending'
--
CREATE INDEX ix_deliveries_recipient_created ON deliveries (recipient_id, created_at)
--
CREATE INDEX ix_deliveries_thread ON deliveries (thread, recipient_id)
--
CREATE TABLE waits (
    id INTEGER NOT NULL,
    alert_id INTEGER NOT NULL,
    recipient_id INTEGER NOT NULL,
    group_key VARCHAR(200) NOT NULL,
    purpose VARCHAR(20) NOT NULL,
    due_at DATETIME NOT NULL,
    state VARCHAR(10) NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    created_at DATETIME NOT NULL,
    told_at DATETIME,
    CONSTRAINT pk_waits PRIMARY KEY (id),
    CONSTRAINT uq_waits_alert_id_recipient_id_purpose UNIQUE (alert_id, recipient_id, purpose),
    CONSTRAINT fk_waits_alert_id FOREIGN KEY(alert_id) REFERENCES alerts (id) ON DELETE CASCADE,
    CONSTRAINT fk_waits_recipient_id FOREIGN KEY(recipient_id) REFERENCES recipients (id) ON DELETE CASCADE
)
--
CREATE INDEX ix_waits_due ON waits (due_at) WHERE state = 'waiting'
--
CREATE INDEX ix_waits_group ON waits (recipient_id, group_key)
