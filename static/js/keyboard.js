// A keyboard on a station's screen, in the page's language. Fingers leave the cursor where it is; keys and switches press it like buttons.

const LATIN = ["q w e r t y u i o p", "a s d f g h j k l", "z x c v b n m"];
const SWEDISH = ["q w e r t y u i o p å", "a s d f g h j k l ö ä", "z x c v b n m"];
const LAYOUTS = {
  sv: SWEDISH,
  fi: SWEDISH,
  en: LATIN,
  ar: ["ض ص ث ق ف غ ع ه خ ح ج د", "ش س ي ب ل ا ت ن م ك ط ذ", "ئ ء ؤ ر لا ى ة و ز ظ أ إ آ"],
};
const MARKS = { ar: ["،", ".", "؟"] };
const DIGITS = ["1 2 3 4 5 6 7 8 9 0", "- / : ; ( ) & @ + %", ". , ? ! ' \" _ = * #"];

const board = document.querySelector("[data-keyboard]");
const field = document.getElementById(board.dataset.keyboard);
const language = board.dataset.layout;
const hasCapitals = language !== "ar";
let shift = false;
let digits = false;

const beginsSentence = () => /(^|[.!?]\s+|\n)$/.test(field.value.slice(0, field.selectionStart));
const isCapital = () => hasCapitals && !digits && shift !== beginsSentence();

function write(text) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.scrollTop = field.scrollHeight;
  shift = false;
  name();
}

function erase() {
  if (field.selectionStart === field.selectionEnd && field.selectionStart) {
    const before = [...new Intl.Segmenter().segment(field.value.slice(0, field.selectionStart))].at(-1).segment;
    field.selectionStart -= before.length;
  }
  write("");
}

function key(text, press, kind = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `key ${kind}`;
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

// Letters are named anew without being drawn anew, so that a key keeps the focus.
function name() {
  for (const one of board.querySelectorAll(".letter")) {
    one.textContent = isCapital() ? one.dataset.letter.toUpperCase() : one.dataset.letter;
  }
  board.querySelector(".shift")?.setAttribute("aria-pressed", isCapital());
}

function letter(text) {
  const made = key(text, () => write(made.textContent), "letter");
  made.dataset.letter = text;
  made.lang = language;
  return made;
}

function row(...keys) {
  const made = document.createElement("div");
  made.append(...keys);
  return made;
}

function draw() {
  const { dataset } = board;
  const rows = (digits ? DIGITS : LAYOUTS[language] ?? LATIN).map((letters) => letters.split(" ").map(letter));
  if (hasCapitals && !digits) rows[2].unshift(key(dataset.shift, () => ((shift = !shift), name()), "wide shift"));
  const other = key(digits ? dataset.letters : dataset.digits, () => ((digits = !digits), draw()), "wide other");
  const marks = (MARKS[language] ?? [",", ".", "?"]).map(letter);
  const space = key(dataset.space, () => write(" "), "space");
  rows.push([other, ...marks, space, key(dataset.erase, erase, "wide"), key(dataset.line, () => write("\n"), "wide")]);
  board.replaceChildren(...rows.map((keys) => row(...keys)));
  name();
}

board.addEventListener("pointerdown", (event) => event.preventDefault());
board.addEventListener("click", (event) => {
  if (event.target.matches(".other") || !event.detail) return;
  field.focus();
});
draw();
