import type { InputOf, OutputOf } from '@shared/contract';
import { showCount, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../components/Button';
import { Input } from '../../../components/Input';
import { Note } from '../../../components/Note';
import { Sheet } from '../../../components/Sheet';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { INDUSTRY_WORDS, KIND_WORDS } from '../../../copy/terms';
import { useRead } from '../../../gateway';
import { type Filters, NO_FILTERS, PLAN_FILTER_WORDS } from './filters';

type Counts = OutputOf<'shop.countGoods'>;

interface FilterSheetProps {
  readonly scope: InputOf<'shop.countGoods'>;
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly onClose: () => void;
}

/** Yuan as typed, in fen; undefined for nothing, null for what is no amount. */
function readPrice(typed: string): number | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  const [, yuan, cents = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

const writePrice = (fen: number | undefined): string =>
  fen === undefined ? '' : showPlain(fen, 'cash').replace(/\.00$/, '');

/** Every filter with what it would find. What finds nothing stays in its place, with 0. */
export function FilterSheet({ scope, filters, onChange, onClose }: FilterSheetProps) {
  const [draft, setDraft] = useState(filters);
  const [prices, setPrices] = useState([writePrice(filters.priceFromFen), writePrice(filters.priceToFen)] as const);
  const read = useRead('shop.countGoods', { ...scope, ...draft });
  const [last, setLast] = useState<Counts | null>(null);
  if (read.value && read.value !== last) setLast(read.value);
  const counts = read.value ?? last;
  const set = (more: Partial<Record<keyof Filters, unknown>>) => {
    const changed = { ...draft, ...more };
    setDraft(Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) as Filters);
  };
  const type = (place: 0 | 1, text: string) => {
    const typed = place === 0 ? ([text, prices[1]] as const) : ([prices[0], text] as const);
    setPrices(typed);
    const [from, to] = [readPrice(typed[0]), readPrice(typed[1])];
    if (from !== null && to !== null) set({ priceFromFen: from, priceToFen: to });
  };
  const isWrong = prices.some((one) => readPrice(one) === null);
  const count = counts?.count ?? 0;
  return (
    <Sheet
      title="筛选"
      isOpen
      onClose={onClose}
      foot={
        <View className="bar btns">
          <Button
            kind="plain"
            onTap={() => {
              setDraft(NO_FILTERS);
              setPrices(['', '']);
            }}
          >
            清空
          </Button>
          <Button
            isOff={isWrong || count === 0}
            onTap={() => {
              onChange(draft);
              onClose();
            }}
          >
            {isWrong
              ? '先改价格'
              : count === 0
                ? '没有这样的'
                : `看 ${showCount(count)}${counts?.isMore ? '+' : ''} 件`}
          </Button>
        </View>
      }
    >
      <View className="facets flow gap12">
        {read.error ? <Note tone="bad">{refusalWords(read.error)}</Note> : null}
        <View>
          <View className="small muted mb8">价格（元）</View>
          <View className="price-ask">
            <PriceInput label="最低价" hint={lowestHint(counts)} typed={prices[0]} onType={(text) => type(0, text)} />
            <View className="muted">–</View>
            <PriceInput label="最高价" hint="最高" typed={prices[1]} onType={(text) => type(1, text)} />
          </View>
          {isWrong ? (
            <View className="small bad-ink" {...{ role: 'alert' }}>
              价格填金额，最多两位小数。
            </View>
          ) : null}
        </View>
        {counts ? <Facets counts={counts} draft={draft} set={set} /> : null}
      </View>
    </Sheet>
  );
}

const lowestHint = (counts: Counts | null): string =>
  counts?.lowestFen == null ? '最低' : `最低 ${showPlain(counts.lowestFen, 'cash')}`;

interface PriceInputProps {
  readonly label: string;
  readonly hint: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
}

function PriceInput({ label, hint, typed, onType }: PriceInputProps) {
  return (
    <Input
      className="field-input"
      placeholderClass="placeholder"
      type="digit"
      maxlength={9}
      value={typed}
      placeholder={hint}
      aria-label={label}
      onInput={(event) => onType(event.detail.value)}
    />
  );
}

interface FacetsProps {
  readonly counts: Counts;
  readonly draft: Filters;
  readonly set: (more: Partial<Record<keyof Filters, unknown>>) => void;
}

function Facets({ counts, draft, set }: FacetsProps) {
  return (
    <>
      <Facet title="现在就有">
        <Choice
          words="有货"
          count={counts.inStock}
          isOn={draft.inStock === true}
          onTap={(isOn) => set({ inStock: isOn || undefined })}
        />
        <Choice
          words="限时价"
          count={counts.offered}
          isOn={draft.offered === true}
          onTap={(isOn) => set({ offered: isOn || undefined })}
        />
      </Facet>
      <Facet title="怎么拿到">
        {counts.kinds.map(({ kind, count }) => (
          <Choice
            key={kind}
            words={KIND_WORDS[kind]}
            count={count}
            isOn={draft.kind === kind}
            onTap={(isOn) => set({ kind: isOn ? kind : undefined })}
          />
        ))}
      </Facet>
      <Facet title="行业">
        {counts.industries.map(({ industry, count }) => (
          <Choice
            key={industry}
            words={INDUSTRY_WORDS[industry]}
            count={count}
            isOn={draft.industry === industry}
            onTap={(isOn) => set({ industry: isOn ? industry : undefined })}
          />
        ))}
      </Facet>
      {counts.brands.length > 0 ? (
        <Facet title="品牌">
          {counts.brands.map(({ brand, count }) => (
            <Choice
              key={brand}
              words={brand}
              count={count}
              isOn={draft.brand === brand}
              onTap={(isOn) => set({ brand: isOn ? brand : undefined })}
            />
          ))}
        </Facet>
      ) : null}
      <Facet title="积分方案">
        <Choice
          words="可用积分抵"
          count={counts.takesPoints}
          isOn={draft.takesPoints === true}
          onTap={(isOn) => set({ takesPoints: isOn || undefined })}
        />
        {counts.plans.map(({ plan, count }) => (
          <Choice
            key={plan}
            words={PLAN_FILTER_WORDS[plan]}
            count={count}
            isOn={draft.plan === plan}
            onTap={(isOn) => set({ plan: isOn ? plan : undefined })}
          />
        ))}
      </Facet>
    </>
  );
}

function Facet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <View>
      <View className="small muted mb8">{title}</View>
      <View className="chipset">{children}</View>
    </View>
  );
}

interface ChoiceProps {
  readonly words: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly onTap: (isOn: boolean) => void;
}

/** One that would find nothing stays, and may be taken off again. */
function Choice({ words, count, isOn, onTap }: ChoiceProps) {
  return (
    <Tap
      role="checkbox"
      className={`fchip ${isOn ? 'is-on' : ''} ${count === 0 && !isOn ? 'is-none' : ''}`}
      isOn={isOn}
      isOff={count === 0 && !isOn}
      label={`${words}，${count} 件`}
      onTap={() => onTap(!isOn)}
    >
      {words} {showCount(count)}
    </Tap>
  );
}
