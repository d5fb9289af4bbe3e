"""Tables and schemas that nobody should have to work with: every file is made from a seed."""

import gzip
import math

LEVELS = (
    ["no", "yes"], ["DE", "NA", "None"], ["=1+1", "-", "@x"], ["1", "2", "3"], ["a", "b", "a to b"], ["Zürich", "京都"],
    [f"level {place}" for place in range(300)], ["x"], ["a,b", 'say "x"', "two\nlines"],
)  # fmt: skip
NAMES = (
    "age", "people", "birth_date", "sex", "topic", "visit", "volume shop", "counts", "interest", "segment", "ill: yes",
    "Town", "town ", "=cmd", "naïve", "a,b", "x" * 300, "0", "index", "income", "nan", "postcode",
)  # fmt: skip
NASTY = (
    "", " ", "NaN", "nan", "NA", "inf", "-inf", "1e999", "9" * 40, "9007199254740993", "-0", "0x10", "1_000", "1,5",
    "1.5", "033", "+33", "33 ", "\u00a033", "٣٣", "true", "True", "YES", "no ", "nO", "n\u200bo", "n\u0303o", "=1+1",
    "@SUM(A1)", "-5 to -1", "18 to 25", "25 to 18", "a to b", "1980-02-29", "1981-02-29", "03/04/1980", "0000-00-00",
    "9999-12-31", "1980-02-28T00:00", '"', "'", "\x1b[31m", "\r", "\t", "�", "💶" * 50, "z" * 5_000, "None", "{x}",
    "[1]", "{}", "\\", "%s", "1e-400", "1e308", "-1e308", "4.9e-324", "18446744073709551616", "null",
)  # fmt: skip


def schema(rng):
    """A schema of a few columns: a list of the fields of each."""
    names = rng.permutation(NAMES)[: rng.integers(1, 7)]
    return [column(rng, str(name)) for name in names]


def column(rng, name):
    role = rng.choice(["direct", "quasi", "quasi", "sensitive", "behaviour"])
    kind = rng.choice(["identifier"] if role == "direct" and rng.random() < 0.9 else
                      ["number", "number", "date", "ordered", "nominal", "binary"])  # fmt: skip
    fields = {"name": name, "role": str(role), "kind": str(kind)}
    if kind in ("ordered", "nominal"):
        fields["levels"] = list(LEVELS[rng.integers(len(LEVELS))])
    if kind == "number" and rng.random() < 0.7:
        fields["bounds"] = [[0, 120], [-1e6, 1e6], [0, 0], [0, 2**60], [0.5, 0.75], [0, 9], [-40, 40]][rng.integers(7)]
    return fields


def row(rng, columns, number):
    """Values that fit, most of the time."""
    return [value(rng, fields, number) for fields in columns]


def value(rng, fields, number):
    if "levels" in fields:
        return str(rng.choice(fields["levels"]))
    match fields["kind"]:
        case "identifier":
            return f"m{number}"
        case "date":
            return f"19{rng.integers(10, 99)}-0{rng.integers(1, 9)}-{rng.integers(10, 28)}"
        case "binary":
            return str(rng.integers(2))
    low, high = fields.get("bounds", (0, 99))
    drawn = low + (high - low) * rng.random()
    return str(int(drawn)) if rng.random() < 0.8 and low <= int(drawn) else repr(drawn)


def cells(rng, columns):
    """The rows of a table, some with values that no column should have."""
    rows = [
        row(rng, columns, number) for number in range(int(rng.choice([0, 1, 2, 19, 30, 40, 40, 60, 60, 80, 120, 300])))
    ]
    spoilt = rng.choice([0, 0, 0, 0, 0, 1, 3]) if rows else 0
    for _ in range(spoilt):
        rows[rng.integers(len(rows))][rng.integers(len(columns))] = str(rng.choice(NASTY))
    return rows


