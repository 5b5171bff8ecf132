import { MAX_AMOUNT } from '@shared/kernel';
import { closeMemberPage, createMemberPage } from '@shared/rules';

describe("today's grants join at the end of the close", () => {
  const off = { dividend: null, release: null };
  const pageOf = (figures: {
    quota?: number;
    weight?: number;
    quotaToday?: number;
    weightToday?: number;
    owed?: number;
  }) => {
    const page = createMemberPage(1, 0);
    page.dividends.quota[0] = figures.quota ?? 1;
    page.dividends.weight[0] = figures.weight ?? 2;
    page.quotaToday[0] = figures.quotaToday ?? 0;
    page.weightToday[0] = figures.weightToday ?? 0;
    page.owedQuota[0] = figures.owed ?? 0;
    expect(closeMemberPage(page, off)).toEqual({ dividends: null, release: null });
    return {
      quota: page.dividends.quota[0],
      weight: page.dividends.weight[0],
      owed: page.owedQuota[0],
      today: page.quotaToday[0] + page.weightToday[0],
    };
  };

  it.each([
    ['nothing', {}, { quota: 1, weight: 2, owed: 0 }],
    ['quota', { quotaToday: 10 }, { quota: 11, weight: 2, owed: 0 }],
    ['weight', { weightToday: 10 }, { quota: 1, weight: 12, owed: 0 }],
    ['quota, less than is owed', { quotaToday: 10, owed: 14 }, { quota: 1, weight: 2, owed: 4 }],
    ['quota, more than is owed', { quotaToday: 10, owed: 4 }, { quota: 7, weight: 2, owed: 0 }],
    [
      'what does not fit below 2^53, cut',
      { quota: MAX_AMOUNT - 3, quotaToday: 10, weight: MAX_AMOUNT - 2, weightToday: 5 },
      { quota: MAX_AMOUNT, weight: MAX_AMOUNT, owed: 0 },
    ],
  ])('%s', (_, before, after) => expect(pageOf(before)).toEqual({ ...after, today: 0 }));
});
