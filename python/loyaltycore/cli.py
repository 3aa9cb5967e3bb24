"""The command `loyaltycore`: replay a file, look at programmes, see the demo."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

try:
    import typer
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text
except ImportError as error:  # pragma: no cover
    raise SystemExit("the command needs typer and rich: pip install 'loyaltycore[cli]'") from error

import loyaltycore as lc
from loyaltycore import _core
from loyaltycore.files import (
    apart,
    check_folder,
    is_journal,
    line_named,
    program_of,
    read_journal,
    read_rows,
)
from loyaltycore.past import explained, explained_of, group_verdicts
from loyaltycore.words import printable, shown

__all__ = ["app", "main"]

app = typer.Typer(
    name="loyaltycore",
    help="Tiers, beans and tasks of a loyalty programme, by one compiled set of rules.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
ProgramName = Annotated[
    str, typer.Option("--program", "-p", help="A preset, or a JSON file: a path, or NAME.json.")
]
Threads = Annotated[int, typer.Option(min=0, help="0 = every core.")]
_MOST_REFUSED = 10


def _show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"loyaltycore {lc.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say it.")
    ] = False,
) -> None:
    """Tiers, beans and tasks of a loyalty programme, by one compiled set of rules."""


def show(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Print a table, as lines with tabs where nobody looks; no cell steers the terminal."""
    if not Console().is_terminal:
        for each in (head, *rows):
            typer.echo("\t".join(printable(str(cell)) for cell in each))
        return
    table = Table()
    for name in head:
        # A long path is read on the next line, not cut.
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(str(cell))) for cell in row))
    Console().print(table)


def complain(text: str) -> None:
    """Print what is wrong."""
    safe = "\n".join(printable(line) for line in text.splitlines())
    Console(stderr=True, soft_wrap=True).print(safe, markup=False, highlight=False)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for page and pictures.")] = Path("build/demo"),
    threads: Threads = 0,
) -> None:
    """Replay a year of real shopping and write pictures and a page."""
    from loyaltycore.demo import run

    try:
        run(out, threads=threads)
    except RuntimeError as error:
        complain(f"error: {error}")
        raise typer.Exit(1) from None


@app.command()
def replay(
    events: Annotated[
        Path,
        typer.Argument(
            help="Events: .jsonl, .csv or .parquet; in Parquet `lines` and `tenders` may stand "
            "inside, as lists of records."
        ),
    ],
    program: ProgramName = "jd-2016",
    lines: Annotated[Path | None, typer.Option(help="Order lines, a file.")] = None,
    tenders: Annotated[Path | None, typer.Option(help="Tenders, a file.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables, Parquet.")] = None,
    threads: Threads = 0,
    ledger: Annotated[bool, typer.Option(help="Write every effect as well.")] = False,
    number: Annotated[
        list[str] | None,
        typer.Option(help="Number the events of a kind, for limits shared by all members; again."),
    ] = None,
    number_by: Annotated[
        str, typer.Option(help="Number them by sku, or by kind: one series over all SKUs.")
    ] = "sku",
) -> None:
    """Replay events under a programme; print the counts, write the tables."""
    rules = program_of(program)
    if out is not None:
        check_folder(out)
    rows, numbers = read_journal(events) if is_journal(events) else (read_rows(events), [])
    parts = []
    for name, file in (("lines", lines), ("tenders", tenders)):
        rows, within = (rows, None) if is_journal(events) else apart(rows, name)
        if within is not None and file is not None:
            raise typer.BadParameter(f"{events} holds {name} already", param_hint=f"--{name}")
        parts.append(within if file is None else read_rows(file))
    names = ["members", "monthly", "refusals", *(["ledger"] if ledger else [])]
    with line_named(events, numbers):
        past = lc.history(rows, *parts)
        if number:
            past = past.numbered(*number, by=number_by)  # type: ignore[arg-type] # checked there
        result = lc.replay(
            rules,
            past,
            threads=threads,
            progress=sys.stderr.isatty(),
            outputs=names,  # type: ignore[arg-type] # list of str
            kind="pyarrow" if out else "numpy",
        )
    show(("what", "value"), [*result.metrics.items()])
    tell_refused(result, rows)
    if out is not None:
        write_tables(result, out, [*names, "tiers", "flows", "accounts"])


def write_tables(result: lc.Replay, out: Path, names: list[str]) -> None:
    """Write tables and metrics, say what was written, and what an earlier run left there."""
    from pyarrow import parquet

    for name in names:
        parquet.write_table(getattr(result, name), out / f"{name}.parquet")
    text = json.dumps(result.metrics, indent=1)
    (out / "metrics.json").write_text(text + "\n", encoding="utf-8")
    files = [*(f"{name}.parquet" for name in names), "metrics.json"]
    typer.echo(printable(f"tables are in {out}: {', '.join(files)}"))
    if "ledger" not in names and (out / "ledger.parquet").exists():
        complain(f"warning: {out / 'ledger.parquet'} is not of this replay; --ledger writes it")


