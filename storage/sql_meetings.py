"""Verbs about mentions and meetings: candidates under a lock, what was decided, the life of a meeting, the change log."""

from sqlalchemy import Connection


class MeetingRows:
    connection: Connection
