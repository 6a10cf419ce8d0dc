"""The one table of question types: a new type is one class and one row in TYPES.

A type knows what it stores (items), what can be chosen (choices), how a form's raw values
become an answer (parse), what an author may have written wrong (faults), and the name of its
little template. A form field is called `q-<code>`; its value is a code, 'dk' or 'ref'.
"""

from surveys.questionnaires import builtin_choices
from surveys.questionnaires.choice_types import BuiltIn, Faces, OneChoice, Several
from surveys.questionnaires.question_type import QuestionType
from surveys.questionnaires.questionnaire import Question, Questionnaire
from surveys.questionnaires.written_types import Day, Information, Number, Words

TYPES: dict[str, QuestionType] = {
    "faces": Faces(),
    "single": OneChoice(),
    "several": Several(),
    "yes_partly_no": BuiltIn(builtin_choices.YES_PARTLY_NO),
    "grade_0_10": BuiltIn(builtin_choices.grades(0), template="grade.html"),
    "grade_1_10": BuiltIn(builtin_choices.grades(1), template="grade.html"),
    "number": Number(),
    "date": Day(),
    "short_text": Words("short_text.html", 200),
    "long_text": Words("long_text.html", 2000),
    "information": Information(),
    "gender": BuiltIn(builtin_choices.GENDER, background=True),
    "age_group": BuiltIn(builtin_choices.AGE_GROUP, background=True),
    "who_answered": BuiltIn(builtin_choices.WHO_ANSWERED, background=True),
}


def type_of(question: Question) -> QuestionType:
    """The type of a question that has been read; KeyError for a type that does not exist."""
    return TYPES[question.type]


def is_one_question(questionnaire: Questionnaire) -> bool:
    """Whether choosing is sending: a single question, answered by one choice."""
    templates = [type_of(question).template for question in questionnaire.questions]
    return len(templates) == 1 and templates[0] in {"faces.html", "single.html"}
