"""The typical build of such a pipeline, as a yardstick: each step with the library one would reach for first, one entry at a time.

feedparser, BeautifulSoup, py3langid, flashtext over 20,000 names, datasketch MinHash LSH, SQLAlchemy's ORM with a commit for each entry. What it
does *not* do: extract participants, places, dates; fold tellings into meetings; alert. It is the lighter job.
"""

import random
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import py3langid
from bs4 import BeautifulSoup
from datasketch import MinHash, MinHashLSH
from flashtext import KeywordProcessor
from sqlalchemy import DateTime, String, Text, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(String(300), unique=True)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(10))
    names: Mapped[str] = mapped_column(Text)
    copy_of: Mapped[str | None] = mapped_column(Text)
    seen_at: Mapped[datetime] = mapped_column(DateTime)


class Typical:
    """Opens its tables and dictionaries once; `feed` takes one feed's bytes."""

    def __init__(self, folder: Path) -> None:
        self.engine = create_engine(f"sqlite:///{folder / 'typical.sqlite3'}")
        Base.metadata.create_all(self.engine)
        rng = random.Random(1)
        self.names = KeywordProcessor()
        for _ in range(20_000):
            self.names.add_keyword(
                " ".join("".join(rng.choice("abcdefghijklmnoprstuvz") for _ in range(6)) for _ in range(2))
            )
        for name in (
            "Nechirvan Barzani",
            "Masrour Barzani",
            "Fuad Hussein",
            "نيجيرفان بارزاني",
            "مسرور بارزاني",
            "فؤاد حسين",
        ):
            self.names.add_keyword(name)
        self.lsh = MinHashLSH(threshold=0.5, num_perm=128)
        py3langid.classify("warm up")

    def feed(self, body: bytes) -> int:
        """Parse, analyse and store one feed; returns how many entries were stored."""
        stored = 0
        for entry in feedparser.parse(body).entries:
            html = entry.content[0].value if entry.get("content") else entry.get("summary", "")
            text = BeautifulSoup(html, "html.parser").get_text(" ")
            language = py3langid.classify(text)[0]
            found = self.names.extract_keywords(text)
            signature = MinHash(num_perm=128)
            words = text.split()
            for start in range(len(words) - 2):
                signature.update(" ".join(words[start : start + 3]).encode())
            twins = self.lsh.query(signature)
            with Session(self.engine) as session:
                if session.scalars(select(Row).where(Row.guid == entry.id)).first() is None:
                    session.add(
                        Row(
                            guid=entry.id,
                            title=entry.title,
                            text=text,
                            language=language,
                            names="|".join(found),
                            copy_of=str(twins[0]) if twins else None,
                            seen_at=datetime.now(UTC),
                        )
                    )
                    session.commit()
                    self.lsh.insert(entry.id, signature, check_duplication=False)
                    stored += 1
        return stored
