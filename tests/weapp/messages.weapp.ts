import { openPage } from './host';
import { me } from './samples';

test('messages lead on, and what is accepted in WeChat’s window is noted, that alone', async () => {
  const page = await openPage(
    'packages/messages/inbox/index',
    {},
    {
      'account.me': () => me,
      'messages.list': () => ({
        messages: [
          {
            messageId: 'I1',
            kind: 'order',
            title: '已发出',
            words: '青岚粮油店，五常大米等 3 件，顺丰速运 SF1482****6037。',
            atMs: Date.now(),
            isRead: false,
            target: { page: 'logistics', id: 'O1' },
          },
        ],
        unread: [{ kind: 'order', messages: 1 }],
        next: null,
      }),
      'messages.markRead': () => ({ messageId: 'I1' }),
      'messages.templates': () => ({
        templates: [
          { template: 'shipped', templateId: 'TEMPLATE_OF_SHIPPING', left: 0 },
          { template: 'credits', templateId: 'TEMPLATE_OF_CREDITS', left: 0 },
        ],
      }),
      'messages.noteAccepted': () => ({ templates: [{ template: 'shipped', left: 1 }] }),
    },
  );
  await page.until('订单 1');
  await page.until('看物流');
  await page.tap('微信里收通知，发货、售后、入账各发一条');
  expect((await page.called('messages.noteAccepted')).input).toMatchObject({ templates: ['shipped'] });
  await page.until('已登记，每登记一次发一条');
  await page.tap('未读，已发出。青岚粮油店，五常大米等 3 件，顺丰速运 SF1482****6037。看物流');
  await page.called('messages.markRead');
  expect(page.visited).toEqual(['/packages/order/logistics/index?id=O1']);
  expect(page.blank).toEqual([]);
});
