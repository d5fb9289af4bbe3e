"""The keywords of the shop's items: the kinds of things that it sells, ten in every topic.

A keyword is what an item is about, what people search for, and what a message mentions. Their words are in
``data/texts/items.toml`` under ``keyword``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KEYWORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "baby": (
        "nappies", "pushchairs", "baby_clothes", "baby_food", "toys",
        "cots", "car_seats", "bottles", "baby_care", "maternity",
    ),
    "health": (
        "vitamins", "pain_relief", "first_aid", "cold_remedies", "massage",
        "blood_pressure", "sleep", "allergy", "dental_care", "supports",
    ),
    "beauty": (
        "skin_care", "make_up", "perfume", "hair_care", "nail_care",
        "shaving", "bath", "sun_care", "soap", "hair_dryers",
    ),
    "fashion": (
        "dresses", "shirts", "jeans", "shoes", "coats",
        "knitwear", "bags", "jewellery", "underwear", "hats",
    ),
    "sport": (
        "running", "cycling", "yoga", "swimming", "football",
        "weights", "hiking", "tennis", "sportswear", "fishing",
    ),
    "garden": (
        "seeds", "plants", "lawn_mowers", "garden_tools", "pots",
        "barbecues", "garden_furniture", "compost", "bird_feeders", "watering",
    ),
    "home": (
        "bedding", "curtains", "lamps", "cookware", "rugs",
        "towels", "candles", "storage", "cushions", "sofas",
    ),
    "electronics": (
        "phones", "headphones", "laptops", "televisions", "cameras",
        "games", "smart_watches", "speakers", "printers", "cables",
    ),
    "books": (
        "novels", "crime", "cookbooks", "biographies", "children",
        "guides", "advice", "history", "comics", "poetry",
    ),
    "food": (
        "coffee", "wine", "chocolate", "cheese", "tea",
        "spices", "snacks", "bread", "organic", "beer",
    ),
    "travel": (
        "suitcases", "city_breaks", "backpacks", "pillows", "camping",
        "beach", "maps", "adapters", "cruises", "skiing",
    ),
    "bargains": (
        "clearance", "multipacks", "vouchers", "second_hand", "end_of_line",
        "refurbished", "own_brand", "sale_clothes", "returns", "samples",
    ),
}  # fmt: skip
"""The keywords of every topic, in the order of `TOPICS`."""
KEYWORDS_PER_TOPIC: Final = 10
