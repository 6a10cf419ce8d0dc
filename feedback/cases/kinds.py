"""The fixed lists of a case: kinds, channels, ways to get the answer, outcomes, texts. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """What the sender wants; a deviation comes from staff and carries no promise."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    QUESTION = "question"
    DEVIATION = "deviation"

    @property
    def is_promised(self) -> bool:
        """Whether an answer is due within two weeks."""
        return self is not Kind.DEVIATION


class Channel(StrEnum):
    """How a case came in."""

    WEB = "web"
    KIOSK = "kiosk"
    LETTERBOX = "letterbox"
    TOLD = "told"
    TELEPHONE = "telephone"
    EMAIL = "email"
    POSTCARD = "postcard"
    LETTER = "letter"
    CITY_FORM = "city_form"
    INTERNAL = "internal"


class AnswerWay(StrEnum):
    """How the sender wants the answer."""

    CODE = "code"
    RECEPTION = "reception"
    HOME = "home"
    PHONE = "phone"
    MEETING = "meeting"
    EMAIL = "email"


class Outcome(StrEnum):
    """How a case ended; each kind has its own."""

    FOUNDED = "founded"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"
    UNDECIDABLE = "undecidable"
    DONE = "done"
    CONSIDERED = "considered"
    DECLINED = "declined"


#: The outcomes a kind may end with; a kind that is not here ends without one.
OUTCOMES: dict[Kind, tuple[Outcome, ...]] = {
    Kind.COMPLAINT: (
        Outcome.FOUNDED,
        Outcome.PARTLY,
        Outcome.UNFOUNDED,
        Outcome.UNDECIDABLE,
    ),
    Kind.SUGGESTION: (Outcome.DONE, Outcome.CONSIDERED, Outcome.DECLINED),
}


class TextKind(StrEnum):
    """What a text of a case is."""

    #: What happened, in the sender's words, and what the sender wrote later.
    SAID = "said"
    MESSAGE = "message"
    #: Not sent yet: one a language and round, and it is what two people may write at once.
    DRAFT = "draft"
    #: The exact words that were sent.
    ANSWER = "answer"
    #: Said by telephone or at a meeting, written down.
    SPOKEN = "spoken"
    #: "Besked om ny dag".
    INTERIM = "interim"
    #: The sender was told of something else: passed on, handed over.
    TOLD = "told"
    #: Among staff.
    NOTE = "note"


class Matter(StrEnum):
    """What a case may also be; it is passed on with its arrival date, and the case goes on."""

    APPEAL = "appeal"
    APPLICATION = "application"
    CHILD = "child"
    DOCUMENTS = "documents"


class Opinion(StrEnum):
    """What the sender says of the answer."""

    YES = "yes"
    SOMEWHAT = "somewhat"
    NO = "no"
