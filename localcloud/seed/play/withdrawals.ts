import { DEMO_PAY_PASSWORD } from '../owner';
import type { Stage } from './stage';

/** Round sums: nothing of them is left in the last two places, where the sandbox's courses are told from. */
const ROUND_FEN = 1_000;

/** What the listed accounts draw as the history ends, in this order; those who have less draw less, or nothing. */
const DRAWN: readonly {
  readonly who: string;
  readonly name: string;
  readonly amountFen: number;
  /** Its payee confirms it, and is paid. */
  readonly isConfirmed?: true;
}[] = [
  { who: 'leader', name: '陈静', amountFen: 12_000, isConfirmed: true },
  { who: 'leader', name: '陈静', amountFen: 56_000 },
  // Two administrators look at it.
  { who: 'leader', name: '陈静', amountFen: 120_000 },
  // Waits for who is to confirm it in WeChat.
  { who: 'early', name: '程伯年', amountFen: 8_000 },
  { who: 'early', name: '程伯年', amountFen: 68_000 },
];

/** Cash that some members draw: their list, and what administrators are to do, has a row of each kind. */
export async function drawCash(stage: Stage): Promise<void> {
  for (const [at, { who, name, amountFen: wanted, isConfirmed }] of DRAWN.entries()) {
    if (!stage.actors.has(who)) continue;
    const { mostFen, minFen, payee } = await stage.as(who, 'wallet.viewWithdraw', {});
    const amountFen = Math.min(wanted, mostFen - (mostFen % ROUND_FEN));
    if (amountFen < minFen) continue;
    const requestId = `demo-withdrawal-${at + 1}`;
    if (!payee) await stage.as(who, 'wallet.saveRecipient', { name, consents: true, requestId: `${requestId}-payee` });
    const asked = { amountFen, payPassword: DEMO_PAY_PASSWORD, requestId };
    const { withdrawalId } = await stage.as(who, 'wallet.withdraw', asked);
    const { confirm } = await stage.as(who, 'wallet.viewWithdrawal', { withdrawalId });
    if (isConfirmed && confirm) await stage.cloud.confirmTransfer(confirm.package);
  }
}
