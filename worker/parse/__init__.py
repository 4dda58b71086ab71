"""Bytes in, records out: the pure step that reads feeds, sitemaps, listings, pages and dates. No network, no database.

parsed = parse.read_source(answer, feed)      what a source says, whatever its kind
article = parse.read_article(page, ...)       the full text of an entry's page
text = parse.to_text(html)                    plain text of any HTML
"""

from worker.errors import ParseError
from worker.parse.article import Article, read_article
from worker.parse.feed import read_feed
from worker.parse.html import to_text
from worker.parse.readers import read_source
from worker.parse.records import ParsedAuthor, ParsedEnclosure, ParsedEntry, ParsedFeed

__all__ = [
    "Article",
    "ParseError",
    "ParsedAuthor",
    "ParsedEnclosure",
    "ParsedEntry",
    "ParsedFeed",
    "read_article",
    "read_feed",
    "read_source",
    "to_text",
]
