// Answering a visitor: sealed to their reply number, with a sealed copy for the workers.

import { isRecipient, seal } from "./age.js";
import { toBase64 } from "./base64.js";
import { FORMAT, now, payload } from "./documents.js";
import { ServerError } from "./server.js";
import { clear, explain, tell, warn } from "./notices.js";

export class Reply {
  #server;
  #keyring;
  #onSent;
  #referral = null;
  #unconfirmed = null; // a reply that was posted and not answered: only the same bytes are tried again
  #form = document.getElementById("reply");
  #text = document.querySelector("#reply textarea");
  #send = document.querySelector("#reply button");

  constructor(server, keyring, onSent) {
    this.#server = server;
    this.#keyring = keyring;
    this.#onSent = onSent;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Offers a reply to `referral`, or says why there can be none. */
  offer(referral) {
    this.#referral = referral;
    this.#unconfirmed = null;
    this.#text.value = "";
    this.#text.readOnly = false;
    this.#form.hidden = !isRecipient(referral.reply_to);
    document.getElementById("no-number").hidden = referral.reply_to !== null;
    document.getElementById("bad-number").hidden = referral.reply_to === null || isRecipient(referral.reply_to);
  }

  withdraw() {
    this.#referral = null;
    this.#unconfirmed = null;
    this.#text.value = "";
  }

  async #submit() {
    clear();
    if (this.#text.value.trim() === "") {
      warn("reply-empty");
      this.#text.focus();
      return;
    }
    this.#send.disabled = true;
    try {
      await this.#post();
      this.#onSent(this.#unconfirmed.document);
      this.#unconfirmed = null;
      this.#text.value = "";
      this.#text.readOnly = false;
      tell("reply-sent");
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#send.disabled = false;
    }
  }

  async #post() {
    this.#unconfirmed ??= await this.#sealed();
    await this.#server.reply(this.#referral.case, this.#unconfirmed.posted);
  }

  async #sealed() {
    const { case: caseId, reply_to: recipient } = this.#referral;
    const seq = await this.#server.nextSeq(caseId);
    const epoch = await this.#keyring.newest();
    const document = { v: FORMAT, kind: "reply", case: caseId, seq, at: now(), body: { text: this.#text.value } };
    const bytes = payload(document);
    const posted = {
      seq,
      epoch: epoch.number,
      format: FORMAT,
      for_visitor: toBase64(await seal(bytes, recipient)),
      copy: toBase64(await seal(bytes, epoch.recipient)),
    };
    return { document, posted };
  }

  /** After a definite refusal the reply is sealed afresh when it is sent again; otherwise the same bytes are. */
  #failed(error) {
    const lost = error instanceof ServerError && error.reason === "connection";
    if (lost && this.#unconfirmed !== null) {
      this.#text.readOnly = true;
      warn("reply-unconfirmed");
      return;
    }
    this.#unconfirmed = null;
    this.#text.readOnly = false;
    if (error instanceof ServerError && error.status === 409) {
      warn("reply-late");
    } else {
      explain(error);
    }
  }
}
