import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { filledIn } from '../../cloudfunctions/account/sms/https';
import { authorizationOf } from '../../cloudfunctions/account/sms/signature';
import { refusalIn } from '../../cloudfunctions/account/sms/tencent';
import { startLocalCloud } from '../../localcloud';
import { built, removeBuilt, START_MS } from './world';

jest.setTimeout(180_000);
afterAll(removeBuilt);

test('the signature is that of the example that Tencent Cloud publishes (cloud.tencent.com/document/api/213/30654)', () => {
  const escaped = [0x672a, 0x547d, 0x540d].map((point) => `\\u${point.toString(16)}`).join('');
  const signed = authorizationOf({
    service: 'cvm',
    host: 'cvm.tencentcloudapi.com',
    action: 'DescribeInstances',
    body: `{"Limit": 1, "Filters": [{"Values": ["${escaped}"], "Name": "instance-name"}]}`,
    atSeconds: 1551113065,
    secretId: `AKID${'*'.repeat(32)}`,
    secretKey: '*'.repeat(32),
  });
  expect(signed).toBe(
    `TC3-HMAC-SHA256 Credential=AKID${'*'.repeat(32)}/2019-02-25/cvm/tc3_request, ` +
      'SignedHeaders=content-type;host;x-tc-action, ' +
      'Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
  );
});

test.each([
  ['{"Response":{"SendStatusSet":[{"Code":"Ok"}],"RequestId":"a"}}', null],
  [
    '{"Response":{"SendStatusSet":[{"Code":"LimitExceeded.PhoneNumberDailyLimit"}]}}',
    'LimitExceeded.PhoneNumberDailyLimit',
  ],
  ['{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure"}}}', 'AuthFailure.SignatureFailure'],
  ['{}', 'undefined'],
])('Tencent Cloud answers %s', (text, refusal) => expect(refusalIn(text)).toBe(refusal));

test('what is filled in is a value, never a piece of JSON', () =>
  expect(filledIn({ to: '+86{phone}', texts: ['{code}', '{other}', 5] }, { phone: '1"2', code: '{phone}' })).toEqual({
    to: '+861"2',
    texts: ['{phone}', '{other}', 5],
  }));

test('a provider by template gets the code; one that refuses, or does not answer, is told as not sent', async () => {
  const heard: { headers: unknown; body: Record<string, string> }[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      heard.push({ headers: request.headers.authorization, body: JSON.parse(text) });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const cloud = await startLocalCloud({
    dataDir: null,
    clock: { startAtMs: START_MS, isFrozen: true },
    functionsDir: await built(),
    workers: 1,
    variables: {
      SMS_PROVIDER: 'https',
      SMS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
      SMS_HEADERS: '{"authorization":"Bearer {secret}"}',
      SMS_BODY: '{"mobile":"{phone}","text":"{code} within {minutes} minutes"}',
      SMS_SECRET: 'a-secret-of-the-shop',
    },
  });
  const send = (phone: string) => cloud.call('account.sendCode', { phone });
  expect(await send('13700000001')).toMatchObject({ ok: true });
  expect(heard).toEqual([
    {
      headers: 'Bearer a-secret-of-the-shop',
      body: { mobile: '13700000001', text: expect.stringMatching(/^\d{6} within 5 minutes$/) },
    },
  ]);
  const code = heard[0]!.body.text!.slice(0, 6);
  expect(await cloud.call('account.signIn', { phone: '13700000001', code })).toMatchObject({ ok: true });
  status = 403;
  expect(await send('13700000002')).toMatchObject({ code: 'code/notSent' });
  await new Promise((done) => {
    server.closeAllConnections();
    server.close(done);
  });
  expect(await send('13700000003')).toMatchObject({ code: 'code/notSent' });
  expect(cloud.logs().join('\n')).not.toMatch(/1370000000|a-secret/);
  expect(cloud.inbox()).toEqual([]);
  await cloud.close();
});
