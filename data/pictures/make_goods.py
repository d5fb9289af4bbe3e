"""Take the pictures of goods out of an icon set: ``python make_goods.py icons.json``.

``icons.json`` is that file of the npm package ``@iconify-json/fluent-emoji-flat``; README.md names version and licence.
"""

import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
SIDE = 32
"""Width and height of every icon of the set, in its own units."""


def main(icons: Path) -> None:
    """Write one picture for each entry of ``goods.toml``."""
    drawn = json.loads(icons.read_text(encoding="utf-8"))["icons"]
    for topic, goods in tomllib.loads((HERE / "goods.toml").read_text(encoding="utf-8")).items():
        shapes = drawn[goods["picture"]]["body"]
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">{shapes}</svg>\n'
        (HERE / "goods" / f"{topic}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
