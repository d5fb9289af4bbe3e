"""Cells of files that a spreadsheet opens."""

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""Signs with which a spreadsheet takes a text for a formula (OWASP, "CSV Injection")."""


def harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
