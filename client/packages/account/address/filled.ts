import type { Address, OutputOf } from '@shared/contract';

/** An address as it is being filled in. */
export interface Filled {
  readonly name: string;
  readonly phone: string;
  /** 浙江省 杭州市 西湖区; '' until one is chosen. */
  readonly region: string;
  readonly regionCode: string;
  readonly detail: string;
  readonly label: string;
}

const EMPTY: Filled = { name: '', phone: '', region: '', regionCode: '', detail: '', label: '' };

/** What is kept of an address, to be changed. A region that nobody can read is chosen anew. */
export function filledOf(address: Address | undefined): Filled {
  if (!address) return EMPTY;
  const { name, phone, region, regionCode, detail, label } = address;
  return { name, phone, region: regionCode === '' ? '' : region, regionCode, detail, label };
}

/** What is missing, in the words of the button; null when nothing is. */
export function missingIn({ name, phone, regionCode, detail }: Filled): string | null {
  if (name.trim() === '') return '先填收货人';
  if (!/^1[3-9]\d{9}$/.test(phone)) return '先填 11 位手机号';
  if (regionCode === '') return '先选地区';
  if (detail.trim() === '') return '先填详细地址';
  return null;
}

/** What was read of a text or got from WeChat: whatever of it is '' leaves what was there. */
export type Gained = Omit<OutputOf<'shop.readAddress'>, 'label'>;

export const withGained = (before: Filled, gained: Gained): Filled => ({
  ...before,
  name: gained.name || before.name,
  phone: gained.phone || before.phone,
  // Part of a region is no region: what was chosen before would be another place.
  region: gained.regionCode === '' && gained.region !== '' ? '' : gained.regionCode ? gained.region : before.region,
  regionCode: gained.regionCode === '' && gained.region !== '' ? '' : gained.regionCode || before.regionCode,
  detail: gained.detail || before.detail,
});

/** What was gained and what was not, plainly. */
export function gainedWords({ name, phone, region, regionCode, detail }: Gained): { isWhole: boolean; words: string } {
  const parts = [
    ['收货人', name],
    ['手机号', phone],
    ['地区', regionCode],
    ['详细地址', detail],
  ] as const;
  const missing = parts.filter(([, value]) => value === '').map(([words]) => words);
  if (missing.length === 0) return { isWhole: true, words: '都填好了。看一眼再保存。' };
  if (missing.length === parts.length && region === '')
    return { isWhole: false, words: '没有认出来，下面没有动。自己填吧。' };
  const part = regionCode === '' && region !== '' ? `地区只认出「${region}」。` : '';
  return { isWhole: false, words: `没认出${missing.join('、')}，在下面补上。${part}` };
}
