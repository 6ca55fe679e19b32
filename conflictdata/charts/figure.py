"""A finished figure: the drawing, what it says in words, the values it shows; it shows and saves itself."""

import html
import io
import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, PngImagePlugin

from ..files import write_whole
from ..i18n import say
from . import theme

FORMATS = ("png", "svg", "pdf")
VALUES_TYPE = "application/vnd.conflictdata.figure+json"
CSS_PIXELS = 100  # an inch of a page on the screen; a slide shrinks to the room there is


@dataclass(eq=False)
class Figure:
    """A figure: `cd.draw` and the chart functions return one.

    Attributes
    ----------
    slug, language, size : str
    title, caption, alt, description, source : str
        `alt` has at most 250 characters and says the numbers with their certainty words; `description` says how the
        chart is read, for those who do not see it.
    values : pandas.DataFrame
        What is drawn, one row per mark or bar.
    mpl : matplotlib.figure.Figure
    axes : matplotlib.axes.Axes
        The main Axes; `mpl.axes` has all.
    """

    slug: str
    language: str
    size: str
    title: str
    caption: str
    alt: str
    description: str
    source: str
    values: pd.DataFrame
    mpl: object = field(repr=False)

    @property
    def axes(self):
        """The main Axes."""
        return self.mpl.axes[0]

    def render(self, fmt):
        """Return the figure as the bytes of a PNG, SVG or PDF file, the same on every run.

        No date, no software tag and no random id goes into the file; title and alt text do. Raises ValueError for
        another format.
        """
        if fmt not in FORMATS:
            raise ValueError(say("refused.format", self.language, format=repr(fmt), known=", ".join(FORMATS)))
        with theme.own_settings(image_composite_image=False, svg_hashsalt=self.slug):
            return {"png": self._png, "svg": self._svg, "pdf": self._pdf}[fmt]()

    def save(self, folder=".", formats=FORMATS, name=None):
        """Save the figure and its words: slug.png, slug.svg, slug.pdf and slug.txt, a slide as slug-slide.png.

        Files are written whole or not at all, and only if their bytes differ.

        Parameters
        ----------
        folder : str or path
            Made if it does not exist.
        formats : iterable of {"png", "svg", "pdf"}
        name : str, optional
            Of the files, instead of the slug: two figures of one slug would replace each other.

        Returns
        -------
        list of pathlib.Path

        Raises
        ------
        ValueError, OSError
            For an unknown format; if the folder cannot be made or written.
        """
        folder, formats = Path(folder), [formats] if isinstance(formats, str) else formats
        stem = name or (self.slug if self.size == "page" else f"{self.slug}-{self.size}")
        content = {folder / f"{stem}.{fmt}": self.render(fmt) for fmt in formats}
        content[folder / f"{stem}.txt"] = self.words().encode()
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in content.items():
            renew(path, data)
        return list(content)

    def words(self):
        """Return title, caption, alt text, description and source as plain text, to paste beside the picture."""
        return "\n\n".join((self.title, self.caption, self.alt, self.description, self.source)) + "\n"

    def labelled(self):
        """Return the values as texts, columns and code words named in the language of the figure."""
        from ..record import labels, written

        columns, codes = labels(self.language)
        cells = {}
        for name, values in self.values.items():
            known = codes.get(name, {})
            cells[name] = [written(value, name, known, self.language) for value in values]
        return pd.DataFrame(cells).rename(columns=lambda name: columns.get(name, name))

    def table(self):
        """Return the values as an HTML table with a caption and headers that a screen reader announces."""
        shown = self.labelled()
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in shown)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in shown.values.tolist()
        )
        caption = f"<caption>{html.escape(self.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def html(self):
        """Return the figure as HTML: picture with alt text, caption, and folded description and values."""
        picture = b64encode(self.render("png")).decode()
        alt, caption = html.escape(self.alt, quote=True), html.escape(self.caption)
        summary, source = html.escape(say("gallery.values", self.language)), html.escape(self.source)
        wide = round(theme.SIZES[self.size].width * theme.SIZES[self.size].inches * CSS_PIXELS)
        return (
            f'<figure lang="{self.language}" style="margin:0;max-width:{wide}px">'
            f'<img alt="{alt}" style="max-width:100%" width="{wide}" src="data:image/png;base64,{picture}">'
            f'<figcaption style="font-size:90%">{caption}</figcaption></figure>'
            f'<details lang="{self.language}"><summary>{summary}</summary>'
            f"<p>{html.escape(self.description)}</p>{self.table()}<p>{source}</p></details>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Return what Jupyter shows and stores: the HTML, the alt text, the values."""
        return {
            "text/html": self.html(),
            "text/plain": self.alt,
            VALUES_TYPE: {"figure": self.slug, "language": self.language, "values": _plain(self.values)},
        }

    def _png(self):
        """Return the PNG, in the few colours of the palette."""
        canvas = FigureCanvasAgg(self.mpl)
        canvas.draw()
        picture = Image.frombytes("RGB", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX")
        picture = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
        info = PngImagePlugin.PngInfo()
        info.add_itxt("Title", self.title)
        info.add_itxt("Description", self.alt)
        out = io.BytesIO()
        picture.save(out, "PNG", pnginfo=info, dpi=(self.mpl.dpi,) * 2, compress_level=5)
        return out.getvalue()

    def _svg(self):
        """Return the SVG with title and alt text, the words of each mark, and ids that are its own on a web page."""
        out = io.BytesIO()
        self.mpl.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue().decode()
        for artist in (artist for ax in self.mpl.axes for artist in ax.get_children()):
            words = artist.get_label()
            if artist.get_gid() and isinstance(words, str) and not words.startswith("_"):
                opened = f'id="{artist.get_gid()}">'
                titled = f'{opened[:-1]} pointer-events="all"><title>{html.escape(words)}</title>'  # hollow ones too
                text = text.replace(opened, titled, 1)
        prefix = "-".join([self.slug, self.language, *[self.size] * (self.size != "page")])
        text = re.sub(r'( id="| xlink:href="#|url\(#)', rf"\g<1>{prefix}-", text)
        head, tag, rest = text.partition("<svg ")
        attributes, end, body = rest.partition(">")
        own = f'role="img" lang="{self.language}" aria-labelledby="{prefix}-title {prefix}-desc"'
        said = f'<title id="{prefix}-title">{html.escape(self.title)}</title>'
        said += f'<desc id="{prefix}-desc">{html.escape(self.alt)}</desc>'
        return f"{head}{tag}{own} {attributes}{end}\n {said}{body}".encode()

    def _pdf(self):
        """Return the PDF, with title and alt text as metadata."""
        out = io.BytesIO()
        plain = {"CreationDate": None, "Producer": None, "Creator": None}
        self.mpl.savefig(out, format="pdf", metadata=plain | {"Title": self.title, "Subject": self.alt})
        return out.getvalue()


@lru_cache
def _palette():
    """Return a palette of the theme's own colours and their mixtures with the paper, as edges of text need them."""
    steps = {"people": 26, "text": 14, "note": 9, "question": 7, "context": 8, "grid": 2}
    inked = [theme.LIGHT.thin(k / n, name) for name, n in steps.items() for k in range(n, 0, -1)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in [theme.LIGHT.paper, *inked] for channel in theme.channels(colour)])
    return palette


def _plain(frame):
    """Return the rows of a frame as dicts of what is stated; Jupyter would put days in the machine's time zone."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    written = [{k: f"{v:%Y-%m-%d}" if isinstance(v, pd.Timestamp) else v for k, v in row.items()} for row in rows]
    return [{name: value for name, value in row.items() if value is not None} for row in written]


def renew(path, data):
    """Write a file whole, and only if its bytes differ."""
    if not path.exists() or path.read_bytes() != data:
        write_whole(path, data)
