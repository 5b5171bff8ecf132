// Where parcels are: what the sandbox makes of a number and a moment, and what is read of a provider's recorded answers.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { byKuaidi100, readAnswer } from '../../cloudfunctions/_orders/traces/kuaidi100';
import { bySandbox } from '../../cloudfunctions/_orders/traces/sandbox';

const SENT_MS = Date.parse('2026-03-02T09:00:00+08:00');
const HOUR_MS = 3_600_000;
const parcel = (trackingNo: string) => ({
  carrier: '德邦',
  trackingNo,
  sentAtMs: SENT_MS,
  region: '山东省青岛市市南区',
  phoneTail: '0001',
});
const at = (trackingNo: string, hours: number) => bySandbox(parcel(trackingNo), SENT_MS + hours * HOUR_MS);

test('a parcel goes its way with the clock: towards its region, the same each time it is asked', async () => {
  const states: string[] = [];
  for (let hours = 0; hours <= 72; hours += 1) {
    const trace = (await at('DPK10010', hours))!;
    expect(trace).toEqual(await at('DPK10010', hours));
    // Nothing is told before it happens, and nothing that was told is taken back.
    expect(trace.steps.every((step) => step.atMs <= SENT_MS + hours * HOUR_MS)).toBe(true);
    if (states.at(-1) !== trace.state) states.push(trace.state);
    expect(trace.courier === null).toBe(trace.state !== 'delivering');
  }
  expect(states).toEqual(['waiting', 'collected', 'moving', 'delivering', 'signed']);
  const { steps } = (await at('DPK10010', 72))!;
  expect(steps.map(({ words }) => words).join()).toContain('青岛市南营业点');
  expect([...steps].sort((a, b) => b.atMs - a.atMs)).toEqual(steps);
});

test.each([
  ['LATE', 'signed', true],
  ['LOST', 'heldUp', false],
])('a number that ends in %s is %s in the end', async (end, state, isLate) => {
  const trace = (await at(`X${end}`, 30 * 24))!;
  const promised = (await at(`X${end}`, 1))!.arrivesAtMs!;
  expect(trace.state).toBe(state);
  expect(trace.arrivesAtMs! > promised).toBe(isLate);
});

/** As the provider answers in its documents, shortened. */
const RECORDED = JSON.stringify({
  message: 'ok',
  nu: 'SF1482000006037',
  ischeck: '0',
  com: 'shunfeng',
  status: '200',
  state: '501',
  arrivalTime: '2026-11-22 12',
  data: [
    {
      time: '2026-11-22 06:48:12',
      ftime: '2026-11-22 06:48:12',
      context: '市南香港中路营业点已出车，派件员：刘师傅，电话 13800002001',
      statusCode: '5',
    },
    {
      time: '2026-11-21 15:20:00',
      ftime: '2026-11-21 15:20:00',
      context: '已揽收',
      statusCode: '1',
    },
  ],
});

test('a recorded answer is read: state, newest first, when it arrives, who brings it', () => {
  expect(readAnswer(RECORDED)).toEqual({
    state: 'delivering',
    arrivesAtMs: Date.parse('2026-11-22T12:00:00+08:00'),
    courier: { name: '刘师傅', phone: '13800002001' },
    steps: [
      {
        atMs: Date.parse('2026-11-22T06:48:12+08:00'),
        words: '市南香港中路营业点已出车，派件员：刘师傅，电话 13800002001',
        state: 'delivering',
      },
      { atMs: Date.parse('2026-11-21T15:20:00+08:00'), words: '已揽收', state: 'collected' },
    ],
  });
  expect(readAnswer('{"result":false,"returnCode":"500","message":"查询无结果"}')).toBeNull();
  expect(() => readAnswer('{"result":false,"returnCode":"503","message":"验证签名失败"}')).toThrow('503');
});

test('a question is signed, names the carrier by its code, and of the phone only its end', async () => {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      asked.push(new URLSearchParams(body));
      response.end(RECORDED);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    TRACE_URL: `http://127.0.0.1:${port}/`,
    TRACE_CUSTOMER: 'CUSTOMER1',
    TRACE_KEY: 'secret-key',
  });
  try {
    expect((await byKuaidi100({ ...parcel('SF1482000006037'), carrier: '顺丰速运' }, SENT_MS))?.state).toBe(
      'delivering',
    );
    expect(await byKuaidi100({ ...parcel('1'), carrier: '某某同城' }, SENT_MS)).toBeNull();
  } finally {
    for (const name of ['TRACE_URL', 'TRACE_CUSTOMER', 'TRACE_KEY']) delete process.env[name];
    server.close();
  }
  expect(asked).toHaveLength(1);
  expect(JSON.parse(asked[0]!.get('param')!)).toMatchObject({ com: 'shunfeng', num: 'SF1482000006037', phone: '0001' });
  const signed = createHash('md5')
    .update(`${asked[0]!.get('param')}secret-keyCUSTOMER1`)
    .digest('hex');
  expect(asked[0]!.get('sign')).toBe(signed.toUpperCase());
  expect(asked[0]!.get('customer')).toBe('CUSTOMER1');
});
