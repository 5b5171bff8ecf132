import type { DeployConfig } from '../config';
import type { MiniProgramRequest } from '../libraries';
import type { Clock, Platform } from '../platform/platform';
import type { Given, Variables } from '../variables';

/** Something is not as it must be; the message says what to do. */
export class DeployStop extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DeployStop';
  }
}

/** The demo's goods: pictures, and documents that name them by their file ids. */
export interface DemoCatalogue {
  readonly pictures: readonly { readonly file: string; readonly cloudPath: string }[];
  documents(
    fileIdOf: (cloudPath: string) => string,
  ): readonly { readonly collection: string; readonly documents: readonly object[] }[];
}

/** What one deployment goes by. */
export interface Deployment {
  /** The project's folder, with `dist`, `cloudfunctions` and `config`. */
  readonly root: string;
  readonly config: DeployConfig;
  readonly variables: Variables;
  readonly given: Given;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** A trial environment: it gets the demo's goods. */
  readonly hasDemo: boolean;
  readonly demo: () => Promise<DemoCatalogue>;
  /** Whether this step was asked for by its name, not as one of all. */
  readonly isAlone: boolean;
  readonly platform: Platform;
  /** Asks miniprogram-ci. */
  readonly miniProgram: (request: MiniProgramRequest) => Promise<unknown>;
  /** Runs a program of this machine. @returns whether it was there and ended well. */
  readonly program: (file: string, args: readonly string[]) => boolean;
}

/** How many things a step made, changed, and found as they should be. */
interface Done {
  readonly created: number;
  readonly changed: number;
  readonly kept: number;
}

/** One step of a deployment, which can be run alone, and again without effect. */
export interface Step {
  readonly name: string;
  readonly title: string;
  /** What it would make sure of, in lines, without asking the platform and without a secret. */
  plan(deployment: Omit<Deployment, 'platform'>): string[];
  /** Rejects with a DeployStop or a PlatformRefusal at the first fault. */
  run(deployment: Deployment): Promise<Done>;
}

/** Counts what a step does, and tells each thing that it made or changed. */
export class Tally {
  #done = { created: 0, changed: 0, kept: 0 };
  readonly #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  created(what: string): void {
    this.#done.created += 1;
    this.#log(`  + ${what}`);
  }

  changed(what: string): void {
    this.#done.changed += 1;
    this.#log(`  ~ ${what}`);
  }

  kept(): void {
    this.#done.kept += 1;
  }

  get done(): Done {
    return { ...this.#done };
  }
}
