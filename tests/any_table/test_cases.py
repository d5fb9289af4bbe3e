"""Small tables that once went wrong, each with its right value."""

import numpy as np
import pandas as pd
import pytest

from equipoise import protect_table
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.measure import measure

PLACES = Schema(
    (
        Column(name="sex", role="quasi", kind="nominal", levels=("f", "m")),
        Column(name="zip", role="quasi", kind="nominal", levels=("81667", "81675", "81925", "81931")),
        Column(name="ill", role="sensitive", kind="nominal", levels=("no", "yes")),
    )
)
SEVEN = pd.DataFrame(
    {
        "sex": list("ffmmmmf"),
        "zip": ["81667", "81667", "81675", "81675", "81675", "81925", "81931"],
        "ill": ["no", "yes", "no", "no", "yes", "yes", "no"],
    }
)


@pytest.mark.parametrize("technique", ["suppression", "k_anonymity", "l_diversity", "t_closeness"])
def test_the_loss_of_nothing_is_unknown(technique):
    release = protect_table(SEVEN.iloc[:1], PLACES, technique=technique, k=4)
    assert (len(release), release.suppressed) == (0, 1)
    assert np.isnan(measure.release_disclosure(release).information_loss)
    assert not measure.release_disclosure(release).unique_share.known
