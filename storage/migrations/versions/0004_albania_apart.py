"""Watches, silences and routes that name AL, the code that Albania and the Arab League shared: they go on to mean both, under both codes of today."""

import re
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

_OF_BOTH = re.compile(r"([~@]?)AL(?=$|[/:])")  # a polity, its office, a person of no list, an unnamed office


def upgrade() -> None:
    connection = op.get_bind()
    for table, column, widen in (
        ("watches", "rule", _node),
        ("silences", "matcher", _matcher),
        ("subscribers", "rules", _routes),
    ):
        there = sa.table(table, sa.column("id"), sa.column(column, sa.JSON().with_variant(JSONB, "postgresql")))
        for id_, kept in connection.execute(sa.select(there.c.id, there.c[column])).all():
            widened = widen(kept)
            if widened != kept:
                connection.execute(sa.update(there).where(there.c.id == id_).values({column: widened}))


def _matcher(matcher: dict[str, Any]) -> dict[str, Any]:
    return {**matcher, "rule": _node(matcher["rule"])} if "rule" in matcher else matcher


def _routes(rules: dict[str, Any]) -> dict[str, Any]:
    routes = [{**one, "match": _node(one["match"])} if "match" in one else one for one in rules.get("routes", ())]
    return {**rules, "routes": routes} if routes else rules


def _node(rule: dict[str, Any]) -> dict[str, Any]:
    return {key: _part(key, value) for key, value in rule.items()}


def _part(key: str, value: Any) -> Any:
    if key in ("all", "any"):
        return [_node(one) for one in value]
    if key == "not":
        return _node(value)
    if key == "pair":
        pairs = [value] if all(isinstance(one, str) for one in value) else value
        crossed = [[one, other] for pair in pairs for one in _codes(pair[0]) for other in _codes(pair[1])]
        return crossed if len(crossed) > len(pairs) else value
    if key in ("polity", "office", "actor"):
        given = [value] if isinstance(value, str) else value
        both = [code for one in given for code in _codes(one)]
        return both if len(both) > len(given) else value
    return value


def _codes(value: str) -> list[str]:
    return list(dict.fromkeys((value, _OF_BOTH.sub(r"\1ALB", value, count=1)))) if _OF_BOTH.match(value) else [value]
