import type { ClearedFeature, SimulationShown } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** One random course of a simulation, under one of the plans. */
export interface CourseKept {
  readonly side: 'running' | 'draft';
  readonly creditedFen: number;
  readonly cashFen: number;
  readonly owedReleaseCents: number;
  readonly missingFen: number;
  readonly mostMissingFen: number;
  readonly cashByWeek: readonly number[];
}

/** A simulation of a draft: what it rests on, and what is worked out so far. */
export interface SimulationDocument extends Stored {
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  readonly plans: SimulationShown['plans'];
  readonly throughDay: string;
  readonly historyDays: number;
  readonly orders: number;
  readonly members: number;
  readonly costRateMillionths: number;
  /** What was cleared as it began: all its parts rest on the same. */
  readonly cleared: readonly ClearedFeature[];
  readonly seed: number;
  readonly done: number;
  readonly replay: SimulationShown['replay'];
  readonly years: SimulationShown['years'];
  readonly weeks: SimulationShown['weeks'];
  readonly groups: SimulationShown['groups'];
  readonly courses: readonly CourseKept[];
}
