"""The page Share: what is shared, the clean room, six companies."""
