// The JSON documents inside parcels. The server pads and reads them by the same rules, see referrals/sealing.py.

export const FORMAT = 1;
export const PARCEL_BUCKETS = [4 * 1024, 16 * 1024, 64 * 1024]; // bytes of payload
const SPACE = 0x20;

/** A document does not fit the largest bucket. */
export class TooLarge extends Error {}

/** What was opened is not what its row says it is: moved, repeated or changed. */
export class Mismatch extends Error {}

/** `document` as UTF-8 JSON, padded with spaces to the smallest bucket that holds it. */
export function payload(document, buckets = PARCEL_BUCKETS) {
  const text = new TextEncoder().encode(JSON.stringify(document));
  const size = buckets.find((bucket) => text.length <= bucket);
  if (size === undefined) {
    throw new TooLarge("the document is larger than the largest parcel");
  }
  const padded = new Uint8Array(size).fill(SPACE);
  padded.set(text);
  return padded;
}

/**
 * The document in `bytes`, whose outer fields must equal `expected`. age binds no context: a parcel that somebody
 * moved to another row opens all the same, so kind, case and seq are compared with the row.
 */
export function documentIn(bytes, expected) {
  let document;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Mismatch("not a document");
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new Mismatch("not a document");
  }
  for (const [name, value] of Object.entries({ v: FORMAT, ...expected })) {
    if (document[name] !== value) {
      throw new Mismatch(name);
    }
  }
  return document;
}

/** Now, in local time with its offset, to the minute: 2026-11-24T10:15+02:00. */
export function now(date = new Date()) {
  const offset = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 16);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}
