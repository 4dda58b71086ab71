"""Small feeds to read in tests: only what a case is about has to be named."""

from worker.parse import ParsedEntry, ParsedFeed, read_feed

SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
URL = "https://outlet.example/news/feed.xml"


def rss(item: str = "", channel: str = "<title>Outlet</title>") -> bytes:
    body = f"<item>{item}</item>" if item else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {SPACES}><channel>{channel}{body}</channel></rss>'.encode()


def atom(entry: str = "", feed: str = "<title>Outlet</title>", attributes: str = "") -> bytes:
    body = f"<entry>{entry}</entry>" if entry else ""
    spaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    return f'<?xml version="1.0" encoding="UTF-8"?><feed {spaces} {attributes}>{feed}{body}</feed>'.encode()


def entry_of(body: bytes, url: str | None = URL) -> ParsedEntry:
    feed = read_feed(body, url=url)
    assert len(feed.entries) == 1
    return feed.entries[0]


def feed_of(body: bytes, url: str | None = URL) -> ParsedFeed:
    return read_feed(body, url=url)
