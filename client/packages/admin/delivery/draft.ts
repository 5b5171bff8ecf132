import type { FreightTable, InputOf, ShopSet } from '@shared/contract';
import { readCount, readYuan, writeYuan } from '../../../components/form/yuan';

/** Some regions and what sending there costs, as typed. */
export interface GroupDraft {
  readonly regions: FreightTable['groups'][number]['regions'];
  readonly isServed: boolean;
  readonly freight: string;
  readonly further: string;
  readonly freeFrom: string;
}

/** A shop's freight as it is being written: figures as typed. */
export interface DeliveryDraft {
  readonly by: FreightTable['by'];
  readonly first: string;
  readonly step: string;
  readonly freight: string;
  readonly further: string;
  /** '' for none. */
  readonly freeFrom: string;
  readonly servesElsewhere: boolean;
  readonly groups: readonly GroupDraft[];
  readonly word: string;
}

const MOST_FREIGHT_FEN = 1_000_000;
const MOST_FREE_FROM_FEN = 100_000_000;
const MOST_MEASURE = 1_000_000;

const freeFromOf = (fen: number): string => (fen === 0 ? '' : writeYuan(fen));

export function draftOf(shop: ShopSet): DeliveryDraft {
  const { freight } = shop;
  return {
    by: freight?.by ?? 'order',
    first: String(freight?.first ?? 1),
    step: String(freight?.step ?? 1),
    freight: writeYuan(shop.freightFen),
    further: writeYuan(freight?.furtherFen ?? 0),
    freeFrom: freeFromOf(shop.freeFreightFromFen),
    servesElsewhere: freight?.servesElsewhere ?? true,
    groups: (freight?.groups ?? []).map((group) => ({
      regions: group.regions,
      isServed: group.isServed,
      freight: writeYuan(group.freightFen),
      further: writeYuan(group.furtherFen),
      freeFrom: freeFromOf(group.freeFreightFromFen),
    })),
    word: shop.deliveryWord,
  };
}

/** A group that is begun with what the others cost. */
export const newGroup = ({ freight, further, freeFrom }: DeliveryDraft): GroupDraft => ({
  regions: [],
  isServed: true,
  freight,
  further,
  freeFrom,
});

/** A draft that is counted another way: pieces begin at one, weights at a kilogram. */
export const countedBy = (draft: DeliveryDraft, by: DeliveryDraft['by']): DeliveryDraft => ({
  ...draft,
  by,
  first: by === 'weight' ? '1000' : '1',
  step: by === 'weight' ? '500' : '1',
});

/** What is wrong with a sum; null when nothing is. */
export function feeFault(typed: string): string | null {
  const fen = readYuan(typed);
  if (fen === null) return '填金额，最多两位小数';
  return fen > MOST_FREIGHT_FEN ? '运费最多 10,000.00 元' : null;
}

/** What is wrong with an amount that is sent free. */
export function freeFault(typed: string): string | null {
  if (typed.trim() === '') return null;
  const fen = readYuan(typed);
  if (fen === null) return '填金额，最多两位小数';
  return fen > MOST_FREE_FROM_FEN ? '最多 1,000,000.00 元' : null;
}

/** What is wrong with pieces or grams. */
export function measureFault(typed: string): string | null {
  const count = readCount(typed);
  return count === null || count < 1 || count > MOST_MEASURE ? '填 1 到 1,000,000 的整数' : null;
}

type Figures = Pick<GroupDraft, 'freight' | 'further' | 'freeFrom'>;

const areRight = ({ freight, further, freeFrom }: Figures, by: DeliveryDraft['by']): boolean =>
  feeFault(freight) === null && (by === 'order' || feeFault(further) === null) && freeFault(freeFrom) === null;

/** What is missing before it can be saved, in the words of the button; null when nothing is. */
export function missingIn(draft: DeliveryDraft): string | null {
  if (draft.by !== 'order' && (measureFault(draft.first) ?? measureFault(draft.step)) !== null) return '先改件数或重量';
  if (draft.servesElsewhere && !areRight(draft, draft.by)) return '先改金额';
  if (draft.groups.some(({ regions }) => regions.length === 0)) return '先给每一组加地区';
  if (draft.groups.some((group) => group.isServed && !areRight(group, draft.by))) return '先改金额';
  if (!draft.servesElsewhere && !draft.groups.some(({ isServed }) => isServed)) return '至少送一个地区';
  return draft.word.trim() === '' ? '先填多久发出' : null;
}

const fenOf = (typed: string): number => readYuan(typed) ?? 0;

/** The freight as it is saved and tried; figures that cannot be read are 0. */
export const freightOf = (draft: DeliveryDraft) => ({
  freightFen: fenOf(draft.freight),
  freeFreightFromFen: fenOf(draft.freeFrom),
  freight: {
    by: draft.by,
    first: readCount(draft.first) || 1,
    step: readCount(draft.step) || 1,
    furtherFen: fenOf(draft.further),
    servesElsewhere: draft.servesElsewhere,
    groups: draft.groups.map((group) => ({
      regions: group.regions,
      isServed: group.isServed,
      freightFen: fenOf(group.freight),
      furtherFen: fenOf(group.further),
      freeFreightFromFen: fenOf(group.freeFrom),
    })),
  },
});

/** The draft as it is saved. `missingIn` has found nothing. */
export const inputOf = (draft: DeliveryDraft, shopId: string) =>
  ({
    shopId,
    ...freightOf(draft),
    deliveryWord: draft.word,
  }) satisfies InputOf<'admin.changeShop'>;

/** Every region that some group has already. */
export const takenIn = ({ groups }: DeliveryDraft): ReadonlySet<string> =>
  new Set(groups.flatMap(({ regions }) => regions.map(({ code }) => code)));
