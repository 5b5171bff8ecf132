import type { PayeeNeeds } from '@shared/contract';

/** What a payee tells of himself. */
export const STAFF_NEEDS = [
  { key: 'nothing', words: '不要' },
  { key: 'name', words: '姓名' },
  { key: 'nameAndNumber', words: '姓名和身份证号' },
] as const satisfies readonly { key: PayeeNeeds; words: string }[];
