"""Stage 8b: advertisements, which are sold in auctions of page views."""
