"""The Playground: move levers, and see what happens to offers, privacy and fairness."""

from equipoise.ui.playground import board
from equipoise.ui.shared import page

page.in_regions("playground")
board.show()
board.look_closer()
