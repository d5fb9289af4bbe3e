"""Stage 3: which columns and months are kept, and how precisely."""
