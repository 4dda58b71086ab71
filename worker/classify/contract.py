"""The command line contract: JSON Lines in, one JSON line out for each.

In: `{id, title, text, published?, lang?, outlet?, url?}`. Out: `{id, lang, meetings: [{meeting, status, mode, date, city, country,
confidence, participants: [{name, surface, role, polity, lead, actor}], topics, evidence}]}` and, without a meeting, `reasons`. `meeting` is
null unless items are resolved against each other. A line that cannot be read gives `{id, line, error, lang, meetings: []}`; the stream goes on.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import IO, Any

from storage.records import Assessment, Mention
from worker.classify.assess import assess_text
from worker.knowledge.load import Knowledge, load_knowledge

Line = dict[str, Any]
_GUIDE = {"ALB": "AL"}  # Albania's code is the Arab League's id; the guide of labels writes it for both
KeysOf = Callable[[Line, Assessment], Iterable[str | None]]  # the meeting of each mention


def published_of(value: object) -> datetime | date | None:
    """An instant or a day; None where there is none. ValueError for what is neither."""
    if value is None or value == "":
        return None
    text = str(value)
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text)


def assess_item(item: Line, knowledge: Knowledge) -> Assessment:
    return assess_text(
        str(item.get("title") or ""), str(item.get("text") or ""), knowledge, published=published_of(item.get("published")),
        language=item.get("lang"), outlet=item.get("outlet"), url=item.get("url"),
    )  # fmt: skip


def as_line(item_id: object, answer: Assessment, keys: Iterable[str | None] = ()) -> Line:
    named = list(keys) or [None] * len(answer.mentions)
    line: Line = {
        "id": item_id,
        "lang": answer.language,
        "meetings": [as_meeting(m, key) for m, key in zip(answer.mentions, named, strict=True)],
    }
    if not answer.mentions:
        line["reasons"] = list(answer.reasons)
    return line


def as_meeting(m: Mention, key: str | None) -> Line:
    return {
        "meeting": key,
        "status": str(m.status),
        "mode": str(m.mode),
        "date": m.date.isoformat() if m.date else None,
        "city": m.city,
        "country": m.country,
        "confidence": m.confidence,
        "participants": [
            {
                "name": p.name,
                "surface": p.surface,
                "role": p.role,
                "polity": _GUIDE.get(p.polity or "", p.polity),
                "lead": p.lead,
                "actor": p.actor,
            }
            for p in m.participants
        ],
        "topics": list(m.topics),
        "evidence": [
            {"field": e.field, "rule": e.rule, "start": e.start, "end": e.end, "text": e.text, "note": e.note}
            for e in m.evidence
        ],
    }


def answers(
    lines: Iterable[str | bytes], knowledge: Knowledge, *, keys_of: KeysOf = lambda line, answer: ()
) -> Iterator[Line]:
    """One answer for each line that is not blank, as soon as it is read. `keys_of` resolves items against each other."""
    for number, raw in enumerate(lines, 1):
        item_id: object = None
        try:
            text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
            if not text.strip():
                continue
            item = _parsed(text)
            if not isinstance(item, dict):
                raise ValueError("expected an object")
            item_id = item.get("id")
            answer = assess_item(item, knowledge)
            yield as_line(item_id, answer, keys_of(item, answer))
        except ValueError as error:
            yield _unread(item_id, number, str(error))
        except Exception as error:  # a fault of ours in one item must not end a stream of many
            yield _unread(item_id, number, f"{type(error).__name__}: {error}")


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON at character {error.pos + 1}: {error.msg}") from error


def _unread(item_id: object, number: int, error: str) -> Line:
    return {"id": item_id, "line": number, "error": error[:200], "lang": None, "meetings": []}


def run(source: IO[bytes], target: IO[str], knowledge: Knowledge | None = None) -> int:
    """Answer every line of `source` on `target`, flushed line by line. Returns the number of lines that could not be read."""
    known = knowledge or load_knowledge()
    bad = 0
    for line in answers(source, known):
        bad += "error" in line
        target.write(json.dumps(line, ensure_ascii=False) + "\n")
        target.flush()
    return bad


if __name__ == "__main__":
    run(sys.stdin.buffer, sys.stdout)
