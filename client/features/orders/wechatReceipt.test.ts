import { confirmInWechat } from './wechatReceipt';

type Shown = { referrerInfo?: { appId?: string; extraData?: { status?: string } } };

/** A WeChat whose component does what it is told to. */
function wechat(act: (show: (shown: Shown) => void, fail: () => void) => void) {
  const listeners = new Set<(shown: Shown) => void>();
  const opened: unknown[] = [];
  const show = (shown: Shown) => {
    for (const listener of [...listeners]) listener(shown);
  };
  Object.assign(globalThis, {
    wx: {
      openBusinessView: ({ fail, ...asked }: { fail: () => void }) => {
        opened.push(asked);
        act(show, fail);
      },
      onAppShow: (listener: (shown: Shown) => void) => listeners.add(listener),
      offAppShow: (listener: (shown: Shown) => void) => listeners.delete(listener),
    },
  });
  return { listeners, opened };
}
const back = (status: string): Shown => ({ referrerInfo: { appId: 'wx1183b055aeec94d1', extraData: { status } } });

test.each([
  ['confirmed', back('success'), 'confirmed'],
  ['turned back', back('cancel'), 'turnedBack'],
  ['failed there', back('fail'), 'turnedBack'],
  ['came back another way', {}, 'turnedBack'],
  [
    'comes from another app that says so',
    { referrerInfo: { appId: 'wx2', extraData: { status: 'success' } } },
    'turnedBack',
  ],
])('a member who %s', async (_what, shown, receipt) => {
  const { listeners, opened } = wechat((show) => show(shown));
  expect(await confirmInWechat('4200001')).toBe(receipt);
  expect(opened).toEqual([{ businessType: 'weappOrderConfirm', extraData: { transaction_id: '4200001' } }]);
  expect(listeners.size).toBe(0);
});

test('a component that does not open, or is not there, is absent', async () => {
  wechat((_show, fail) => fail());
  expect(await confirmInWechat('4200001')).toBe('absent');
  Object.assign(globalThis, { wx: {} });
  expect(await confirmInWechat('4200001')).toBe('absent');
});
