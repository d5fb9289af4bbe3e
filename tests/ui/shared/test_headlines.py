import pytest

from equipoise.texts.catalogue import in_language
from equipoise.ui.shared.headlines import HEADLINES


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_headline_has_one_name_for_everybody(language):
    texts = in_language(language)
    assert all(texts[f"number.{name}.title"] == texts[f"number.{name}.plain"] for name in HEADLINES)
