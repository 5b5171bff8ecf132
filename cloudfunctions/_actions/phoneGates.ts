import { phoneHashes } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { phones } from '../_store/collections';

/** Frees a phone, as far as it is this member's. */
export async function freeGate(memberId: string, phone: string, transaction: Transaction): Promise<void> {
  for (const hash of phoneHashes(phone)) {
    const there = await phones.get(hash, transaction);
    if (there?.memberId === memberId) await phones.remove(hash, transaction);
  }
}
