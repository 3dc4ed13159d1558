// One opened referral, with what was answered to it.

import { openCase } from "./opening.js";
import { showExactly } from "./exact-text.js";
import { choiceWords, factLabel, factWords, fieldLabel, fieldNames, moment } from "./words.js";

export class CaseView {
  #server;
  #keyring;
  #section = document.getElementById("case");
  #facts = document.getElementById("case-facts");
  #answers = document.getElementById("case-answers");
  #replies = document.getElementById("case-replies");

  constructor(server, keyring) {
    this.#server = server;
    this.#keyring = keyring;
  }

  get hidden() {
    return this.#section.hidden;
  }

  /** Fetches, opens and shows a case. Returns its referral document; whatever does not fit its row is thrown. */
  async show(caseId) {
    const documents = await openCase(caseId, this.#keyring, this.#server);
    const referral = documents.find(({ outside }) => outside.kind === "referral") ?? documents[0];
    this.#showFacts(referral);
    this.#answers.replaceChildren(...answersOf(referral.document.body));
    this.#replies.replaceChildren();
    documents.filter((parcel) => parcel !== referral).forEach((parcel) => this.addMessage(parcel.document));
    this.#section.hidden = false;
    document.getElementById("case-heading").focus();
    return referral.document;
  }

  /** Adds a reply, or whatever else came after the referral. */
  addMessage({ at, body }) {
    const element = clone("case-message");
    element.querySelector("[data-at]").textContent = moment(String(at));
    showExactly(element.querySelector("[data-sent]"), asText(body.text ?? body));
    this.#replies.append(element);
    document.getElementById("case-replies-heading").hidden = false;
  }

  /** Takes everything that was opened out of the page. */
  hide() {
    this.#section.hidden = true;
    this.#facts.replaceChildren();
    this.#answers.replaceChildren();
    this.#replies.replaceChildren();
    document.getElementById("case-replies-heading").hidden = true;
  }

  #showFacts({ document: referral, outside }) {
    document.getElementById("case-at").textContent = moment(String(referral.at));
    const known = { form: referral.form, language: referral.language, sealed_by: outside.sealed_by };
    this.#facts.replaceChildren(
      ...Object.entries(known).map(([name, value]) => {
        const element = clone("case-fact");
        element.querySelector("dt").textContent = factLabel(name);
        element.querySelector("dd").textContent = factWords(name, asText(value));
        return element;
      }),
    );
  }
}

/** Every answer in the body, known ones in the order of the forms, unknown ones after them. */
function answersOf(body) {
  const known = fieldNames.filter((name) => Object.hasOwn(body, name));
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  return [...known, ...unknown].map((name) => {
    const element = clone("case-answer");
    const value = asText(body[name]);
    element.querySelector("dt").textContent = fieldLabel(name);
    const exact = element.querySelector("bdi");
    exact.dataset.field = name;
    showExactly(exact, value);
    const words = element.querySelector("[data-words]");
    words.textContent = choiceWords(name, value);
    words.hidden = words.textContent === "";
    exact.classList.toggle("answer__value", words.hidden === false);
    return element;
  });
}

function clone(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

function asText(value) {
  return typeof value === "string" ? value : JSON.stringify(value) ?? "";
}
