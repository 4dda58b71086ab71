"""Bytes in, records out: the pure step that reads feeds, sitemaps, pages and dates. No network, no database."""

from worker.errors import ParseError
from worker.parse.feed import read_feed
from worker.parse.records import ParsedAuthor, ParsedEnclosure, ParsedEntry, ParsedFeed

__all__ = ["ParseError", "ParsedAuthor", "ParsedEnclosure", "ParsedEntry", "ParsedFeed", "read_feed"]
