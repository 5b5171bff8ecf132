import { randomBytes } from 'node:crypto';

/** Uploads that were announced but not made; the oldest are forgotten first. */
const maxAnnounced = 10_000;

/** The uploads that were announced: nothing else may be written over HTTP. */
export class Uploads {
  /** Authorization by which an announced upload is recognised -> the path that it may write. */
  readonly #announced = new Map<string, string>();

  /** @returns the authorization to write this path. */
  announce(path: string): string {
    const authorization = randomBytes(16).toString('hex');
    this.#announced.set(authorization, path);
    if (this.#announced.size > maxAnnounced) this.#announced.delete(this.#announced.keys().next().value as string);
    return authorization;
  }

  pathOf(authorization: string): string | undefined {
    return this.#announced.get(authorization);
  }

  forget(): void {
    this.#announced.clear();
  }
}
