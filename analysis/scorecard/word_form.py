"""The form of what is said of a period: forecast, analysis, learning, the manager's word."""

from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.scorecard.entry_form import Errors, Fields, Refused, read_figure
from analysis.scorecard.kinds import Fulfilment, Quantity
from analysis.scorecard.models import Indicator, IndicatorWord
from analysis.scorecard.typed_numbers import as_typed
from core.codes import N_
from organisation.names import one_line, running_text

LONGEST = 4000
WORD_LABELS = {
    "word_forecast": N_("Prognos för hela året"),
    "word_analysis": N_("Analys: varför blev det så?"),
    "word_learning": N_("Ta tillvara: vad gör ni med det ni har lärt er?"),
    "word_fulfilment": N_("Hur uppfylls målet?"),
}


@dataclass(frozen=True)
class Said:
    """What was said, checked; a forecast of a share is 0–1."""

    forecast: float | None
    analysis: str
    learning: str
    fulfilment: Fulfilment | None


def read_word(fields: Fields, quantity: Quantity) -> Said:
    """What was typed; everything may be empty. Raises Refused."""
    errors: Errors = {}
    texts = {
        name: running_text(fields.get(f"word_{name}", "")) for name in ("analysis", "learning")
    }
    for name, text in texts.items():
        if len(text) > LONGEST:
            errors[f"word_{name}"] = _("Skriv högst 4 000 tecken.")
    typed = one_line(fields.get("word_forecast", ""))
    forecast = read_figure(typed, "word_forecast", quantity, errors) if typed else None
    chosen = fields.get("word_fulfilment", "")
    if chosen and chosen not in set(Fulfilment):
        errors["word_fulfilment"] = _("Välj något av det som står här.")
    if errors:
        raise Refused(errors)
    fulfilment = Fulfilment(chosen) if chosen else None
    return Said(forecast, texts["analysis"], texts["learning"], fulfilment)


def fields_of_word(indicator: Indicator, word: IndicatorWord | None) -> dict[str, str]:
    """The fields of what is stored."""
    if word is None:
        return dict.fromkeys(WORD_LABELS, "")
    share = indicator.quantity == Quantity.SHARE
    return {
        "word_forecast": "" if word.forecast is None else as_typed(word.forecast, share=share),
        "word_analysis": word.analysis,
        "word_learning": word.learning,
        "word_fulfilment": word.fulfilment or "",
    }
