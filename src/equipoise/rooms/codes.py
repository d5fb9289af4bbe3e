"""The codes of rooms: six signs of Crockford's Base32, drawn by chance, so that 30 bits have to be guessed.

Source: https://www.crockford.com/base32.html. The alphabet has no I, L, O and U; who reads a 1 as an I or an L, or a 0
as an O, and types that, is understood.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
LONGEST = 40
"""What is longer is no code, however many blanks are in it."""
_READ = str.maketrans("ILO", "110", " -\t")


def new_code() -> str:
    """Return a code that no other tells anything about."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """Return what somebody typed as the code that was meant; blanks and hyphens do not count.

    What cannot be a code becomes "", which no room has.
    """
    code = typed[:LONGEST].upper().translate(_READ)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
