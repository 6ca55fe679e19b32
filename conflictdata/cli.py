"""The command line: one clear line on stderr and a non-zero exit on errors, a traceback only with --debug."""

import hashlib
import io
import shlex
import subprocess
import sys
from pathlib import Path

import click

from . import __version__, i18n

FOLDER = click.Path(file_okay=False, path_type=Path)
EXPORTS = {"csv": None, "json": None, "xlsx": "openpyxl", "parquet": "pyarrow"}


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conflictdata")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def cli(context, debug):
    """Figures and dates of one news report about a war: tables, charts, notebooks."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
@click.option("--only", multiple=True, metavar="SLUG", help="Draw only this figure; may be given again.")
@click.option("--language", default="all", show_default=True, type=click.Choice([*i18n.languages(), "all"]))
@click.option("--out", default="figures", show_default=True, type=FOLDER, help="Folder to write to.")
@click.option("--force", is_flag=True, help="Draw figures again that have not changed.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Figures drawn at the same time.")
def figures(only, language, out, force, jobs):
    """Draw the figures as PNG, SVG and PDF, with a gallery in each language."""
    from tqdm import tqdm

    from .charts import gallery, theme

    if not theme.own_font():
        click.echo(f"conflictdata: {theme.NO_FONT}", err=True)
    with tqdm(desc="figures", unit="figure", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def progress(name, total):
            bar.total = total
            bar.set_postfix_str(name, refresh=False)
            bar.update()

        drawn, fresh = gallery.make(out, list(only), language, progress, force=force, jobs=jobs)
    unchanged = f", {fresh} unchanged" if fresh else ""
    click.echo(f"{drawn} figures drawn{unchanged}, in {out}")


@cli.command()
@click.argument("file", type=click.File("rb"))
def verify(file):
    """Look for every phrase of the record in a copy of the article's text ("-" reads standard input)."""
    from .record import article
    from .verify import summary
    from .verify import verify as anchor

    content = file.read()
    found = anchor(_decoded(content, getattr(file, "name", "standard input")))
    click.echo("\n".join(summary(found)))
    if hashlib.sha256(content).hexdigest() == article()["sha256"]:
        click.echo("this is the very file of the record (SHA-256)")
    sys.exit(0 if (found["status"] == "anchored").all() else 1)


def _decoded(content, name):
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"{name} is not UTF-8 text (byte {error.start})"
        raise click.ClickException(f"{where}; save it as UTF-8") from None


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="The day of publication, such as 2022-09-14.")
@click.option("--language", metavar="CODE", help="en or it; without it the words of each text decide.")
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "csv", "json"]))
@click.option("--table", default="figures", show_default=True, type=click.Choice(["figures", "dates", "unresolved"]))
def read(files, published, language, form, table):
    """Read the figures and dates of texts: files, folders (their *.txt), or standard input ("-")."""
    import pandas as pd
    from tqdm import tqdm

    from .reading import result
    from .reading.showing import label

    paths = [found for path in files for found in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    if not paths:
        raise click.ClickException(f"no *.txt below {', '.join(map(str, files))}")
    names, rows, day = [], [], result.day(published)
    for path in tqdm(paths, desc="read", unit="text", file=sys.stderr, disable=not sys.stderr.isatty()):
        name = str(path)
        text = _decoded(sys.stdin.buffer.read() if name == "-" else path.read_bytes(), name)
        try:
            found = result.records(text, day, language or result.tell(text)).records[table]
        except ValueError as error:
            raise click.ClickException(f"{name}: {str(error).replace('language=', '--language')}") from None
        names += [name] * len(found)
        rows += found
    frame = result.table(table, rows)
    if form == "table" and table == "figures":
        said = [label(row).partition(" · ")[0] for row in rows]
        frame = frame[["party", "unit", "period", "status", "phrase"]]
        frame.insert(0, "figure", pd.array(said, dtype="string"))
    elif table == "figures":  # 49, not 49.0
        counts = frame[["low", "best", "high"]].astype(object)
        frame[list(counts)] = counts.map(lambda n: int(n) if n.is_integer() else n, na_action="ignore")
    frame.insert(0, "file", pd.array(names, dtype="string"))
    if form == "table":
        click.echo(_lines(frame) if len(frame) else f"no {table}")
    else:
        click.echo(_bytes(frame, form).decode("utf-8"), nl=form == "json")


@cli.command()
@click.option("--language", required=True, metavar="CODE", help="en or it.")
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "json"]))
def rules(language, form):
    """Print the rules by which texts of a language are read: id, what for, example."""
    import pandas as pd

    from .reading.rules import load

    table = load(language)
    rows = [(f"{language}.{name}", "rows", example) for name, example in table["examples"].items()]
    rows += _rules(table, "")
    frame = pd.DataFrame(rows, columns=["id", "rule", "example"]).sort_values("id")
    click.echo(_lines(frame) if form == "table" else _bytes(frame, form).decode("utf-8"))


