import { cloud } from '../_platform/cloud';
import { newToken, sha256 } from '../_platform/ids';
import { environmentId } from '../_platform/merchant';
import { withinMs } from '../_platform/withinMs';
import { tickets } from './collections';

/** The shortest delay that the platform takes. */
const SHORTEST_DELAY_S = 6;
/** How long the platform may take to note the task; the task itself is not waited for. */
const NOTED_WITHIN_MS = 3_000;
const TICKET_ID = 'ticket:dailyClose';

/**
 * Lets another invocation of the daily close go on with what is left. It is a delayed task of the platform's and no call
 * of one function by another: the SDK waits 15 s for such a call and then cuts it, and calls nest about four deep. A
 * task that could not be noted, or of which no word came, costs time alone: the close's own timer goes on.
 * The started invocation shows a ticket for itself, since the platform does not document as whose such a task comes.
 */
export async function startClose(handovers: number): Promise<void> {
  const ticket = newToken();
  try {
    await tickets.put({ _id: TICKET_ID, hash: sha256(ticket) });
    const noted = cloud.openapi.cloudbase!.addDelayedFunctionTask!({
      env: environmentId(),
      functionName: 'dailyClose',
      delayTime: SHORTEST_DELAY_S,
      data: JSON.stringify({ handovers, ticket }),
    });
    await withinMs(NOTED_WITHIN_MS, noted);
  } catch (error) {
    console.warn(`the close could not be handed over, the next timer goes on: ${(error as Error)?.message}`);
  }
}

/** Whether a call was started by `startClose`: its ticket is the newest, and was not shown before. */
export const isHandedOver = async (ticket: unknown): Promise<boolean> =>
  typeof ticket === 'string' &&
  (await tickets.changeWhere({ _id: TICKET_ID, hash: sha256(ticket) }, { hash: null })) > 0;
