// What is asked of the server: sealed bytes and their outside, as JSON.

/** `reason` is "signed-out", "connection", or the word that the server gave for its refusal; `status` its number. */
export class ServerError extends Error {
  constructor(reason, status = 0) {
    super(reason);
    this.reason = reason;
    this.status = status;
  }
}

export class Server {
  #root;
  #token;

  constructor(root, token) {
    this.#root = root;
    this.#token = token;
  }

  identity() {
    return this.#ask("identity/");
  }

  async wraps() {
    return (await this.#ask("wraps/")).wraps;
  }

  /** Every row of the queue. */
  async rows() {
    const rows = [];
    for (let more = true; more; ) {
      const last = rows[rows.length - 1];
      const page = await this.#ask(last ? `rows/?after=${last.case}` : "rows/");
      rows.push(...page.rows);
      more = page.more;
    }
    return rows;
  }

  async open(caseId) {
    return (await this.#ask(`cases/${caseId}/open/`, {})).parcels;
  }

  async nextSeq(caseId) {
    return (await this.#ask(`cases/${caseId}/next/`)).seq;
  }

  reply(caseId, reply) {
    return this.#ask(`cases/${caseId}/reply/`, reply);
  }

  epoch() {
    return this.#ask("epoch/");
  }

  openEpoch(epoch) {
    return this.#ask("epoch/", epoch);
  }

  async #ask(path, body) {
    const options = { cache: "no-store", credentials: "same-origin", redirect: "manual" };
    if (body !== undefined) {
      options.method = "POST";
      options.headers = { "Content-Type": "application/json", "X-CSRFToken": this.#token };
      options.body = JSON.stringify(body);
    }
    let response;
    try {
      response = await fetch(this.#root + path, options);
    } catch {
      throw new ServerError("connection");
    }
    if (response.type === "opaqueredirect" || response.status === 403) {
      throw new ServerError("signed-out", 403);
    }
    let answer;
    try {
      answer = await response.json();
    } catch {
      throw new ServerError("connection", response.status);
    }
    if (!response.ok) {
      throw new ServerError(answer.error, response.status);
    }
    return answer;
  }
}
