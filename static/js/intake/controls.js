// Finds the characters in a text that cannot be seen and yet change what is: direction, joining, hiding.

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\uFFF9-\uFFFB]/u;
const LINE_OR_TAB = /[\n\t]/;
const EMOJI = /\p{Extended_Pictographic}/u;
const AFTER_EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u{E007F}]/u;
// Scripts in which a joiner or non-joiner between letters is ordinary spelling.
const JOINING = new RegExp(
  `[${["Arabic", "Syriac", "Nko", "Mongolian", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil"]
    .concat(["Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar", "Tibetan"])
    .map((script) => `\\p{Script=${script}}`)
    .join("")}]`,
  "u",
);
const SELECTOR = /[\uFE00-\uFE0F]/;
const HAN_SELECTOR = /[\u{E0100}-\u{E01EF}]/u;
const TAG = /[\u{E0020}-\u{E007F}]/u;
const BLACK_FLAG = "\u{1F3F4}";

const NAMES = {
  0x00ad: "SHY",
  0x061c: "ALM",
  0x200b: "ZWSP",
  0x200c: "ZWNJ",
  0x200d: "ZWJ",
  0x200e: "LRM",
  0x200f: "RLM",
  0x2028: "LINE SEPARATOR",
  0x2029: "PARAGRAPH SEPARATOR",
  0x202a: "LRE",
  0x202b: "RLE",
  0x202c: "PDF",
  0x202d: "LRO",
  0x202e: "RLO",
  0x2060: "WJ",
  0x2066: "LRI",
  0x2067: "RLI",
  0x2068: "FSI",
  0x2069: "PDI",
  0xfeff: "BOM",
};

/**
 * `text` in pieces, in order: { text, control }. `control` is null for what is shown as it is, and the name of a
 * single invisible character otherwise, such as "U+202E RLO". The pieces joined are exactly `text`.
 */
export function pieces(text) {
  const characters = Array.from(text);
  const found = [];
  let plain = "";
  characters.forEach((character, place) => {
    if (!INVISIBLE.test(character) || isOrdinary(characters, place)) {
      plain += character;
      return;
    }
    if (plain) {
      found.push({ text: plain, control: null });
      plain = "";
    }
    found.push({ text: character, control: nameOf(character) });
  });
  if (plain) {
    found.push({ text: plain, control: null });
  }
  return found;
}

/** Line ends, tabs, and the invisible parts of an emoji or of an ordinarily spelt word. */
function isOrdinary(characters, place) {
  const character = characters[place];
  const before = characters[place - 1] ?? "";
  const after = characters[place + 1] ?? "";
  if (LINE_OR_TAB.test(character)) {
    return true;
  }
  if (character === "\u200D" && AFTER_EMOJI.test(before) && EMOJI.test(after)) {
    return true;
  }
  if (character === "\u200D" || character === "\u200C") {
    return JOINING.test(before) && JOINING.test(after);
  }
  if (SELECTOR.test(character)) {
    return before !== "" && !/\s/.test(before) && !INVISIBLE.test(before);
  }
  if (HAN_SELECTOR.test(character)) {
    return /\p{Script=Han}/u.test(before);
  }
  return TAG.test(character) && belongsToFlag(characters, place);
}

function belongsToFlag(characters, place) {
  let first = place;
  while (first > 0 && TAG.test(characters[first])) {
    first -= 1;
  }
  return characters[first] === BLACK_FLAG && place - first <= 8;
}

function nameOf(character) {
  const code = character.codePointAt(0);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return code in NAMES ? `${number} ${NAMES[code]}` : number;
}
