import { cloud } from './cloud';

/** How long the request may take to leave: the answer, which comes when the close is done, is not waited for. */
const LEAVES_WITHIN_MS = 500;

/** Starts the daily close in an invocation of its own, for what is left to do. */
export async function startClose(handovers: number): Promise<void> {
  const sent = cloud.callFunction({ name: 'dailyClose', data: { handovers } }).catch((error: Error) => {
    console.warn(`the close could not be handed over, the next timer goes on: ${error.message}`);
  });
  await Promise.race([sent, new Promise((done) => setTimeout(done, LEAVES_WITHIN_MS))]);
}