def tell_refused(result: lc.Replay, rows: Any) -> None:
    """Name the first events that were refused, and why."""
    refused = result.parts["refusals"]
    first = zip(refused["event_row"][:_MOST_REFUSED].tolist(), refused["code"], strict=False)
    for row, code in first:
        name = rows[row].id if isinstance(rows, list) else rows["id"][row]
        typer.echo(printable(f"refused: {name}, {_core.refusal_named(code)}"))
    more = len(refused["code"]) - _MOST_REFUSED
    if more > 0:
        typer.echo(f"and {more:,} more: --out writes them all")


@app.command()
def validate(
    file: Annotated[str, typer.Argument(help="A programme: a JSON file, or a preset.")],
) -> None:
    """Check a programme document and list everything that is wrong with it."""
    # What is checked is a file first: a preset needs no check.
    program = lc.Program.load(file) if Path(file).exists() else program_of(file)
    typer.echo(printable(f"{program!r}"))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A preset, or a JSON file.")],
    after: Annotated[str, typer.Argument(help="A preset, or a JSON file.")],
) -> None:
    """Show in which values two programmes differ, and when."""
    rows = [
        (each.interval, each.path, shown(each.before), shown(each.after))
        for each in program_of(before).diff(program_of(after))
    ]
    if rows:
        show(("in force", "path", "before", "after"), rows)
    else:
        typer.echo("no difference")


@app.command()
def schema() -> None:
    """Print the JSON Schema of programme documents."""
    typer.echo(json.dumps(lc.Program.schema(), indent=1, ensure_ascii=False))


@app.command()
def explain(
    events: Annotated[Path, typer.Argument(help="Events, JSON lines; of groups all members.")],
    event: Annotated[str, typer.Argument(help="Id of the event to explain.")],
    program: ProgramName = "jd-2016",
    member: Annotated[str | None, typer.Option(help="The member, if there are several.")] = None,
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
) -> None:
    """Explain one event of one member: rules, numbers, and what became of its beans."""
    rows, _ = read_journal(events)
    # An event that names nobody is of the one member whose file it is.
    names = {each.member for each in rows if each.member is not None}
    if member is None and len(names) > 1:
        raise typer.BadParameter(f"the file has {len(names)} members; choose one by --member")
    if member is not None and names and member not in names:
        raise not_in_file("member", f"no event names the member {member!r}")
    name = member or min(names, default="member")
    found = [each for each in rows if each.member in (None, name)]
    if any(each.group is not None for each in found) and len(names) < 2:
        complain("note: no event of another member is in the file: groups are decided alone")
    if all(each.id != event for each in found):
        raise not_in_file("event", f"no event of the file has the id {event!r}")
    rules = program_of(program)
    if all(each.member is not None for each in rows):
        history = lc.history(rows)
        told = explained_of(
            rules, history, name, event, lambda: group_verdicts(rules, history, history.latest)
        )
    else:
        ordered = [found[row] for row in _core.decided_order(found)]
        told = explained(rules, name, ordered, event)
    typer.echo(lc.text_of(told, language=language))


def not_in_file(column: str, what: str) -> lc.DataError:
    """Return the error for a name that the file has not."""
    remedy = "write one that stands in the file"
    return lc.DataError(f"{what}; {remedy}", column=column, remedy=remedy, code="name_unknown")


@app.command()
def doctor() -> None:
    """Say what is installed, and whether the core gives the answer that it must give."""
    from importlib.metadata import PackageNotFoundError, version

    from loyaltycore.doctor import ANSWER, ask

    rows = [("loyaltycore", lc.__version__), ("python", sys.version.split()[0])]
    for name in (
        "numpy",
        "narwhals",
        "nanoarrow",
        "pandas",
        "polars",
        "pyarrow",
        "duckdb",
        "matplotlib",
        "tqdm",
    ):
        try:
            rows.append((name, version(name)))
        except PackageNotFoundError:
            rows.append((name, "not installed"))
    rows += [(f"preset {name}", lc.Program.preset(name).fingerprint) for name in lc.presets()]
    answer = ask()
    rows.append(("core: a little story gives", answer.replayed))
    show(("what", "version"), rows)
    if not answer.right:
        message = f"wrong answer: replayed {answer.replayed}, applied {answer.applied}"
        Console(stderr=True).print(f"{message}, expected {ANSWER}", markup=False)
        raise typer.Exit(1)
    typer.echo("the core answers as it must")


def main() -> None:
    """Run the command; our own errors are one line each, not a traceback."""
    try:
        app()
    except lc.ProgramError as error:
        count = len(error.problems)
        complain(f"{count} problem{'' if count == 1 else 's'} in the programme")
        for problem in error.problems:
            complain(f"  {problem}")
        raise SystemExit(1) from None
    except lc.LoyaltyCoreError as error:
        complain(f"error: {error}")
        raise SystemExit(1) from None
    except OSError as error:
        named = error.filename is not None and error.strerror is not None
        complain(f"error: {error.filename}: {error.strerror}" if named else f"error: {error}")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