def _rules(node, path):
    """Yield id, place and example of every rule below a table of a rule file."""
    if isinstance(node, list):
        for each in node:
            yield from _rules(each, path)
    elif isinstance(node, dict):
        if "id" in node:
            yield node["id"], path, node.get("example", "")
        for name, each in node.items():
            yield from _rules(each, f"{path}.{name}".lstrip("."))


def _lines(frame):
    """Write a table for a terminal: nothing for what is missing, line breaks as spaces, words to the left."""
    days = frame.select_dtypes("datetime")
    frame = frame.assign(**{name: days[name].dt.strftime("%Y-%m-%d") for name in days}).astype("string").fillna("")
    cells = [list(frame), *([" ".join(cell.split()) for cell in row] for row in frame.to_numpy())]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--format", "form", default="csv", show_default=True, type=click.Choice(list(EXPORTS)))
def export(folder, form):
    """Write every table to FOLDER, one file a table, with the data dictionary."""
    import pandas as pd

    import conflictdata

    from . import record
    from .files import write_whole
    from .lessons import copying

    needed = EXPORTS[form]
    if needed and not copying.installed(needed):
        raise click.ClickException(f"{form} needs {needed}: pip install 'conflictdata[export]'")
    folder.mkdir(parents=True, exist_ok=True)
    columns = []
    for name in record.dictionary():
        table = getattr(conflictdata, name)()
        write_whole(folder / f"{name}.{form}", _bytes(table, form))
        columns.append(record.describe(name).assign(table=name))
    write_whole(folder / "dictionary.csv", _bytes(pd.concat(columns), "csv"))
    click.echo(f"{len(columns)} tables and dictionary.csv in {folder}")


def _bytes(frame, form):
    if form in ("csv", "json"):  # days as 2022-09-13 in both
        days = frame.select_dtypes("datetime")
        frame = frame.assign(**{name: days[name].dt.strftime("%Y-%m-%d") for name in days})
    if form == "csv":
        return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")
    if form == "json":
        return frame.to_json(orient="records", force_ascii=False, indent=1).encode("utf-8")
    out = io.BytesIO()
    frame.to_excel(out, index=False) if form == "xlsx" else frame.to_parquet(out, index=False)
    return out.getvalue()


@cli.command()
@click.argument("dataset", required=False)
@click.option("--version", metavar="V", help='A release such as "26.1"; without it the newest that is known.')
def fetch(dataset, version):
    """Fetch a file of UCDP into the cache and print its path; without DATASET list what there is."""
    from . import datasets
    from .lessons import copying

    if not copying.installed("pooch"):
        raise click.ClickException("fetch needs pooch: pip install 'conflictdata[datasets]'")
    if version and not dataset:
        raise click.UsageError("--version needs a DATASET")
    if not dataset:
        table = datasets.available().drop(columns="file").astype({"bytes": "string"}).fillna({"bytes": "unknown"})
        table["cached"] = table["cached"].map({True: "yes", False: "no"})
        click.echo(table.to_string(index=False))
        return
    click.echo(datasets.fetch(dataset, version))


@cli.command()
@click.argument("folder", default="conflictdata-notebooks", type=FOLDER)
@click.option("--language", default="en", show_default=True, type=click.Choice(i18n.languages()))
@click.option("--no-browser", is_flag=True, help="Start JupyterLab without opening a browser.")
@click.option("--print-only", is_flag=True, help="Copy the notebooks and print the command, start nothing.")
def lab(folder, language, no_browser, print_only):
    """Copy the notebooks to FOLDER, never over an edited one, and open them in JupyterLab."""
    from .lessons import copying

    for line in copying.copy_notebooks(folder, language):
        click.echo(line)
    command = [sys.executable, "-m", "jupyterlab", str(folder), *(["--no-browser"] if no_browser else [])]
    if print_only:
        click.echo(shlex.join(command))
    elif copying.installed("jupyterlab"):
        sys.exit(subprocess.call(command))
    else:
        raise click.ClickException("JupyterLab is not installed here: pip install 'conflictdata[lab]'")


@cli.command()
def doctor():
    """Check this environment and say what to do."""
    from .lessons import copying

    lines, sound = copying.check_environment()
    click.echo("\n".join(lines))
    sys.exit(0 if sound else 1)


def main():
    """Run the command line; turn every error into one line."""
    try:
        cli(standalone_mode=False, prog_name="conflictdata")
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _fail("stopped", 130)
    except Exception as error:
        if "--debug" in sys.argv[1:]:
            raise
        _fail(_reason(error), 1)


def _reason(error):
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if isinstance(error, KeyError) and error.args:
        return error.args[0]
    return error if isinstance(error, (OSError, ValueError)) else f"{type(error).__name__}: {error}"


def _fail(message, code):
    click.echo(f"conflictdata: {' '.join(str(message).split())}", err=True)
    sys.exit(code)
