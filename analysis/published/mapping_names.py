"""Guesses for a mapping: which column is what, and which names in a file are ours. Pure."""

from collections.abc import Collection, Iterable, Mapping

from analysis.published.mapping import folded

#: Words that publishers head their columns with.
USUAL_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("enhet", "enhetsnamn", "verksamhet", "kommun", "stadsdel", "region", "unit"),
    "question": ("fråga", "frågetext", "frågor", "indikator", "påstående", "mått", "question"),
    "label": ("år", "mättillfälle", "mätår", "year"),
    "all": ("alla", "totalt", "samtliga", "total", "all", "totalt andel", "alla andel", "andel"),
    "women": ("kvinnor", "kvinna", "women", "kvinnor andel", "andel kvinnor"),
    "men": ("män", "man", "men", "män andel", "andel män"),
    "n": ("n", "antal", "antal svar", "antal svarande", "svarande", "totalt n", "totalt antal",
          "alla n", "alla antal", "totalt antal svar", "alla antal svar"),
    "n_women": ("n kvinnor", "kvinnor n", "antal kvinnor", "kvinnor antal", "kvinnor antal svar"),
    "n_men": ("n män", "män n", "antal män", "män antal", "män antal svar"),
}  # fmt: skip


def guess_columns(headings: Iterable[str]) -> dict[str, str]:
    """The heading of each column that a usual word names."""
    known = {folded(heading): heading for heading in headings}
    found = {
        column: next((known[word] for word in words if word in known), None)
        for column, words in USUAL_HEADINGS.items()
    }
    return {column: heading for column, heading in found.items() if heading is not None}


def guess_names(
    ours: Mapping[str, Collection[str]], saved: Mapping[str, str], names: Iterable[str]
) -> dict[str, str]:
    """What the file calls each of ours: as it was saved, or a name equal to one of ours.

    `ours` are the names that each of ours has, by code. Those that the file has no name for are left out.
    """
    known = {folded(name): name for name in names}
    found: dict[str, str] = {}
    for code, called in ours.items():
        for name in (saved.get(code, ""), *called):
            if folded(name) in known and known[folded(name)] not in found.values():
                found[code] = known[folded(name)]
                break
    return found
