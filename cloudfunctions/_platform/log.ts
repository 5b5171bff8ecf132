/** One call as the log has it. Nothing in it is of a person: neither who called, nor what was asked or answered. */
interface CallLine {
  /** The action, or the function that the platform called. */
  readonly call: string;
  /** What a failure's reply names as well, so that support finds the line. */
  readonly reference: string;
  /** `ok`, or the code of the refusal. */
  readonly outcome: string;
  readonly ms: number;
  /** Requests that it made to the cloud. */
  readonly requests: number;
}

/** Writes the one line of a call: JSON, so that the platform's log search knows its fields. */
export const logCall = (line: CallLine): void => console.info(JSON.stringify(line));

/**
 * A text of somebody else's making without what may be of a person: phones, openids, the values of a duplicate key, and
 * anything in Chinese, which names and addresses are.
 */
const impersonal = (text: string): string =>
  text
    .replace(/dup key: \{[^}]*\}/g, 'dup key: {…}')
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '1**********')
    .replace(/\bo[\w-]{27}\b/g, 'o…')
    .replace(/\p{Script=Han}+/gu, '…');

/** Tells of something that failed: what, in our own words, and what was thrown, without what may be of a person. */
export function logFault(what: string, error: unknown): void {
  const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`${what}: ${impersonal(thrown)}`);
}
