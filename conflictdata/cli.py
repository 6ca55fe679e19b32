"""The command line: one clear line on stderr and a non-zero exit on errors, a traceback only with --debug."""

import sys
from importlib import metadata
from pathlib import Path

import click

from . import __version__, texts

EXPORTS = {"csv": None, "json": None, "xlsx": "openpyxl", "parquet": "pyarrow"}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conflictdata")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug):
    """Figures and dates of one news report about a war: tables, charts, notebooks."""


@cli.command()
@click.option("--only", multiple=True, metavar="SLUG", help="Draw only this figure; may be given again.")
@click.option("--language", default="en", show_default=True, type=click.Choice(texts.languages()))
@click.option("--out", default="figures", show_default=True, type=click.Path(file_okay=False), help="Folder to write to.")
def figures(only, language, out):
    """Draw the figures as PNG, SVG and PDF, with a gallery."""
    from tqdm import tqdm

    from .charts import gallery

    def progress(names):
        return tqdm(names, desc="figures", unit="figure", file=sys.stderr, disable=not sys.stderr.isatty())

    written = gallery.make(out, list(only), language, progress)
    click.echo(f"{len(written)} files in {out}")


@cli.command()
@click.argument("file", type=click.File("rb"))
def verify(file):
    """Look for every phrase of the record in a copy of the article's text ("-" reads standard input)."""
    from .anchoring import summary
    from .anchoring import verify as anchor

    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    found = anchor(text)
    click.echo("\n".join(summary(found)))
    sys.exit(0 if (found["status"] == "anchored").all() else 1)


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--format", "form", default="csv", show_default=True, type=click.Choice(list(EXPORTS)))
def export(folder, form):
    """Write every table to FOLDER, one file a table, with the data dictionary."""
    from . import csto, record
    from .charts.figure import write_whole

    needed = EXPORTS[form]
    if needed and needed not in _installed():
        raise click.ClickException(f"{form} needs {needed}: pip install 'conflictdata[export]'")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {name: getattr(csto if name == "membership" else record, name) for name in record.dictionary()}
    for name, table in tables.items():
        write_whole(folder / f"{name}.{form}", _bytes(table(), form))
    write_whole(folder / "dictionary.csv", _bytes(_dictionary(tables), "csv"))
    click.echo(f"{len(tables)} tables and dictionary.csv in {folder}")


def _dictionary(tables):
    import pandas as pd

    from . import record

    return pd.concat([record.describe(name).assign(table=name) for name in tables], ignore_index=True)


def _bytes(frame, form):
    import io

    if form == "csv":
        return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")
    if form == "json":
        return frame.to_json(orient="records", force_ascii=False, indent=1, date_format="iso").encode("utf-8")
    out = io.BytesIO()
    frame.to_excel(out, index=False) if form == "xlsx" else frame.to_parquet(out, index=False)
    return out.getvalue()


@cli.command()
@click.argument("folder", default="conflictdata-notebooks", type=click.Path(file_okay=False))
@click.option("--language", default="en", show_default=True, type=click.Choice(texts.languages()))
@click.option("--no-browser", is_flag=True, help="Start JupyterLab without opening a browser.")
@click.option("--print-only", is_flag=True, help="Copy the notebooks and print the command, start nothing.")
def lab(folder, language, no_browser, print_only):
    """Copy the notebooks to FOLDER, never over an edited one, and open them in JupyterLab."""
    from . import classroom

    for line in classroom.copy_notebooks(Path(folder), language):
        click.echo(line)
    command = [sys.executable, "-m", "jupyterlab", str(folder), *(["--no-browser"] if no_browser else [])]
    if print_only:
        click.echo(" ".join(command))
        return
    if "jupyterlab" not in _installed():
        raise click.ClickException("JupyterLab is not installed here: pip install 'conflictdata[lab]'")
    import subprocess

    sys.exit(subprocess.call(command))


@cli.command()
def doctor():
    """Check this environment and say what to do."""
    from . import classroom

    lines, sound = classroom.check_environment(_installed())
    click.echo("\n".join(lines))
    sys.exit(0 if sound else 1)


def _installed():
    return {d.metadata["Name"].lower(): d.version for d in metadata.distributions() if d.metadata["Name"]}


def main():
    """Run the command line; turn every error into one line."""
    debug = "--debug" in sys.argv[1:]
    try:
        cli(standalone_mode=False, prog_name="conflictdata")
    except click.exceptions.Abort:
        _fail("stopped", 130)
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code)
    except KeyboardInterrupt:
        _fail("stopped", 130)
    except Exception as error:
        if debug:
            raise
        reason = error.args[0] if isinstance(error, KeyError) and error.args else error
        _fail(f"{reason}" if isinstance(error, (ValueError, KeyError)) else f"{type(error).__name__}: {error}", 1)


def _fail(message, code):
    click.echo(f"conflictdata: {' '.join(str(message).split())}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
