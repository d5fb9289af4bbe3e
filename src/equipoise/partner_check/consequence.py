"""What follows from sharing with a company: its hidden conduct, run in the simulation."""

from __future__ import annotations

from equipoise.chain.partnership import PartnershipOutcome, share
from equipoise.chain.settings import Settings
from equipoise.partner_check.company import companies


def shared_with(settings: Settings, company: str) -> PartnershipOutcome:
    """Return what comes of sharing under these settings with this company, which behaves as it does.

    Where the settings share no field, the fields of the default are shared.
    """
    fields = settings.partners.fields or Settings().partners.fields
    return share(settings.replace(**{"partners.conduct": companies()[company].conduct, "partners.fields": fields}))
