"""Sheets of A4 paper, upright: titles, paragraphs, lists, tables and lines to write on, in the font of certificates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, VAlign, XPos, YPos
from fpdf.fonts import FontFace

from equipoise.core.wording import language
from equipoise.paper import font

_MARGIN, _INDENT = 20.0, 5.0
_BLUE, _INK, _GREY, _LINE = (11, 92, 158), (17, 17, 17), (74, 82, 92), (200, 194, 182)
_SIZE = 10.5
_LEADING = 0.5
"""The height of a line in mm for each point of its letters."""
_KEPT = 45.0
"""How much of a page, in mm, has to be free below a heading."""
_LABEL_KEPT = 16.0
"""The same for a small one."""
_LACKING = "?"
"""Stands for a letter that the font cannot show."""


class Sheet:
    """A document that is written from top to bottom; pages break by themselves."""

    def __init__(self, title: str, *, foot: str) -> None:
        """Begin a document.

        Args:
            title: its name, also at its head. foot: stands at the foot of each page, before the number of the page.
        """
        self._page = _Numbered(printable(foot))
        self._page.set_title(printable(title))
        self._page.set_lang(language())
        self._page.set_margin(_MARGIN)
        self._page.set_auto_page_break(True, margin=_MARGIN)
        self._page.add_font(font.NAME, fname=font.file())
        self._page.add_page()
        self._below = 0.0
        self._write(title, 22, _BLUE)
        self._page.ln(1)

    def heading(self, text: str, *, beside: str = "") -> None:
        """Write a heading, with something small at its right end, on one page with what follows."""
        self._page.set_y(max(self._page.get_y(), self._below))
        if self._page.will_page_break(_KEPT):
            self._page.add_page()
        self._page.ln(5)
        top = self._page.get_y()
        if beside:
            self._set(_SIZE, _GREY)
            self._page.cell(0, 14 * _LEADING, printable(beside), align="R")
            self._page.set_xy(_MARGIN, top)
        self._write(text, 14, _BLUE, right=35.0 if beside else 0.0)
        self._page.ln(1)

    def label(self, text: str) -> None:
        """Write what the following is, small."""
        if self._page.will_page_break(_LABEL_KEPT):
            self._page.add_page()
        self._page.ln(1.5)
        self._write(text, 9, _GREY)

    def text(self, text: str, *, muted: bool = False) -> None:
        """Write a paragraph."""
        self._write(text, _SIZE, _GREY if muted else _INK)
        self._page.ln(1)

    def large(self, text: str) -> None:
        """Write something to be read from further away, such as a code."""
        self._write(text, 26, _INK)

    def points(self, lines: Iterable[str]) -> None:
        """Write a list."""
        for line in lines:
            self._set(_SIZE, _INK)
            self._page.cell(_INDENT, _SIZE * _LEADING, "•")
            self._page.multi_cell(0, _SIZE * _LEADING, printable(line), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self._page.ln(0.8)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int]) -> None:
        """Write a table, its head again on every page.

        Args:
            head: names of columns. rows: as many texts each. widths: of the columns, in any unit.
        """
        self._set(9.5, _INK)
        self._page.set_draw_color(*_LINE)
        with self._page.table(
            col_widths=tuple(widths),
            text_align="LEFT",
            v_align=VAlign.T,
            line_height=5.2,
            padding=(1.1, 2, 1.1, 0),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="", color=_GREY),
        ) as table:
            for row in (head, *rows):
                table.row([printable(cell) for cell in row])
        self._page.ln(2)

    def blanks(self, labels: Iterable[str]) -> None:
        """Write lines to fill in by hand, each with what belongs there."""
        self._page.set_draw_color(*_LINE)
        for label in labels:
            self._set(_SIZE, _GREY)
            self._page.cell(45, 9, printable(label))
            self._page.line(_MARGIN + 45, self._page.get_y() + 7.5, self._page.w - _MARGIN, self._page.get_y() + 7.5)
            self._page.ln(9)

    def matrix(self, cells: Sequence[Sequence[int]], *, side: float) -> None:
        """Draw a QR code at the right end of where the text stands; the next heading comes below it.

        Args:
            cells: rows of dark (1) and light (0) squares. side: the length of its side, in mm.
        """
        one = side / len(cells)
        left, top = self._page.w - _MARGIN - side, self._page.get_y()
        self._below = top + side
        self._page.set_fill_color(*_INK)
        for row, line in enumerate(cells):
            for column, dark in enumerate(line):
                if dark:
                    self._page.rect(left + column * one, top + row * one, one, one, style="F")
        self._page.set_fill_color(255)  # tables are filled with the same colour

    def next_page(self) -> None:
        """Go on with a new page."""
        self._below = 0.0
        self._page.add_page()

    def pdf(self) -> bytes:
        """Return the document."""
        return bytes(self._page.output())

    def _write(self, text: str, size: float, colour: tuple[int, int, int], *, right: float = 0.0) -> None:
        self._set(size, colour)
        wide = self._page.epw - right
        self._page.multi_cell(wide, size * _LEADING, printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _set(self, size: float, colour: tuple[int, int, int]) -> None:
        self._page.set_font(font.NAME, size=size)
        self._page.set_text_color(*colour)


class _Numbered(FPDF):
    """Pages with a foot."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self._foot = foot

    def footer(self) -> None:
        """Write the foot of a page; fpdf2 calls it."""
        self.set_y(-13)
        self.set_font(font.NAME, size=8)
        self.set_text_color(*_GREY)
        self.cell(0, 4, self._foot)
        self.set_x(_MARGIN)
        self.cell(0, 4, f"{self.page_no()} / {{nb}}", align="R")


def printable(text: str) -> str:
    """Return a text with a question mark for every letter that the font lacks, and one blank for every control sign."""
    return "".join(_shown(letter) for letter in text)


def _shown(letter: str) -> str:
    if not letter.isprintable():
        return letter if letter == "\n" else " "
    return letter if ord(letter) in font.letters() else _LACKING
