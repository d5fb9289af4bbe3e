"""All levers together: one frozen settings object a stage, checked, and written as TOML, JSON or a link.

Every reader refuses what it does not know with one `SettingsError` (value, rule, remedy). Files and links may
be partial: a lever that they do not name is as in the scenario "Typical retailer", which is `Settings()`.
Nothing that is read is executed or unpickled.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, Self, TypeAlias
from urllib.parse import parse_qsl, urlencode

import tomli_w

from equipoise.chain.versions import SCHEMA_VERSION, check_version, renewed
from equipoise.chain.writing import check_text, once, reason_of, whole, write
from equipoise.core.errors import SettingsError
from equipoise.core.levers import Lever, StageSettings, levers_of
from equipoise.core.toml_text import loads
from equipoise.stages.ads.settings import AdsSettings
from equipoise.stages.attacks.settings import AttackSettings
from equipoise.stages.consent.settings import ConsentSettings
from equipoise.stages.content.settings import ContentSettings
from equipoise.stages.deliver.settings import DeliverSettings
from equipoise.stages.history.settings import HistorySettings
from equipoise.stages.incident.settings import IncidentSettings
from equipoise.stages.measure.settings import MeasureSettings
from equipoise.stages.minimise.settings import MinimiseSettings
from equipoise.stages.partners.settings import PartnersSettings
from equipoise.stages.protect.settings import ProtectSettings
from equipoise.stages.targeting.settings import TargetSettings, TrainSettings
from equipoise.stages.world.settings import PopulationSettings
from equipoise.texts.phrases import Phrase

STAGES: dict[str, type[StageSettings]] = {
    "population": PopulationSettings,
    "consent": ConsentSettings,
    "minimise": MinimiseSettings,
    "protect": ProtectSettings,
    "history": HistorySettings,
    "train": TrainSettings,
    "target": TargetSettings,
    "deliver": DeliverSettings,
    "measure": MeasureSettings,
    "attack": AttackSettings,
}
"""The settings of every stage by the stage's name, in the order of the chain."""
BRANCHES: dict[str, type[StageSettings]] = {
    "content": ContentSettings,
    "ads": AdsSettings,
    "partners": PartnersSettings,
    "incident": IncidentSettings,
}
"""The settings of what follows from a run when somebody asks, and changes none of its numbers; by the branch's name."""

LEVERS: dict[str, Lever] = {
    f"{part}.{name}": declared
    for part, kind in (STAGES | BRANCHES).items()
    for name, declared in levers_of(kind).items()
}
"""The declaration of every lever by its dotted name: those of the chain in its order, then those of the branches."""

Form = Literal["toml", "json", "query"]
"""How settings are written: as a file of one of two kinds, or as a link's query string."""
Written: TypeAlias = "tuple[object, dict[str, Any]]"
"""The schema version of a text, and the levers that it names; neither is checked yet."""

_NUMERAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """The position of every lever; ``Settings()`` is the scenario "Typical retailer"."""

    population: PopulationSettings = dataclasses.field(default_factory=PopulationSettings)
    consent: ConsentSettings = dataclasses.field(default_factory=ConsentSettings)
    minimise: MinimiseSettings = dataclasses.field(default_factory=MinimiseSettings)
    protect: ProtectSettings = dataclasses.field(default_factory=ProtectSettings)
    history: HistorySettings = dataclasses.field(default_factory=HistorySettings)
    train: TrainSettings = dataclasses.field(default_factory=TrainSettings)
    target: TargetSettings = dataclasses.field(default_factory=TargetSettings)
    deliver: DeliverSettings = dataclasses.field(default_factory=DeliverSettings)
    measure: MeasureSettings = dataclasses.field(default_factory=MeasureSettings)
    attack: AttackSettings = dataclasses.field(default_factory=AttackSettings)
    content: ContentSettings = dataclasses.field(default_factory=ContentSettings)
    ads: AdsSettings = dataclasses.field(default_factory=AdsSettings)
    partners: PartnersSettings = dataclasses.field(default_factory=PartnersSettings)
    incident: IncidentSettings = dataclasses.field(default_factory=IncidentSettings)

    def __post_init__(self) -> None:
        for stage, kind in (STAGES | BRANCHES).items():
            value = getattr(self, stage)
            if not isinstance(value, kind):
                raise SettingsError.about(value, "settings.stage_kind", stage=stage, kind=kind.__name__)

    def __getitem__(self, name: str) -> Any:
        """Return the value of the lever with this dotted name.

        Raises:
            SettingsError: there is no such lever.
        """
        stage, short = _known(name)
        return getattr(getattr(self, stage), short)

    def replace(self, **levers: Any) -> Self:
        """Return a copy with some levers moved: ``settings.replace(**{"protect.k": 10})``.

        Raises:
            SettingsError: a lever is unknown, or its value is not permitted.
        """
        stages: dict[str, dict[str, Any]] = {}
        for name, value in levers.items():
            stage, short = _known(name)
            stages.setdefault(stage, {})[short] = value
        moved = {stage: dataclasses.replace(getattr(self, stage), **part) for stage, part in stages.items()}
        return dataclasses.replace(self, **moved)

    def changes(self, other: Settings) -> dict[str, tuple[Any, Any]]:
        """Return the levers whose values differ in ``other``: name -> (value here, value there)."""
        return {name: (self[name], other[name]) for name in LEVERS if self[name] != other[name]}

    def inactive(self) -> dict[str, str]:
        """Return the levers that have no effect now: name -> key of the reason in the texts."""
        conditional = {name: declared.active for name, declared in LEVERS.items() if declared.active}
        still = [name for name, active in conditional.items() if not active(self.__getitem__)]
        return {name: f"lever.{name}.inactive" for name in still}

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, nested by stage, with the schema version."""
        plain: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
        for name in LEVERS:
            stage, short = name.split(".")
            value = self[name]
            plain.setdefault(stage, {})[short] = list(value) if isinstance(value, tuple) else value
        return plain

    @classmethod
    def read(cls, text: str, form: Form) -> tuple[Self, tuple[Phrase, ...]]:
        """Read a file or a link, full or partial: levers that it does not name are at their default.

        Returns:
            The settings, and what reading them changed, where an older version of the schema wrote the text.

        Raises:
            SettingsError: the text is too long or not of this form, names something unknown or something twice, gives
                a value that is not permitted, or is of a newer version.
        """
        check_text(text)
        return cls._opened(*_FORMS[form](text))

    @classmethod
    def _opened(cls, version: object, levers: Mapping[str, Any]) -> tuple[Self, tuple[Phrase, ...]]:
        for name in levers:
            _known(name)
        levers, changed = renewed(check_version(version), levers)
        return cls().replace(**levers), changed

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Return settings from the result of `to_dict`, or from a part of it.

        Raises:
            SettingsError: a stage or lever is unknown, a value is not permitted, or the version is newer.
        """
        return cls._opened(*_in_stages(values))[0]

    def to_toml(self) -> str:
        """Return all levers as a TOML file."""
        return tomli_w.dumps(self.to_dict())

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read a TOML file; see `read`."""
        return cls.read(text, "toml")[0]

    def to_json(self) -> str:
        """Return all levers as JSON."""
        return json.dumps(self.to_dict(), indent=2)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read JSON; see `read`."""
        return cls.read(text, "json")[0]

    def to_query(self) -> str:
        """Return a link's query string: the schema version and the levers that are not at their default."""
        moved = Settings().changes(self)
        pairs = [("v", str(SCHEMA_VERSION)), *((name, write(new)) for name, (_, new) in moved.items())]
        return urlencode(pairs, safe=",")

    @classmethod
    def from_query(cls, query: str) -> Self:
        """Read a query string; see `read`."""
        return cls.read(query, "query")[0]


