/** How much a member of the demo buys. */
export type Appetite = 'none' | 'light' | 'regular' | 'large';

/** A member of the demo, before the system knows of them. */
export interface Person {
  readonly key: string;
  readonly name: string;
  /** Eleven digits in a row of numbers that nobody was given. */
  readonly phone: string;
  /** Key of who invited them; null for those who came by themselves. */
  readonly referrer: string | null;
  /** 1 for those without a referrer. */
  readonly level: number;
  /** Day of the demo's history, from 0. */
  readonly joinDay: number;
  /** Whether they read and accepted the plans' rules when they joined. */
  readonly accepts: boolean;
  readonly appetite: Appetite;
  readonly address: { readonly region: string; readonly detail: string };
}
