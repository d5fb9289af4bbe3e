"""What stages hand to each other: releases, vaults, folds, schemas, tables in files, results."""
