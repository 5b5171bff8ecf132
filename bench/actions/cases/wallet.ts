import type { ActionName } from '@shared/contract';
import { quotedExchange, quotedSale } from '../exits';
import { act, nextRequestId } from '../scene';
import { asked, PAY_PASSWORD, paying } from '../tills';
import { by, type CasesOf } from './case';

export const walletCases: CasesOf<Extract<ActionName, `wallet.${string}`>> = {
  'wallet.view': [by('leader', () => ({}))],
  'wallet.statement': [by('leader', () => ({}))],
  'wallet.explain': [
    by('leader', async ({ cloud, leader }) => {
      const { lines } = await act(cloud, 'wallet.statement', { limit: 1 }, leader.token);
      if (!lines[0]) throw new Error('the leader’s statement is empty');
      return { entryId: lines[0].entryId };
    }),
  ],
  'wallet.explainPrice': [by('leader', () => ({}))],
  'wallet.priceHistory': [by('leader', () => ({}))],
  'wallet.solvency': [by('leader', () => ({}))],
  'wallet.rules': [by('guest', () => ({}))],
  'wallet.previewSale': [by('leader', () => ({ microPoints: 1_000_000 }))],
  'wallet.sell': [by('leader', quotedSale)],
  'wallet.previewExchange': [by('leader', () => ({ microPoints: 1_000_000 }))],
  'wallet.exchange': [by('leader', quotedExchange)],
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
};

export const teamCases: CasesOf<Extract<ActionName, `team.${string}`>> = {
  'team.view': [by('leader', () => ({}))],
  'team.listDirect': [by('leader', () => ({}))],
  'team.listBonuses': [by('leader', () => ({ kind: 'release.firstGeneration' }))],
  'team.invitation': [by('leader', () => ({}))],
  'team.invitationCode': [by('leader', () => ({}))],
  'team.whoInvites': [by('guest', ({ leader }) => ({ inviteCode: leader.inviteCode }))],
};
