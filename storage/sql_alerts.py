"""Verbs about who is told: subscribers, watches, alerts, the outbox, digests."""

from sqlalchemy import Connection


class AlertRows:
    connection: Connection
