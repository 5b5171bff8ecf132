import { batchOf } from './many';

jest.mock('../../../gateway', () => ({}));

const chosen = [{ orderId: 'A' }, { orderId: 'B' }];

test.each(['SF1\nSF2', ' SF1 \r\n\nSF2，', 'SF1\tSF2', 'SF1,SF2'])('each goes to the order in its place: %j', (typed) =>
  expect(batchOf(chosen, typed)).toEqual({
    parcels: [
      { orderId: 'A', trackingNo: 'SF1' },
      { orderId: 'B', trackingNo: 'SF2' },
    ],
  }),
);

test.each([
  ['SF1', '选了 2 单，粘了 1 个单号'],
  ['SF1\nSF1', '单号 SF1 有两个'],
  [`${'9'.repeat(41)}\nSF2`, '单号 999999999999… 太长'],
])('%p sends nothing', (typed, fault) => expect(batchOf(chosen, typed)).toEqual({ fault }));
