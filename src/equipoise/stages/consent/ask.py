"""Stage 2: people meet the banner, change their minds, and may let their browser speak for them.

Published inputs: with equally easy buttons 59% accept and 39% refuse (C10: CNIL and IFOP 2022); the remaining 2% did
neither and count as ignoring. Every other design moves that one base rate by a published difference, because the
studies counted different people: highlighted accept +9 points (C04: Utz et al. 2019, mean of desktop and mobile), no
reject button on the first page +22.5 (C02: Nouwens et al. 2020), choices by purpose on the first page -14 (C03),
boxes ticked in advance +20 on top of that (C05: Utz et al. 2019). Where silence means yes, 0.23% opt out (C11: Johnson
et al. 2020), so that only one in 170 of those who would refuse does.

Later in the year some people open the privacy settings and answer again, purpose by purpose with nothing ticked, as on
the banner of that layout: some take a yes back, some give one. Some of those who agreed withdraw, which has to be as
easy as agreeing (GDPR, article 7(3)). The share of withdrawals is calibrated to people who agree where no is as easy as
yes. A more persuasive banner, or silence that counts as yes, adds people who are more concerned, so that more of them
withdraw. Erasure of their data (article 17(1)(b)) leaves them out of all later stages, so that the model is trained
again without them; otherwise they are no longer contacted, and their data stay. Some browsers send an opt-out signal,
Global Privacy Control (https://w3c.github.io/gpc/): a no to sharing and to other sites, which overrides a yes at the
banner (California Code of Regulations, title 11, section 7025(c)(3)).

Assumed: the probabilities of refusing, answering again, withdrawing and sending a signal rise with privacy concern
along one logistic curve; how much rarer a yes to sharing or to other sites is than one to analytics; that ignoring the
banner is independent of the person; and that whoever withdraws takes back everything.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.optimize import brentq
from scipy.special import logit

from equipoise.core.arrays import Flags, Floats, Singles, sigmoid
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import PURPOSES, TO_OTHERS
from equipoise.shared.consent import Consent
from equipoise.stages.consent.settings import ACCEPT_WITH_EQUAL_BUTTONS, DESIGN_EFFECT, ConsentSettings

IGNORE = 0.02
OPT_OUT_RATE = 0.0023
_ACTS_UNDER_OPT_OUT = OPT_OUT_RATE / (1 - ACCEPT_WITH_EQUAL_BUTTONS - IGNORE)
_CONCERN_SLOPE = 1.2
_PURPOSE_EASE = np.array([0.6, 0.4, -0.6, -0.4])  # logits, in PURPOSES' order; they sum to zero
_TO_OTHERS = np.isin(PURPOSES, TO_OTHERS)
CONCERN_MEAN, CONCERN_SPREAD = 0.04, 0.98
"""Mean and standard deviation of privacy concern over customers, to which the rates are calibrated: they come out of
how the world draws people, and are public, so that one person's answer does not depend on others."""
_STANDARD, _EVERYBODY = np.polynomial.hermite_e.hermegauss(41)  # a normal concern, by quadrature
_NODES = CONCERN_MEAN + CONCERN_SPREAD * _STANDARD


def _intercept(rate: float, slope: float = -_CONCERN_SLOPE, among: Floats = _EVERYBODY) -> float:
    """Return the intercept at which sigmoid(intercept + slope * concern) is ``rate`` on average over ``among``."""

    def excess(intercept: float) -> float:
        return float(np.average(sigmoid(intercept + slope * _NODES), weights=among)) - rate

    return float(brentq(excess, logit(rate) - 12.0, logit(rate) + 12.0))


_AGREEING = _EVERYBODY * sigmoid(_intercept(ACCEPT_WITH_EQUAL_BUTTONS / (1 - IGNORE)) - _CONCERN_SLOPE * _NODES)
"""The distribution of concern among those who agree where No is as easy as Yes: they are less concerned on average."""


def ask(settings: ConsentSettings, privacy_concern: Singles, seed: int) -> Consent:
    """Return every customer's answers to the banner and later choices.

    A customer's choices depend on their own draws and concern only, and the draws are the same under every setting. So
    within one consent model a more persuasive design of the same layout gains people and loses none, whatever is
    chosen, withdrawn or signalled later; and a larger share of withdrawals or signals contains the smaller one.
    """
    answered, ignored = _at_the_banner(settings, privacy_concern, seed)
    chosen = _chosen(settings, answered, privacy_concern, seed)
    agreed = np.asarray(chosen.any(axis=1) & (settings.model != "notice"))
    regrets = _by_concern(settings.withdrawal, privacy_concern, seed, "consent.withdrawal", among=_AGREEING)
    signals = _by_concern(settings.signal_share, privacy_concern, seed, "consent.signal")
    withdrew = agreed & regrets
    return _followed(settings, (answered, chosen, ignored), withdrew, signals)


