"""What the fixed lists of a case are called; Swedish msgids, translated by whoever shows them."""

from core.codes import N_, Gender
from feedback.cases.kinds import AnswerWay, Channel, Kind, Matter, Opinion, Outcome, TextKind
from feedback.cases.states import CaseState, Move

KIND_NAMES = {
    Kind.COMPLAINT: N_("Klagomål"),
    Kind.SUGGESTION: N_("Förslag"),
    Kind.PRAISE: N_("Beröm"),
    Kind.QUESTION: N_("Fråga"),
    Kind.DEVIATION: N_("Avvikelse"),
}
CHANNEL_NAMES = {
    Channel.WEB: N_("Webben"),
    Channel.KIOSK: N_("Pekskärm"),
    Channel.LETTERBOX: N_("Brevlådan"),
    Channel.TOLD: N_("Berättat för personal"),
    Channel.TELEPHONE: N_("Telefon"),
    Channel.EMAIL: N_("Mejl"),
    Channel.POSTCARD: N_("Vykort"),
    Channel.LETTER: N_("Brev"),
    Channel.CITY_FORM: N_("Stadens formulär"),
    Channel.INTERNAL: N_("Från personalen"),
}
ANSWER_WAY_NAMES = {
    AnswerWay.CODE: N_("Läser själv med sin kod"),
    AnswerWay.RECEPTION: N_("Hämtar ett brev i receptionen"),
    AnswerWay.HOME: N_("Brev hem"),
    AnswerWay.PHONE: N_("Vi ringer"),
    AnswerWay.MEETING: N_("Vill träffa en chef"),
    AnswerWay.EMAIL: N_("Mejl som säger att svaret finns"),
}
STATE_NAMES = {
    CaseState.DRAFT: N_("Utkast"),
    CaseState.RECEIVED: N_("Inte registrerad"),
    CaseState.REGISTERED: N_("Registrerad"),
    CaseState.ASSIGNED: N_("Väntar på att läsas"),
    CaseState.WITH_MANAGER: N_("Hos chefen"),
    CaseState.ANSWERED: N_("Besvarad"),
    CaseState.CLOSED: N_("Avslutad"),
    CaseState.REOPENED: N_("Öppnad igen"),
    CaseState.HANDED_OVER: N_("Lämnad till en annan myndighet"),
    CaseState.VOIDED: N_("Struken"),
    CaseState.ON_HOLD: N_("Ska bevaras"),
    CaseState.ANONYMISED: N_("Avidentifierad"),
}
MOVE_NAMES = {
    Move.RECEIVE: N_("ta emot"),
    Move.REGISTER: N_("registrera"),
    Move.ASSIGN: N_("välja chef"),
    Move.READ: N_("ta över"),
    Move.ANSWER: N_("svara"),
    Move.CLOSE: N_("avsluta"),
    Move.REOPEN: N_("öppna igen"),
    Move.HAND_OVER: N_("lämna till en annan myndighet"),
    Move.VOID: N_("stryka"),
    Move.HOLD: N_("bevara"),
    Move.RELEASE: N_("sluta bevara"),
    Move.ANONYMISE: N_("avidentifiera"),
}
OUTCOME_NAMES = {
    Outcome.FOUNDED: N_("Befogat"),
    Outcome.PARTLY: N_("Delvis befogat"),
    Outcome.UNFOUNDED: N_("Inte befogat"),
    Outcome.UNDECIDABLE: N_("Går inte att avgöra"),
    Outcome.DONE: N_("Görs"),
    Outcome.CONSIDERED: N_("Prövas"),
    Outcome.DECLINED: N_("Görs inte"),
}
TEXT_NAMES = {
    TextKind.SAID: N_("Vad som har hänt"),
    TextKind.MESSAGE: N_("Nytt från avsändaren"),
    TextKind.DRAFT: N_("Utkast till svar"),
    TextKind.ANSWER: N_("Svaret"),
    TextKind.SPOKEN: N_("Svar som gavs muntligt"),
    TextKind.INTERIM: N_("Besked om ny dag"),
    TextKind.TOLD: N_("Besked till avsändaren"),
    TextKind.NOTE: N_("Anteckning"),
}
MATTER_NAMES = {
    Matter.APPEAL: N_("Ett överklagande"),
    Matter.APPLICATION: N_("En ansökan"),
    Matter.CHILD: N_("En oro för ett barn"),
    Matter.DOCUMENTS: N_("En begäran om handlingar"),
}
OPINION_NAMES = {
    Opinion.YES: N_("Ja, svaret är bra"),
    Opinion.SOMEWHAT: N_("Svaret är lite bra"),
    Opinion.NO: N_("Nej, svaret är inte bra"),
}
GENDER_NAMES = {
    Gender.WOMAN: N_("Kvinna"),
    Gender.MAN: N_("Man"),
    Gender.OTHER: N_("Annat"),
    Gender.PREFER_NOT: N_("Vill inte svara"),
}