def _in_toml(text: str) -> Written:
    try:
        return _in_stages(loads(text))
    except SettingsError:  # is a ValueError too
        raise
    except ValueError as error:
        raise SettingsError.about(text, "settings.not_toml", reason=reason_of(error)) from error


def _in_json(text: str) -> Written:
    try:
        return _in_stages(json.loads(text, object_pairs_hook=once))
    except SettingsError:
        raise
    except (ValueError, RecursionError) as error:
        raise SettingsError.about(text, "settings.not_json", reason=reason_of(error)) from error


def _in_query(text: str) -> Written:
    try:
        pairs = parse_qsl(text.removeprefix("?"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise SettingsError.about(text, "settings.not_query") from error
    values = once(pairs)
    version = whole(values.pop("v", str(SCHEMA_VERSION)))
    return version, {name: _read(name, value) for name, value in values.items()}


def _in_stages(values: object) -> Written:
    """Return the version of nested values, and the levers by their dotted names."""
    if not isinstance(values, Mapping):
        raise SettingsError.about(values, "settings.stages", stages=(*STAGES, *BRANCHES))
    levers: dict[str, Any] = {}
    for stage, part in values.items():
        if stage != "schema_version":
            levers |= _levers_of_stage(stage, part)
    return values.get("schema_version", SCHEMA_VERSION), levers


_FORMS: Mapping[Form, Callable[[str], Written]] = {"toml": _in_toml, "json": _in_json, "query": _in_query}


def run_of(settings: Settings) -> Settings:
    """Return settings with the levers of all branches at their defaults: no number of the run depends on these."""
    usual: dict[str, Any] = {name: kind() for name, kind in BRANCHES.items()}
    return dataclasses.replace(settings, **usual)


def parse(name: str, text: str) -> Any:
    """Read the value of the lever ``name`` from a flag, by the lever's declared kind.

    Lists are separated by commas; an empty text is an empty list.

    Raises:
        SettingsError: there is no such lever, or the text is no permitted value of it.
    """
    return read_as(name, LEVERS.get(name), text)


def read_as(name: str, declared: Lever | None, text: str) -> Any:
    """Read the value of a lever from a flag by this declaration; None: there is no such lever.

    Raises:
        SettingsError: there is no such lever, or the text is no permitted value of it.
    """
    check_text(text)
    if declared is None:
        raise _no_lever(name)
    return declared.check(name, _value(declared, text))


def _read(name: str, text: str) -> Any:
    """Return the text as a value of the lever; see `_value`."""
    _known(name)
    return _value(LEVERS[name], text)


def _value(declared: Lever, text: str) -> Any:
    """Return the text as a value of the lever's kind; where that fails, the text, which `Lever.check` refuses."""
    match declared.kind:
        case "flag":
            return {"true": True, "false": False}.get(text, text)
        case "subset":
            return text.split(",") if text else []
        case "integer":
            return whole(text)
        case "number":
            return float(text) if _NUMERAL.fullmatch(text) else text
        case "choice":
            return text


def _known(name: object) -> tuple[str, str]:
    """Return stage and short name of a lever, or refuse an unknown one with the nearest known names."""
    if not isinstance(name, str) or name not in LEVERS:
        raise _no_lever(name)
    stage, short = name.split(".")
    return stage, short


def _no_lever(name: object) -> SettingsError:
    wanted = name[:64] if isinstance(name, str) else ""
    same_lever = [each for each in LEVERS if each.endswith(f".{wanted}")]
    near = same_lever or difflib.get_close_matches(wanted, list(LEVERS), n=3)
    return SettingsError.about(name, "lever.near" if near else "lever.unknown", near=near)


def _levers_of_stage(stage: object, part: object) -> dict[str, Any]:
    if not isinstance(stage, str) or stage not in STAGES | BRANCHES:
        raise SettingsError.about(stage, "settings.no_stage", stages=(*STAGES, *BRANCHES))
    if not isinstance(part, Mapping):
        raise SettingsError.about(part, "settings.stage_table", stage=stage)
    return {f"{stage}.{name}": value for name, value in part.items()}
