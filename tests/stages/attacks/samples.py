"""Small tables, and people drawn at random, for the tests of attacks."""

import dataclasses

import numpy as np
import pandas as pd

from equipoise.shared.column import Column
from equipoise.shared.identity import e_mail_hashes, name_codes
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.attacks.base import Auxiliary, Truth
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.shopper import Baskets

NO_TABLE = Release(exact=pd.DataFrame(), low=np.empty((0, 0)), high=np.empty((0, 0)), schema=Schema(()))
"""For the attack on a model, which needs no table."""
FIELDS = ("birth", "sex", "postcode")
KNOWN = (*FIELDS, "name")
TOPICS = tuple(f"bought_{topic}" for topic in range(6))
SCHEMA = Schema(
    (
        Column(name="birth", role="quasi", kind="date"),
        Column(name="sex", role="quasi", kind="nominal", levels=("F", "M")),
        Column(name="postcode", role="quasi", kind="nominal", levels=tuple("abcdefgh")),
        *(Column(name=name, role="behaviour", kind="number") for name in TOPICS),
        Column(name="ill", role="sensitive", kind="binary"),
        Column(name="pseudonym", role="direct", kind="identifier"),
    )
)


def boxes(low, high, **exact) -> Release:
    """A release of boxes in the fields x, y, ... with further columns."""
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    quasi = [Column(name="xyz"[place], role="quasi", kind="number") for place in range(low.shape[1])]
    others = [Column(name=name, role=role, kind="number") for name, (role, _) in exact.items()]
    frame = pd.DataFrame({name: values for name, (_, values) in exact.items()}, index=range(len(low)))
    return Release(exact=frame, low=low, high=high, schema=Schema((*quasi, *others)))


def knowing(targets, controls=(), control_for=None, fields="xy", **more) -> Auxiliary:
    """What an attacker knows of targets and control people on the fields x, y, ..."""
    targets = np.array(targets, dtype=float).reshape(-1, len(fields))
    controls = np.array(controls, dtype=float).reshape(-1, len(fields))
    places = np.arange(len(controls)) if control_for is None else np.array(control_for)
    return Auxiliary(fields=tuple(fields), targets=targets, controls=controls, control_for=places, **more)


def truth_of(rows, trait=None, control_trait=(), exact=None, control_exact=None) -> Truth:
    """The truth about targets in these rows."""
    rows = np.array(rows)
    trait = np.zeros(len(rows), dtype=bool) if trait is None else np.array(trait, dtype=bool)
    return Truth(
        row=rows,
        trait=trait,
        control_trait=np.array(control_trait, dtype=bool),
        exact=pd.DataFrame() if exact is None else exact,
        control_exact=pd.DataFrame() if control_exact is None else control_exact,
    )


def people(rng, n):
    """People whose trait triples what they buy of the first topic; plain hashes are their pseudonyms."""
    ill = rng.random(n) < 0.2
    rates = rng.gamma(2.0, 2.0, (n, len(TOPICS)))
    rates[:, 0] *= np.where(ill, 3.0, 1.0)
    fields = {
        "birth": rng.integers(0, 20_000, n).astype(float),
        "sex": rng.integers(0, 2, n).astype(float),
        "postcode": rng.integers(0, 8, n).astype(float),
    }
    bought = {name: rng.poisson(rates[:, topic]).astype(float) for topic, name in enumerate(TOPICS)}
    before = rng.spawn(1)[0]  # another year, which moves no other draw
    old = {f"old_{name}": before.poisson(3 * rates[:, topic]) for topic, name in enumerate(TOPICS)}
    name = name_codes(fields["birth"].astype(np.int64), fields["sex"])
    pseudonym = e_mail_hashes(name, pd.Series(name).groupby(name).cumcount().to_numpy() + 1)
    return pd.DataFrame({**fields, **bought, **old, "ill": ill.astype(float), "name": name, "pseudonym": pseudonym})


def old_year(table):
    """What the same people bought in the year before."""
    return Baskets(topics=table[[f"old_{name}" for name in TOPICS]].to_numpy(dtype=np.int64))


def some_purchases(rng, table, known=4):
    """A few purchases of each person, drawn from the person's own."""
    bought = table[list(TOPICS)].to_numpy(dtype=np.int64)
    found = np.full((len(table), known), -1)
    for person, counts in enumerate(bought):
        events = rng.permutation(np.repeat(np.arange(len(TOPICS)), counts))[:known]
        found[person, : len(events)] = events
    return found


@dataclasses.dataclass(frozen=True)
class Case:
    """A release with what an attacker knows and what is true."""

    release: Release
    auxiliary: Auxiliary
    truth: Truth


def case(seed, n=600, controls=300, independent=False, register=False) -> Case:
    """A raw table of n people; if ``independent``, the released rows are those of n others."""
    rng = np.random.default_rng(seed)
    insiders, outsiders, panel = people(rng, n), people(rng, controls), people(rng, 1500)
    released = people(rng, n) if independent else insiders
    known = insiders[list(KNOWN)].to_numpy()
    crowd = np.vstack([known, people(rng, 4 * n)[list(KNOWN)].to_numpy()])
    auxiliary = Auxiliary(
        fields=KNOWN,
        targets=known,
        controls=outsiders[list(KNOWN)].to_numpy(),
        control_for=rng.permutation(np.arange(controls) % n),
        register=crowd if register else None,
        register_target=np.arange(n) if register else None,
        purchases=some_purchases(rng, insiders),
        control_purchases=some_purchases(rng, outsiders),
        purchase_columns=TOPICS,
        old=old_year(insiders),
        control_old=old_year(outsiders),
        trait="ill",
        prevalence=0.2,
        panel=Panel(panel[[*FIELDS, *TOPICS]], panel["ill"].to_numpy() > 0),
    )
    truth = truth_of(
        np.arange(n),
        insiders["ill"] > 0,
        outsiders["ill"] > 0,
        insiders.drop(columns="ill"),
        outsiders.drop(columns="ill"),
    )
    return Case(release_of(released, SCHEMA), auxiliary, truth)
