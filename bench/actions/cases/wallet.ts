import type { ActionName } from '@shared/contract';
import { certified, quotedExchange, quotedOrder, quotedSale, toCertify, toRedeem } from '../exits';
import { act, nextRequestId, type Scene } from '../scene';
import { asked, PAY_PASSWORD, paying, withPassword } from '../tills';
import { by, type CasesOf } from './case';
import type { PeopleAction } from './people';

const payee = () => ({ name: '陈静', consents: true as const, requestId: nextRequestId() });
const drawing = () => ({ amountFen: 5_000, payPassword: PAY_PASSWORD, requestId: nextRequestId() });

/** Cash that may be drawn at once, as points sold long ago would have brought it; nothing of before is on its way. */
async function rich({ cloud: { engine }, leader }: Scene): Promise<void> {
  const { memberId } = leader;
  await engine.update(
    'wallets',
    { _id: memberId },
    {
      $set: { exitCashFen: 100_000_000, spentCashFen: 0, frozenCashFen: 0, drawnDividendFen: 0 },
      $unset: { drawn: '' },
    },
  );
}

/** The same, the payee is known, and the leader has a payment password. */
async function known(scene: Scene): Promise<void> {
  await rich(scene);
  await withPassword(scene, scene.leader);
  await act(scene.cloud, 'wallet.saveRecipient', payee(), scene.leader.token);
}

/** A withdrawal of the leader's that waits for its member, or for administrators where it is so large. */
export async function drawn(scene: Scene, amountFen = 5_000): Promise<string> {
  await known(scene);
  const made = await act(scene.cloud, 'wallet.withdraw', { ...drawing(), amountFen }, scene.leader.token);
  return made.withdrawalId;
}

export const walletCases: CasesOf<Exclude<Extract<ActionName, `wallet.${string}`>, PeopleAction>> = {
  'wallet.view': [by('leader', () => ({}))],
  'wallet.statement': [by('leader', () => ({}))],
  'wallet.explain': [
    by('leader', async ({ cloud, leader }) => {
      const { lines } = await act(cloud, 'wallet.statement', { limit: 1 }, leader.token);
      if (!lines[0]) throw new Error('the leader’s statement is empty');
      return { entryId: lines[0].entryId };
    }),
  ],
  'wallet.proof': [by('leader', () => ({}))],
  'wallet.explainPrice': [by('leader', () => ({}))],
  'wallet.priceHistory': [by('leader', () => ({}))],
  'wallet.creditHistory': [by('leader', () => ({}))],
  'wallet.solvency': [by('leader', () => ({}))],
  'wallet.rules': [by('guest', () => ({}))],
  'wallet.previewSale': [by('leader', () => ({ microPoints: 1_000_000 }))],
  'wallet.sell': [by('leader', quotedSale)],
  'wallet.previewExchange': [by('leader', () => ({ microPoints: 1_000_000 }))],
  'wallet.exchange': [by('leader', quotedExchange)],
  'wallet.previewRedemption': [by('leader', toRedeem)],
  'wallet.redeem': [by('leader', quotedOrder)],
  'wallet.previewHolding': [by('leader', () => ({}))],
  'wallet.exportHolding': [by('leader', toCertify)],
  'wallet.listHoldings': [by('leader', () => ({}))],
  'wallet.viewHolding': [by('leader', certified)],
  'wallet.viewPayee': [by('buyer', async (scene) => ({ payee: { paymentId: await asked(scene) } }))],
  'wallet.payMerchant': [
    by('buyer', async (scene) => ({
      payee: { shopId: await paying(scene) },
      amountCents: 1_250,
      note: '花生',
      payPassword: PAY_PASSWORD,
      requestId: nextRequestId(),
    })),
  ],
  'wallet.viewPayment': [
    by('buyer', async ({ cloud, buyer }) => {
      const shown = await act(cloud, 'wallet.showPayCode', { requestId: nextRequestId() }, buyer.token);
      return { paymentId: shown.paymentId };
    }),
  ],
  'wallet.showPayCode': [by('buyer', () => ({ requestId: nextRequestId() }))],
  'wallet.viewWithdraw': [by('leader', () => ({}))],
  'wallet.previewWithdrawal': [
    by('leader', async (scene) => {
      await rich(scene);
      return { amountFen: 5_000 };
    }),
  ],
  'wallet.withdraw': [
    by('leader', async (scene) => {
      await known(scene);
      return drawing();
    }),
  ],
  'wallet.listWithdrawals': [by('leader', () => ({}))],
  'wallet.viewWithdrawal': [by('leader', async (scene) => ({ withdrawalId: await drawn(scene) }))],
  'wallet.viewRecipient': [by('leader', () => ({}))],
  'wallet.saveRecipient': [
    by('leader', async (scene) => {
      await rich(scene);
      return payee();
    }),
  ],
  'wallet.removeRecipient': [
    by('leader', async (scene) => {
      await rich(scene);
      return { requestId: nextRequestId() };
    }),
  ],
};

export const teamCases: CasesOf<Exclude<Extract<ActionName, `team.${string}`>, PeopleAction>> = {
  'team.view': [by('leader', () => ({}))],
  'team.listDirect': [by('leader', () => ({}))],
  'team.listBonuses': [by('leader', () => ({ kind: 'release.firstGeneration' }))],
  'team.search': [by('leader', () => ({ query: '会员' }))],
  'team.sumBonuses': [by('leader', () => ({ cursor: '2026-03' }))],
  'team.invitation': [by('leader', () => ({}))],
  'team.invitationCode': [by('leader', () => ({}))],
  'team.whoInvites': [by('guest', ({ leader }) => ({ inviteCode: leader.inviteCode }))],
};
