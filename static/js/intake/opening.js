// Opens what the server hands over, and believes none of it before it agrees with its row.

import { CannotOpen, open } from "./age.js";
import { fromBase64 } from "./base64.js";
import { documentIn, FORMAT, Mismatch } from "./documents.js";

/** The summary of a queue row, or null when the row has none yet. */
export async function openSummary(row, keyring) {
  if (row.referral === null || row.referral.summary === "") {
    return null;
  }
  const { summary, epoch, format, seq } = row.referral;
  return opened(summary, epoch, format, { kind: "summary", case: row.case, seq }, keyring);
}

/** The documents of one case, each with its outside: [{ document, outside }]. */
export async function openCase(caseId, keyring, server) {
  const parcels = await server.open(caseId);
  const documents = [];
  for (const { parcel, ...outside } of parcels) {
    const { kind, seq, epoch, format } = outside;
    const document = await opened(parcel, epoch, format, { kind, case: caseId, seq }, keyring);
    if (typeof document.body !== "object" || document.body === null) {
      throw new Mismatch("body");
    }
    documents.push({ document, outside });
  }
  return documents;
}

async function opened(parcel, epoch, format, expected, keyring) {
  if (format !== FORMAT) {
    throw new CannotOpen("damaged");
  }
  return documentIn(await open(fromBase64(parcel), await keyring.keyOf(epoch)), expected);
}
