"""Mitigations of bias before and in training, one file each; the catalogue lists them."""
