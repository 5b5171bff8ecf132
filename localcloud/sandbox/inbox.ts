import type { Records } from './records';

/** A message that would have gone to a person's phone. */
export interface Message {
  _id: string;
  /** A phone number without country code, or an openid for a subscribed message. */
  to: string;
  text: string;
  /** ms since 1970 in the demo world. */
  at: number;
  channel: 'sms' | 'subscribe';
  /** Order of arrival among messages of one moment. */
  sequence: number;
}

const KEPT = 1000;
const SHOWN = 100;

/** The messages that the sandboxes sent, to be read at /local/inbox; the oldest go when there are too many. */
export class Inbox {
  readonly #records: Records<Message>;
  readonly #now: () => number;
  #sequence: number;

  constructor(records: Records<Message>, now: () => number) {
    this.#records = records;
    this.#now = now;
    this.#sequence = records.find({}, { sort: { sequence: -1 }, limit: 1 })[0]?.sequence ?? 0;
  }

  async add(channel: Message['channel'], to: string, text: string): Promise<void> {
    this.#sequence += 1;
    const sequence = this.#sequence;
    await this.#records.put({ _id: `message:${sequence}`, channel, to, text, at: this.#now(), sequence });
    if (sequence % 100 === 0) await this.#records.remove({ sequence: { $lte: sequence - KEPT } });
  }

  /** Takes away what came to a phone. */
  forget(to: string): Promise<void> {
    return this.#records.remove({ to });
  }

  /** Newest first, at most 100; those to one phone or openid alone when it is given. */
  list(to?: string): Array<Pick<Message, 'to' | 'text' | 'at' | 'channel'>> {
    return this.#records
      .find(to === undefined ? {} : { to }, { sort: { sequence: -1 }, limit: SHOWN })
      .map((message) => ({ to: message.to, text: message.text, at: message.at, channel: message.channel }));
  }
}
