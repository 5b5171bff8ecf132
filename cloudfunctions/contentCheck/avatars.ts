import type { Transaction } from '../_platform/transactions';
import { members } from '../_store/collections';
import { tellWithin } from '../_store/messages';

/** Lets others see an avatar, or tells its owner that they do not, unless it is another one by now. */
export async function endWait(
  memberId: string,
  fileId: string,
  state: 'passed' | 'risky',
  transaction: Transaction,
): Promise<void> {
  const member = await members.get(memberId, transaction);
  if (member?.avatar?.fileId !== fileId) return;
  await members.change(memberId, { avatar: { fileId, state } }, transaction);
  if (state === 'passed') return;
  const told = {
    title: '头像没有通过检查',
    words: '微信的内容检查没有让它通过，别人看到的是默认头像。换一张再试。',
    atMs: Date.now(),
    target: { page: 'display', id: '' },
  } as const;
  await tellWithin({ memberId, event: `avatar:${fileId}`, kind: 'security', ...told }, transaction);
}
