import { checkPath } from './paths';

/** The names by which the files of one environment are known outside. */
export class Addresses {
  readonly #prefix: string;
  readonly #baseUrl: () => string;

  /** @param prefix what every file id begins with. @param baseUrl the address below which files lie, asked at each use. */
  constructor(prefix: string, baseUrl: () => string) {
    this.#prefix = prefix;
    this.#baseUrl = baseUrl;
  }

  idOf(path: string): string {
    return this.#prefix + path;
  }

  /** The path that a file id names, or null when it is none of this environment's. */
  pathOf(fileId: unknown): string | null {
    if (typeof fileId !== 'string' || !fileId.startsWith(this.#prefix)) return null;
    try {
      return checkPath(fileId.slice(this.#prefix.length));
    } catch {
      return null;
    }
  }

  /** As getTempFileURL gives it: not percent-encoded. */
  urlOf(path: string): string {
    return `${this.#baseUrl()}/${path}`;
  }

  /** Where an upload is sent to. */
  uploadUrlOf(path: string): string {
    return this.urlOf(path.split('/').map(encodeURIComponent).join('/'));
  }
}
