// Every word that the script shows comes from the page, in the worker's language.

function dictionary(id) {
  const entries = new Map();
  for (const group of document.getElementById(id).content.querySelectorAll("[data-name]")) {
    const choices = new Map();
    for (const choice of group.querySelectorAll("[data-value]")) {
      choices.set(choice.dataset.value, choice.textContent);
    }
    entries.set(group.dataset.name, { label: group.dataset.label ?? group.textContent.trim(), choices });
  }
  return entries;
}

const fields = dictionary("field-words");
const facts = dictionary("fact-words");
const messages = dictionary("messages");

/** Names of the form's fields, in the order in which they are shown. */
export const fieldNames = [...fields.keys()];

export function fieldLabel(name) {
  return fields.get(name)?.label ?? name;
}

/** The words for the listed values in an answer, or "" when it is free text. A list is separated by commas. */
export function choiceWords(name, value) {
  const choices = fields.get(name)?.choices;
  const words = choices?.size ? value.split(",").map((one) => choices.get(one)) : [undefined];
  return words.includes(undefined) ? "" : words.join(", ");
}

/** The words for one value in a summary or beside a parcel; an unknown value as it is. */
export function factWords(name, value) {
  return facts.get(name).choices.get(value) ?? value;
}

export function factLabel(name) {
  return facts.get(name).label;
}

/** A sentence of the page; %count% in it becomes `count`. */
export function message(name, count = "") {
  return messages.get(name).label.replace("%count%", count);
}

// English as it is written in Europe: the day before the month.
const LOCALES = { en: "en-GB" };
const HERE = "Europe/Helsinki";

/** A moment as the worker's language writes it; text that is no moment stays as it is. */
export function moment(text, style = { dateStyle: "short", timeStyle: "short", timeZone: HERE }) {
  const date = new Date(text);
  const language = document.documentElement.lang;
  return Number.isNaN(date.getTime()) ? text : new Intl.DateTimeFormat(LOCALES[language] ?? language, style).format(date);
}

export function day(text) {
  return moment(text, { dateStyle: "short", timeZone: "UTC" });
}
