"""Loaded once into the process that worker processes are forked from, before anything else.

It keeps the linear algebra libraries to one thread: this must be said before they are loaded. And it keeps workers from
running the server's main script again, as `multiprocessing` does for the sake of functions defined there: the
script of a Streamlit app is the whole app, and only functions of modules can be asked for.
"""

from __future__ import annotations

import os
from multiprocessing import spawn

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[_name] = "1"


def _leave_main_alone(main: str) -> None:
    """Do not run ``main``."""


for _step in ("_fixup_main_from_path", "_fixup_main_from_name"):
    setattr(spawn, _step, _leave_main_alone)
