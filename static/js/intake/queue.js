// The list of referrals: from summaries that are opened here, one row each.

import { NoKey } from "./keyring.js";
import { openSummary } from "./opening.js";
import { showExactly } from "./exact-text.js";
import { explain, tell } from "./notices.js";
import { day, factWords, message, moment } from "./words.js";

// What a column is sorted by; rows that do not know come last.
const SORTING = {
  at: ({ row, summary }) => Date.parse(summary?.at) || Date.parse(row.arrived_on),
  urgency: ({ summary }) => -(summary?.urgency?.length ?? 0),
  under_18: ({ summary }) => (summary?.under_18 === "yes" ? 0 : 1),
  answer: ({ summary }) => factWords("answer", summary?.answer ?? ""),
  language: ({ summary }) => summary?.language ?? "",
  state: ({ row }) => ["new", "opened", "answered"].indexOf(row.state),
};

const SHOWN = {
  all: () => true,
  new: ({ row }) => row.state === "new",
  unanswered: ({ row }) => row.state !== "answered",
  urgent: ({ summary }) => summary?.urgency?.length > 0,
  under_18: ({ summary }) => summary?.under_18 === "yes",
};

export class Queue {
  #server;
  #keyring;
  #onOpen;
  #entries = new Map(); // case -> { row, summary, fault }
  #sorted = { by: "at", down: true };
  #loading = null;
  #section = document.getElementById("queue");
  #template = document.getElementById("queue-row");
  #filter = document.querySelector("[name=show]");

  constructor(server, keyring, onOpen) {
    this.#server = server;
    this.#keyring = keyring;
    this.#onOpen = onOpen;
    this.#section.addEventListener("click", (event) => this.#clicked(event));
    this.#section.querySelector("table").addEventListener("keydown", (event) => this.#key(event));
    this.#filter.addEventListener("change", () => this.#draw());
    document.getElementById("refresh").addEventListener("click", () => this.load({ aloud: true }));
  }

  get hidden() {
    return this.#section.hidden;
  }

  show(focusOn = null) {
    this.#section.hidden = false;
    const row = focusOn && this.#section.querySelector(`[data-referral="${focusOn}"] button`);
    (row ?? document.getElementById("queue-heading")).focus();
  }

  hide() {
    this.#section.hidden = true;
  }

  /** Fetches the rows and opens the summaries that are not open yet. Calls at the same time share one run. */
  async load({ aloud = false } = {}) {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    try {
      await this.#loading;
      if (aloud) {
        tell("refreshed", this.#entries.size);
      }
    } catch (error) {
      explain(error);
    }
  }

  async #load() {
    const rows = await this.#server.rows();
    const known = this.#entries;
    this.#entries = new Map();
    for (const row of rows) {
      const entry = known.get(row.case);
      this.#entries.set(row.case, entry?.summary ? { ...entry, row } : await this.#opened(row));
    }
    this.#draw();
  }

  async #opened(row) {
    try {
      return { row, summary: await openSummary(row, this.#keyring), fault: null };
    } catch (error) {
      return { row, summary: null, fault: error instanceof NoKey ? "summary-no-key" : "summary-fault" };
    }
  }

  #draw() {
    const focused = document.activeElement?.closest("[data-referral]")?.dataset.referral;
    const { by, down } = this.#sorted;
    const entries = [...this.#entries.values()].filter(SHOWN[this.#filter.value]).sort((one, other) => {
      const [first, second] = [SORTING[by](one), SORTING[by](other)];
      return (first < second ? -1 : first > second ? 1 : 0) * (down ? -1 : 1);
    });
    for (const body of this.#section.querySelectorAll("tbody[data-lane]")) {
      const rows = entries.filter(({ row }) => row.lane === body.dataset.lane).map((entry) => this.#row(entry));
      body.querySelectorAll("[data-referral]").forEach((row) => row.remove());
      body.append(...rows);
      body.hidden = body.dataset.lane === "held" && rows.length === 0;
    }
    document.getElementById("queue-empty").hidden = entries.length > 0;
    for (const header of this.#section.querySelectorAll("th[data-sort]")) {
      header.setAttribute("aria-sort", header.dataset.sort === by ? (down ? "descending" : "ascending") : "none");
    }
    if (focused) {
      this.#section.querySelector(`[data-referral="${focused}"] button`)?.focus();
    }
  }

  #row({ row, summary, fault }) {
    const element = this.#template.content.firstElementChild.cloneNode(true);
    element.dataset.referral = row.case;
    element.dataset.state = row.state;
    const cell = (name) => element.querySelector(`[data-cell=${name}]`);
    cell("at").textContent = summary ? moment(String(summary.at)) : day(row.arrived_on);
    cell("state").textContent = factWords("state", row.state);
    cell("sealed_by").textContent = row.referral ? factWords("sealed_by", row.referral.sealed_by) : "";
    cell("assignee").textContent = row.assignee ?? "";
    if (summary === null) {
      cell("words").textContent = message(fault ?? "summary-missing");
      cell("words").classList.toggle("queue__fault", fault !== null);
      return element;
    }
    const urgency = Array.isArray(summary.urgency) ? summary.urgency : [];
    cell("urgency").textContent = urgency.map((need) => factWords("urgency", String(need))).join(", ");
    for (const name of ["under_18", "answer", "language"]) {
      cell(name).textContent = summary[name] ? factWords(name, String(summary[name])) : "";
    }
    showExactly(cell("words"), String(summary.words ?? ""));
    return element;
  }

  #clicked({ target }) {
    const sort = target.closest("th[data-sort]");
    const row = target.closest("[data-referral]");
    if (sort) {
      const by = sort.dataset.sort;
      this.#sorted = { by, down: this.#sorted.by === by ? !this.#sorted.down : by === "at" };
      this.#draw();
    } else if (row) {
      this.#onOpen(row.dataset.referral);
    }
  }

  /** Arrow keys, Home and End move between the rows. */
  #key(event) {
    const buttons = [...this.#section.querySelectorAll("tbody:not([hidden]) [data-referral] button")];
    const place = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (place < 0 || next === undefined) {
      return;
    }
    event.preventDefault();
    buttons[Math.min(Math.max(next, 0), buttons.length - 1)].focus();
  }
}
