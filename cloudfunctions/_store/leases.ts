import { _ } from '../_platform/cloud';
import { leases } from './collections';

/** How long a worker that was killed keeps others out. Longer than any function may run. */
const LEASE_MS = 90_000;

/**
 * Takes a lease for one invocation. It saves work, it does not keep the books right: every step behind it is guarded
 * by itself. @returns whether this holder has it now.
 */
export async function takeLease(name: string, holder: string): Promise<boolean> {
  const _id = `lease:${name}`;
  const nowMs = Date.now();
  const untilMs = nowMs + LEASE_MS;
  if ((await leases.changeWhere({ _id, untilMs: _.lte(nowMs) }, { holder, untilMs })) > 0) return true;
  return leases.add({ _id, holder, untilMs });
}

/** Gives a lease back, if this holder still has it. */
export async function returnLease(name: string, holder: string): Promise<void> {
  await leases.changeWhere({ _id: `lease:${name}`, holder }, { untilMs: 0 });
}