def choose(
    settings: ConsentSettings, consent: Consent, customer: int, *, wants: tuple[bool, ...], signal: bool, erased: bool
) -> Consent:
    """Return the consent of all customers after one of them chose again; the settings apply as to everybody.

    Args:
        settings: of the banner. consent: of all customers. customer: whose choices these are.
        wants: the new answer to each of `PURPOSES`. signal: whether the browser sends the opt-out signal.
        erased: whether the customer asks to be erased, which is done wherever choices are honoured.
    """
    chosen, withdrew, signals = consent.chosen.copy(), consent.withdrew.copy(), consent.signals.copy()
    chosen[customer], signals[customer] = wants, signal
    withdrew[customer] = erased and any(wants)
    after = _followed(settings, (consent.answered, chosen, consent.ignored), withdrew, signals)
    permits = after.permits.copy()
    permits[customer] &= not (erased and settings.honour)
    return dataclasses.replace(after, permits=permits)


def nobody_takes_back(settings: ConsentSettings, consent: Consent) -> Consent:
    """Return the consent of all customers if nobody had withdrawn a yes."""
    ever = consent.answered | consent.chosen
    return _followed(
        settings, (consent.answered, ever, consent.ignored), np.zeros_like(consent.withdrew), consent.signals
    )


def _followed(
    settings: ConsentSettings, answers: tuple[Flags, Flags, Flags], withdrew: Flags, signals: Flags
) -> Consent:
    """Return the consent that follows from the answers (at the banner, later; and who ignored it)."""
    answered, chosen, ignored = answers
    said = chosen & ~withdrew[:, None]
    said[np.ix_(signals, _TO_OTHERS)] = False
    return Consent(
        answered=answered,
        chosen=chosen,
        said=said,
        permits=_acted_on(settings, chosen, withdrew, signals),
        ignored=ignored,
        withdrew=withdrew,
        signals=signals,
    )


def _at_the_banner(settings: ConsentSettings, privacy_concern: Singles, seed: int) -> tuple[Flags, Flags]:
    """Return everybody's answers, and who ignored the banner."""
    people = len(privacy_concern)
    draws = stream(seed, "consent").random((people, 2 + len(PURPOSES)))
    if settings.model == "notice":
        return np.ones((people, len(PURPOSES)), dtype=bool), np.ones(people, dtype=bool)
    ignored = draws[:, 0] < (IGNORE if settings.model == "opt_in" else 1 - _ACTS_UNDER_OPT_OUT)
    answer = _answers(settings.banner, privacy_concern, draws[:, 1], draws[:, 2:])
    return np.where(ignored[:, None], settings.model == "opt_out", answer), ignored


def _chosen(settings: ConsentSettings, answered: Flags, concern: Singles, seed: int) -> Flags:
    """Return everybody's answers after some answered again, by purpose and with nothing ticked."""
    if settings.model == "notice" or settings.revision == 0:
        return answered
    anew = _by_concern(settings.revision, concern, seed, "consent.revision")
    draws = stream(seed, "consent.anew").random((len(concern), 1 + len(PURPOSES)))
    return np.where(anew[:, None], _answers("per_purpose", concern, draws[:, 0], draws[:, 1:]), answered)


def _acted_on(settings: ConsentSettings, chosen: Flags, withdrew: Flags, signals: Flags) -> Flags:
    """Return the purposes for which the company uses the data, given choices, withdrawals and signals."""
    permits = chosen.copy() if settings.honour else np.ones_like(chosen)
    if settings.honour:
        permits[withdrew, PURPOSES.index("offers")] = False
    if settings.honour and settings.erasure:
        permits[withdrew] = False
    if settings.honour_signal:
        permits[np.ix_(signals, _TO_OTHERS)] = False
    return permits


def _by_concern(share: float, concern: Singles, seed: int, name: str, among: Floats = _EVERYBODY) -> Flags:
    """Draw who takes an action whose probability rises with privacy concern (shape: customers).

    The probability is sigmoid(intercept + slope * concern). The intercept is public, so that a person's action does not
    depend on other people.

    Args:
        share: of the people whose concern is distributed as ``among``, on average.
        concern: of everybody. seed, name: of the stream of draws.
        among: weights of the quadrature's nodes.
    """
    if share < np.finfo(float).eps:  # finer than the draws
        return np.zeros(concern.size, dtype=bool)
    intercept = _intercept(share, _CONCERN_SLOPE, among)
    draws = stream(seed, name).random(concern.size)
    return np.asarray(draws < sigmoid(intercept + _CONCERN_SLOPE * concern.astype(float)))


def _answers(banner: str, concern: Singles, overall: Floats, each: Floats) -> Flags:
    """Return the answers that people would give to each purpose if they answer."""
    wanted = (ACCEPT_WITH_EQUAL_BUTTONS + DESIGN_EFFECT[banner]) / (1 - IGNORE)
    wanting = _intercept(wanted) - _CONCERN_SLOPE * concern.astype(float)
    if banner in ("per_purpose", "pre_ticked"):
        return np.asarray(each < sigmoid(wanting[:, None] + _PURPOSE_EASE))
    return np.repeat((overall < sigmoid(wanting))[:, None], len(PURPOSES), axis=1)
