/** One field of an index: 1 ascending, -1 descending, or places. */
export interface IndexField {
  readonly field: string;
  readonly order: 1 | -1 | '2dsphere';
}

/** An index as the platform is asked for it. */
export interface Index {
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly isUnique: boolean;
}

/** A timer of a function: seven fields, in UTC+8. */
export interface Trigger {
  readonly name: string;
  readonly config: string;
}

/** How a function is to run. */
export interface FunctionSettings {
  readonly name: string;
  readonly timeout: number;
  readonly memorySize: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly triggers: readonly Trigger[];
}

/** A function as it is on the platform. */
export interface DeployedFunction extends FunctionSettings {
  readonly runtime: string;
  /** Active, or what it is busy with or failed at. */
  readonly status: string;
}

/**
 * What the steps need of the platform: each call does one thing, is tried again while the platform is busy, and rejects
 * with a PlatformRefusal where trying again would not help.
 */
export interface Platform {
  /** Whether it was not there before. */
  createCollection(name: string): Promise<boolean>;
  /** The indexes that a collection has, without the one of `_id`. */
  indexesOf(collection: string): Promise<readonly Index[]>;
  createIndex(collection: string, index: Index): Promise<void>;
  /** The tag of the rule that keeps clients out, ADMINONLY, or another. */
  ruleOf(collection: string): Promise<string>;
  closeToClients(collection: string): Promise<void>;
  functionNamed(name: string): Promise<DeployedFunction | undefined>;
  /** Creates the function from `FOLDER/<name>`, without its timers, and waits until it can be called. */
  createFunction(settings: Omit<FunctionSettings, 'triggers'>, runtime: string, folder: string): Promise<void>;
  updateCode(name: string, runtime: string, folder: string): Promise<void>;
  /** Sets timeout, memory and all variables: those that are left out are gone. */
  updateSettings(settings: Omit<FunctionSettings, 'triggers'>): Promise<void>;
  createTriggers(name: string, triggers: readonly Trigger[]): Promise<void>;
  removeTrigger(name: string, trigger: string): Promise<void>;
  /** Calls a function as the platform's operator, not as a member; what it answers. */
  invoke(name: string, event: object): Promise<unknown>;
  /** The tag of the storage's rule for clients: READONLY, PRIVATE, ADMINWRITE, ADMINONLY, or CUSTOM for an own one. */
  storageRule(): Promise<string>;
  setStorageRule(tag: 'READONLY'): Promise<void>;
  /** The MD5 of a file in the cloud storage; nothing where there is none. */
  fileDigest(cloudPath: string): Promise<string | undefined>;
  upload(localPath: string, cloudPath: string): Promise<void>;
  /** The id of a file by its place, `cloud://…`. */
  fileId(cloudPath: string): Promise<string>;
  /** Puts documents into a collection, a line of JSON each; one with the same id is replaced. */
  importLines(collection: string, file: string): Promise<void>;
}

/** The platform said no, and would again. */
export class PlatformRefusal extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = 'PlatformRefusal';
    this.code = code;
  }
}

/** Time as the steps know it. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}
