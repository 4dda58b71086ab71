"""`diwan actors`: names that the news knows and the knowledge does not."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from storage.sql import Transaction
from worker.cli_out import AsJson, console, escape, open_store, print_json

actors_app = typer.Typer(help="Actors: people and bodies in the news.", no_args_is_help=True)


@actors_app.callback()
def _group() -> None:
    """Actors: people and bodies in the news."""


@actors_app.command("suggest")
def suggest(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many names.")] = 20,
    least: Annotated[int, typer.Option("--least", min=1, help="Seen at least so often.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Names seen often and not yet known: their spellings, a sentence each, and a block for worker/knowledge/actors/.

    Example: `diwan actors suggest --limit 5`
    """
    with open_store() as store, store.reading() as tx:
        found = [row for row in tx.provisional_actors(limit=limit * 4) if row["seen"] >= least][:limit]
        rows = [_row(tx, one) for one in found]
    if as_json:
        print_json(rows)
        return
    if not rows:
        console.print(f"no unknown name was seen {least} times or more")
    for row in rows:
        console.print(
            f"\n[bold]{escape(row['name'])}[/bold] ({row['polity'] or '?'}), seen {row['seen']} times", soft_wrap=True
        )
        for sentence in row["sentences"]:
            console.print(f"  {escape(sentence)}", soft_wrap=True)
        console.print(escape(row["toml"]), soft_wrap=True)


def _row(tx: Transaction, actor: Mapping[str, Any]) -> dict[str, Any]:
    meetings = tx.list_meetings(actor=actor["key"], limit=3)
    tellings = [telling for meeting in meetings for telling in tx.tellings(meeting.id or 0)]
    spellings: dict[str, set[str]] = {}
    sentences: list[str] = []
    for telling in tellings:
        mine = [one.surface for one in telling.mention.participants if one.actor == actor["key"]]
        spellings.setdefault(telling.language, set()).update(mine)
        sentences += [one.text for one in telling.mention.evidence if any(name in one.text for name in mine)][:1]
    return {
        "key": actor["key"],
        "name": actor["name"],
        "polity": actor["polity"],
        "seen": actor["seen"],
        "spellings": {language: sorted(names) for language, names in sorted(spellings.items())},
        "sentences": sorted(set(sentences))[:3],
        "toml": _toml(actor, spellings),
    }


def _toml(actor: Mapping[str, Any], spellings: Mapping[str, set[str]]) -> str:
    """A block that only wants its dates checked."""
    name = str(actor["name"])
    lines = ["[[actor]]", f'id = "{"-".join(name.casefold().split())}"', f'name = "{name}"', 'gender = "m"  # or "f"']
    lines += [
        f"aliases.{language} = [{', '.join(f'{chr(34)}{one}{chr(34)}' for one in sorted(names))}]"
        for language, names in sorted(spellings.items())
    ]
    role = str(actor["role"] or "")
    lines.append(f'offices = [{{ office = "?", polity = "{actor["polity"] or "?"}", role = "{role}", from = ? }}]')
    return "\n".join(lines)
