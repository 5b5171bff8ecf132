import type { ActionName } from '@shared/contract';
import type { Engine } from '../engine';
import { Records } from '../sandbox';

/** A member of the demo who lives on by himself. */
export interface Castmate {
  readonly phone: string;
  /** The session of the last sign-in; null before the first. */
  readonly token: string | null;
  readonly signedInAtMs: number;
  readonly addressId: string | null;
  /** Whom parcels are addressed to; missing where that was not looked at yet. */
  readonly name?: string;
  /** Has the demo's payment password. Missing where it was not set yet. */
  readonly paysBy?: true;
}

/** An act that is under way: what was asked for, and by whom. The same is asked for again after a kill, and done once. */
interface Intent {
  /** The act's request id. */
  readonly key: string;
  readonly phone: string;
  readonly action: ActionName;
  readonly input: unknown;
}

/** What is still to be done with an order of somebody who lives on. */
export interface Open {
  readonly orderId: string;
  readonly phone: string;
  /** Days after its shipping. */
  readonly afterDays: number;
  readonly act: 'confirm' | 'askRefund';
}

/** How far the demo has lived on: kept act by act, so that a killed server goes on where it was. */
export interface Life {
  readonly _id: 'life';
  /** The day on which it began: days are counted from it, and what happens on each follows from the number. */
  readonly bornDay: string;
  /** The moment of the newest scene that was played to its end. */
  readonly playedUntilMs: number;
  /** Members that have joined since, and orders that were sent: numbers that follow from them are nobody else's. */
  readonly joined: number;
  readonly sent: number;
  readonly cast: readonly Castmate[];
  readonly staffToken: string | null;
  readonly staffSignedInAtMs: number;
  readonly open: readonly Open[];
  /** The newest act whose amounts follow from what there was: it may be under way, or done. */
  readonly intent?: Intent;
  /** Orders and dealings of the scene under way that are done with, whether or not they came to anything. */
  readonly done?: readonly string[];
}

/** Where the life of the demo is kept. */
export const openLife = (engine: Engine): Promise<Records<Life>> => Records.open<Life>(engine, 'life');
