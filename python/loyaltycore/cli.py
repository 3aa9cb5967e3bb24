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
except ImportError as error:  # pragma: no cover
    raise SystemExit("the command needs typer and rich: pip install 'loyaltycore[cli]'") from error

import loyaltycore as lc
from loyaltycore import _core
from loyaltycore.words import shown

__all__ = ["app", "main"]

app = typer.Typer(
    name="loyaltycore",
    help="Tiers, beans and tasks of a loyalty programme, by one compiled set of rules.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
ProgramName = Annotated[str, typer.Option("--program", "-p", help="A preset, or a JSON file.")]


def program_of(name: str) -> lc.Program:
    """Return a preset by its id, or the programme of a file."""
    if Path(name).is_file():
        return lc.Program.load(name)
    return lc.Program.preset(name)


def table_of(path: Path) -> Any:
    """Read a table: Parquet, CSV, or events as JSON lines."""
    if path.suffix in {".jsonl", ".ndjson"}:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [lc.Event.from_json(line) for line in lines if line.strip()]
    try:
        if path.suffix == ".parquet":
            from pyarrow import parquet

            return parquet.read_table(path)
        from pyarrow import csv

        return csv.read_csv(path)
    except ImportError as error:
        message = "files of tables need pyarrow: pip install 'loyaltycore[pyarrow]'"
        raise SystemExit(message) from error


def show(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Print a table."""
    table = Table()
    for name in head:
        # A long path is read on the next line, not cut.
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for page and pictures.")] = Path("build/demo"),
    threads: Annotated[int, typer.Option(help="0 = every core.")] = 0,
) -> None:
    """Replay a year of real shopping and write pictures and a page."""
    from loyaltycore.demo import run

    try:
        run(out, threads=threads)
    except RuntimeError as error:
        Console(stderr=True).print(f"error: {error}", markup=False)
        raise typer.Exit(1) from None


@app.command()
def replay(
    events: Annotated[Path, typer.Argument(help="Events: .parquet, .csv or .jsonl.")],
    program: ProgramName = "jd-2016",
    lines: Annotated[Path | None, typer.Option(help="Order lines, a file.")] = None,
    tenders: Annotated[Path | None, typer.Option(help="Tenders, a file.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables, Parquet.")] = None,
    threads: Annotated[int, typer.Option(help="0 = every core.")] = 0,
    ledger: Annotated[bool, typer.Option(help="Write every effect as well.")] = False,
) -> None:
    """Replay events under a programme; print the counts, write the tables."""
    past = lc.history(
        table_of(events),
        None if lines is None else table_of(lines),
        None if tenders is None else table_of(tenders),
    )
    names = ["members", "monthly", "refusals", *(["ledger"] if ledger else [])]
    result = lc.replay(
        program_of(program),
        past,
        threads=threads,
        progress=sys.stderr.isatty(),
        outputs=names,  # type: ignore[arg-type]
        kind="pyarrow" if out else "numpy",
    )
    show(("what", "value"), [*result.metrics.items()])
    if out is not None:
        from pyarrow import parquet

        out.mkdir(parents=True, exist_ok=True)
        for name in [*names, "tiers"]:
            parquet.write_table(getattr(result, name), out / f"{name}.parquet")
        text = json.dumps(result.metrics, indent=1)
        (out / "metrics.json").write_text(text + "\n", encoding="utf-8")
        typer.echo(f"tables are in {out}")


@app.command()
def validate(file: Annotated[Path, typer.Argument(help="A programme, JSON.")]) -> None:
    """Check a programme document and list everything that is wrong with it."""
    program = lc.Program.load(file)
    typer.echo(f"{program!r}")


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
    show(("in force", "path", "before", "after"), rows)


@app.command()
def schema() -> None:
    """Print the JSON Schema of programme documents."""
    typer.echo(json.dumps(lc.Program.schema(), indent=1, ensure_ascii=False))


@app.command()
def explain(
    events: Annotated[Path, typer.Argument(help="Events of one member, JSON lines.")],
    event: Annotated[str, typer.Argument(help="Id of the event to explain.")],
    program: ProgramName = "jd-2016",
    member: Annotated[str | None, typer.Option(help="The member, if there are several.")] = None,
) -> None:
    """Explain one event of one member: rules, numbers, and what became of its beans."""
    found = [each for each in table_of(events) if member is None or each.member == member]
    names = {each.member for each in found}
    if len(names) != 1:
        raise typer.BadParameter(f"the file has {len(names)} members; choose one by --member")
    one = lc.Member(program_of(program), id=names.pop() or "member", keep_history=True)
    refused = accepted = None
    for row in _core.decided_order(found):
        each = found[row]
        asked = each.id == event
        before = str(one.explain(each)) if asked else None
        try:
            kept = one.apply(each).refusal is None
        except (lc.ConflictError, lc.StaleQuoteError):
            kept = False
        if asked and kept:
            accepted = event
        elif asked:
            refused = before
    # What was accepted wins over tries that were refused.
    typer.echo(refused if refused is not None and accepted is None else str(one.explain(event)))


@app.command()
def doctor() -> None:
    """Say what is installed, and whether the core answers."""
    from importlib.metadata import PackageNotFoundError, version

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
    member = lc.Member(lc.Program.preset(lc.presets()[-1]), id="doctor")
    member.verify()
    rows.append(("core", "answers"))
    show(("what", "version"), rows)


def main() -> None:
    """Run the command; our own errors are one line each, not a traceback."""
    try:
        app()
    except lc.ProgramError as error:
        console = Console(stderr=True)
        console.print(f"[red]{len(error.problems)} problems in the programme[/red]")
        for problem in error.problems:
            console.print(f"  {problem}", markup=False)
        raise SystemExit(1) from None
    except (lc.LoyaltyCoreError, OSError) as error:
        Console(stderr=True).print(f"error: {error}", markup=False)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
