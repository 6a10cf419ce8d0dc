"""What the parts of a wave are called, which kept counts belong to each, and how they stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.results.measured import bilingual
from analysis.results.phrases import in_language
from analysis.results.queries import Division
from core.codes import MODE_NAMES
from organisation.models import Unit
from organisation.units import names_of_units, parents_of_units
from surveys.questionnaires.builtin_choices import AGE_GROUP


@dataclass(frozen=True)
class PartNames:
    """The names of the parts in their order; `above` leads from smaller parts to those named."""

    names: Mapping[str, str]
    unknown: str
    above: Mapping[str, str] = field(default_factory=dict)

    def part_of(self, key: str) -> str:
        """The part of a key as it is kept; "" is the part without a name."""
        part = self.above.get(key, key)
        return part if part in self.names else ""

    def text(self, part: str) -> str:
        """What the part is called."""
        return self.names.get(part, self.unknown)

    def in_order(self, parts: Iterable[str]) -> list[str]:
        """The parts as they stand under each other; the one without a name is last."""
        order = [*self.names, ""]
        return sorted(parts, key=order.index)


def part_names(session: Session, unit: Unit, division: Division) -> PartNames:
    """The names of a unit's parts: what is right below it in the tree, the modes, or age groups."""
    if division is Division.MODE:
        return PartNames({mode.value: _(name) for mode, name in MODE_NAMES.items()}, _("Okänt"))
    if division is Division.AGE:
        language = str(get_locale())
        ages = {str(one.code): in_language(bilingual(one.label), language) for one in AGE_GROUP}
        return PartNames(ages, _("Okänt"))
    names, parents = names_of_units(session), parents_of_units(session)
    below = sorted(one for one, parent in parents.items() if parent == unit.id)
    above = dict(_sections(parents, unit.id))
    return PartNames({str(one): names[one] for one in below}, _("Utan sektion"), above)


def _sections(parents: Mapping[int, int | None], root: int) -> Iterator[tuple[str, str]]:
    """Each unit below the root with the one right below it that it belongs to."""
    for unit in parents:
        section: int | None = unit
        while section is not None and parents.get(section) != root:
            section = parents.get(section)
        if section is not None:
            yield str(unit), str(section)
