"""The page Rules: what law and good practice say about the shop, and what each remedy costs."""
