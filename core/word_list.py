"""Write the list of common Swedish words out of wordfreq: `python -m core.word_list`.

Run once at set-up, so that the server reads a file of 270 kB and never loads wordfreq, which
needs 58 MB.
"""

import re
from importlib.metadata import version
from pathlib import Path

from wordfreq import freq_to_zipf, get_frequency_dict

from core.language_words import COMMON_WORDS

#: Zipf 3.0 is once in a million words.
LEAST_COMMON = 3.0
_WORD = re.compile(r"[^\W\d_]+([-'’][^\W\d_]+)*")


def make_word_list(file: Path = COMMON_WORDS) -> bool:
    """Write the words to a file, one a line in order. False when it was there already."""
    heading = _heading()
    if file.is_file() and file.read_text("utf-8").startswith(heading):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(heading + "\n".join(common_words()) + "\n", "utf-8")
    return True


def common_words() -> list[str]:
    """Swedish words with a Zipf frequency of at least 3.0, inflected forms one by one."""
    return sorted(
        word
        for word, frequency in get_frequency_dict("sv", wordlist="large").items()
        # wordfreq itself tells a Zipf frequency with two decimals.
        if round(freq_to_zipf(frequency), 2) >= LEAST_COMMON and _WORD.fullmatch(word)
    )


def _heading() -> str:
    return (
        f"# Swedish words with Zipf frequency {LEAST_COMMON} or more, selected from"
        f" wordfreq {version('wordfreq')}\n"
        "# (Robyn Speer and others), https://doi.org/10.5281/zenodo.7199437, CC BY-SA 4.0.\n"
    )


if __name__ == "__main__":
    print("Word list made." if make_word_list() else "Word list is there.")