def csv(rng, columns, rows, separator=","):
    """The table as text, quoted now and then."""
    lines = [[fields["name"] for fields in columns], *rows]
    return "\n".join(separator.join(quoted(rng, each, separator) for each in line) for line in lines) + "\n"


def quoted(rng, text, separator):
    needed = any(sign in text for sign in (separator, '"', "\n", "\r"))
    return '"' + text.replace('"', '""') + '"' if needed or rng.random() < 0.05 else text


def damaged(rng, text):
    """The bytes of a file after something has happened to it, or not."""
    plain = text.encode()
    middle = int(rng.integers(len(plain) + 1))
    ways = {
        "nothing": lambda: plain,
        "cut": lambda: plain[:middle],
        "null": lambda: plain[:middle] + b"\0" + plain[middle:],
        "noise": lambda: plain[:middle] + rng.bytes(20) + plain[middle:],
        "utf-16": lambda: text.encode("utf-16"),
        "latin-1": lambda: text.encode("latin-1", "replace"),
        "mark": lambda: b"\xef\xbb\xbf" + plain,
        "carriage": lambda: plain.replace(b"\n", b"\r"),
        "windows": lambda: plain.replace(b"\n", b"\r\n"),
        "quote": lambda: plain[:middle] + b'"' + plain[middle:],
        "blank lines": lambda: plain.replace(b"\n", b"\n\n"),
        "trailing": lambda: plain.replace(b"\n", b",\n"),
        "ragged": lambda: plain + b"1,2,3,4,5,6,7,8,9\n",
        "long value": lambda: plain + b"9" * 200_000,
        "long line": lambda: plain + b"1," * 2_000_000,
        "zip": lambda: gzip.compress(plain),
        "cut zip": lambda: gzip.compress(plain)[: math.ceil(len(plain) / 9)],
        "spoilt zip": lambda: gzip.compress(plain)[:-9] + b"123456789",
        "bomb": lambda: gzip.compress(bytes(50_000_000)),
        "bomb of rows": lambda: gzip.compress(plain + plain.split(b"\n")[-2] * 0 + b"1,1,1\n" * 6_000_000),
        "many columns": lambda: b",".join(b"c%d" % place for place in range(300_000)) + b"\n",
        "3,000 columns": lambda: b",".join(b"c%d" % place for place in range(3_000)) + b"\n",
        "nothing at all": lambda: b"",
        "header twice": lambda: plain.split(b"\n")[0] + b"\n" + plain,
    }
    common = rng.random() < 0.75
    return ways["nothing" if common else str(rng.choice(list(ways)))]()


def toml(rng, columns):
    """The schema as text, correct most of the time."""
    entries = ["".join(f"{key} = {literal(item)}\n" for key, item in fields.items()) for fields in columns]
    text = "".join(f"[[column]]\n{entry}" for entry in entries)
    lines = text.splitlines()
    place = int(rng.integers(len(lines)))
    ways = [
        lambda: text.replace(lines[place], "", 1),
        lambda: text.replace(lines[place], lines[place] + "\n" + lines[place], 1),
        lambda: text + "surprise = 1\n",
        lambda: text + "bounds = [nan, inf]\n",
        lambda: text + "bounds = [9, 1]\n",
        lambda: text + "levels = []\n",
        lambda: text + 'levels = ["a", "a"]\n',
        lambda: text + "[" * 200,
        lambda: text[: len(text) // 2],
        lambda: "\ufeff" + text + "\0",
        lambda: text.replace('"quasi"', '"sensitive"'),
        lambda: text.replace('"sensitive"', '"behaviour"'),
        lambda: "",
        lambda: "#" * 3_000_000,
    ]
    return text if rng.random() < 0.85 else ways[rng.integers(len(ways))]()


def literal(item):
    if isinstance(item, list):
        return "[" + ", ".join(map(literal, item)) + "]"
    if isinstance(item, str):
        return '"' + item.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return repr(item)
