import { randomBytes } from 'node:crypto';
import type { Task } from '../clock';

/** Kind of the task that calls a function later. */
export const DELAYED_CALL = 'delayedCall';

const SHORTEST_S = 6;
const LONGEST_S = 30 * 86_400;

/** The call that a function asked for, to be planned; null when its delay or its data are not as documented. */
export function delayedTask(functionName: string, data: string, delayS: unknown, nowMs: number): Task | null {
  if (typeof delayS !== 'number' || !(delayS >= SHORTEST_S && delayS <= LONGEST_S)) return null;
  try {
    JSON.parse(data);
  } catch {
    return null;
  }
  return {
    _id: `${DELAYED_CALL}:${randomBytes(8).toString('hex')}`,
    dueAt: nowMs + Math.round(delayS * 1000),
    kind: DELAYED_CALL,
    label: functionName,
    details: { functionName, data },
  };
}

export const functionNameOf = ({ details }: Task): string => String(details.functionName);
/** The event that the function is called with, as text. */
export const eventOf = ({ details }: Task): string => String(details.data);
