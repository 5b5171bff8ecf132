import { type Ask, faultOf, maskAnswer, readableAnswer, tidyAnswer } from '@shared/asks';
import type { OutputOf, TopUpGoods } from '@shared/contract';
import { showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { Tap } from '../../../components/Tap';
import { AskField } from '../../../features/asks/AskField';
import type { Answers } from '../../../features/asks/useAnswers';
import { serverNow } from '../../../gateway';

type Own = OutputOf<'shop.viewTopUps'>['own'];

interface AccountCardProps {
  readonly goods: TopUpGoods;
  readonly own: Own;
  readonly answers: Answers;
}

/** Accounts of earlier top-ups of the same goods, each once, the newest first. */
const earlierAccounts = (goodsId: string, ask: Ask, own: Own): string[] => [
  ...new Set(
    (own?.earlier ?? [])
      .filter((one) => one.goodsId === goodsId && one.askKey === ask.key)
      .map(({ account }) => account),
  ),
];

/** What may be meant: one's own phone, and what was topped up before. */
function offeredAccounts({ goodsId, asks: [first] }: TopUpGoods, own: Own): string[] {
  if (!first || !own) return [];
  return [...new Set([...(first.kind === 'phone' ? [own.phone] : []), ...earlierAccounts(goodsId, first, own)])];
}

/** What each of the goods begins with: what is offered first. */
export const usualAccounts = (all: readonly TopUpGoods[], own: Own): Record<string, Record<string, string>> =>
  Object.fromEntries(
    all.flatMap((goods) => {
      const [usual] = offeredAccounts(goods, own);
      return usual ? [[goods.goodsId, { [goods.asks[0]!.key]: usual }]] : [];
    }),
  );

/** Where it goes to, with one's own phone and what was topped up before a tap away. */
export function AccountCard({ goods, own, answers }: AccountCardProps) {
  const [first] = goods.asks;
  const account = first ? tidyAnswer(first, answers.of(goods.goodsId, first.key)) : '';
  const known = first ? earlierAccounts(goods.goodsId, first, own) : [];
  const offered = offeredAccounts(goods, own);
  const isRight = first !== undefined && account !== '' && faultOf(first, account, showToday(serverNow())) === null;
  const put = answers.put;
  return (
    <View className="card card-tight">
      {goods.asks.map((ask, at) => (
        <AskField
          key={ask.key}
          ask={ask}
          isFirst={at === 0}
          isTried={answers.isTried}
          value={answers.of(goods.goodsId, ask.key)}
          onChange={(value) => put(goods.goodsId, ask.key, value)}
        />
      ))}
      {first && isRight ? (
        <View className="small muted account-is" {...{ role: 'status' }}>
          {[readableAnswer(first, account), whose(account, own, known)].filter(Boolean).join(' · ')}
        </View>
      ) : null}
      {offered.length > 1 && first ? (
        <View className="chips" {...{ role: 'radiogroup' }} aria-label="充过的">
          {offered.map((one) => (
            <Tap
              key={one}
              role="radio"
              className={`opt ${one === account ? 'is-on' : ''}`}
              isOn={one === account}
              label={readableAnswer(first, one)}
              onTap={() => put(goods.goodsId, first.key, one)}
            >
              {one === own?.phone ? '你的号码' : maskAnswer(first, one)}
            </Tap>
          ))}
        </View>
      ) : null}
    </View>
  );
}

function whose(account: string, own: Own, known: readonly string[]): string {
  if (account === own?.phone) return '你的号码';
  return known.includes(account) ? '充过' : '';
}
