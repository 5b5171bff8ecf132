import { inflateSync } from 'node:zlib';
import { Gate } from '../../localcloud/host/gate';
import { HttpRefusal } from '../../localcloud/http';
import { noFaults, readFaults } from '../../localcloud/sandbox/faults';
import { readStamp, stampOf, timeTextOf } from '../../localcloud/sandbox/paymentRecords';
import { qrPng } from '../../localcloud/sandbox/png';
import { readParameters, writeAnswer } from '../../localcloud/sandbox/protobuf';
import { readMultipart } from '../../localcloud/server/multipart';

describe('a gate', () => {
  test('lets its width through, the others in order, and refuses beyond its waiting room', async () => {
    const gate = new Gate(1, 2);
    const entered: string[] = [];
    expect(await gate.enter()).toBe(true);
    const waiting = ['a', 'b'].map((name) => gate.enter().then(() => entered.push(name)));
    expect(await gate.enter()).toBe(false);
    gate.leave();
    await waiting[0];
    expect(entered).toEqual(['a']);
    gate.leave();
    await waiting[1];
    expect(entered).toEqual(['a', 'b']);
    gate.leave();
    expect(gate.inside).toBe(0);
  });
});

describe('a multipart form', () => {
  const form = (parts: Array<[string, Buffer]>): Buffer =>
    Buffer.concat([
      ...parts.flatMap(([name, content]) => [
        Buffer.from(`--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
        content,
        Buffer.from('\r\n'),
      ]),
      Buffer.from('--XX--\r\n'),
    ]);

  test('is read byte for byte', () => {
    const bytes = Buffer.from([0, 13, 10, 13, 10, 255, 45, 45]);
    const fields = readMultipart(
      'multipart/form-data; boundary=XX',
      form([
        ['action', Buffer.from('wx.openApi')],
        ['requestData', bytes],
        ['empty', Buffer.alloc(0)],
      ]),
    );
    expect(fields.get('action')?.toString()).toBe('wx.openApi');
    expect(fields.get('requestData')).toEqual(bytes);
    expect(fields.get('empty')).toEqual(Buffer.alloc(0));
  });

  test('without a boundary is refused', () => {
    expect(() => readMultipart('multipart/form-data', Buffer.alloc(0))).toThrow('boundary');
  });

  test('holds its boundary only where a line begins with it', () => {
    const content = Buffer.from('a--XX--b --XX\r\n');
    expect(readMultipart('multipart/form-data; boundary="XX"', form([['a', content]])).get('a')).toEqual(content);
  });

  const head = 'Content-Disposition: form-data; name="a"\r\n\r\n';
  test.each([
    ['with an empty boundary', 'multipart/form-data; boundary=""', `--XX\r\n${head}1\r\n--XX--`],
    ['with a boundary too long', `multipart/form-data; boundary=${'x'.repeat(71)}`, ''],
    ['with two boundaries', 'multipart/form-data; boundary=XX; boundary=YY', `--XX\r\n${head}1\r\n--XX--`],
    ['that is empty', 'multipart/form-data; boundary=XX', ''],
    ['with another boundary', 'multipart/form-data; boundary=XX', `--YY\r\n${head}1\r\n--YY--`],
    ['that does not end', 'multipart/form-data; boundary=XX', `--XX\r\n${head}1\r\n`],
    ['that ends within a part', 'multipart/form-data; boundary=XX', `--XX\r\n${head}1\r\n--XX`],
    ['with a part without a head', 'multipart/form-data; boundary=XX', '--XX\r\nname="a"\r\n--XX--'],
    ['with a name twice', 'multipart/form-data; boundary=XX', `--XX\r\n${head}1\r\n--XX\r\n${head}2\r\n--XX--`],
    [
      'with fields without end',
      'multipart/form-data; boundary=XX',
      `${Array.from({ length: 200 }, (_unused, i) => `--XX\r\n${head.replace('"a"', `"${i}"`)}1\r\n`).join('')}--XX--`,
    ],
  ])('%s is refused with 400 or 415', (_name, type, body) => {
    const read = (): unknown => readMultipart(type, Buffer.from(body));
    expect(read).toThrow(HttpRefusal);
    expect(read).toThrow(expect.objectContaining({ status: expect.any(Number) }));
  });
});

describe('messages of an open interface', () => {
  test('a request recorded from the SDK is read', () => {
    const recorded =
      '080012460a0e0a06746f75736572120422' +
      '6f31220a200a046461746112187b227468696e6731223a7b2276616c7565223a2278227d7d0a120a0b74656d706c6174655f69641203225422';
    const parameters = readParameters(Buffer.from(recorded, 'hex'));
    expect(parameters.map(({ key, value }) => [key, JSON.parse(value.toString())])).toEqual([
      ['touser', 'o1'],
      ['data', { thing1: { value: 'x' } }],
      ['template_id', 'T'],
    ]);
  });

  test.each(['12', '0aff', '0d00000000', '12050a0a0a0a0a'])('a damaged one (%s) is refused', (hex) => {
    expect(() => readParameters(Buffer.from(hex, 'hex'))).toThrow();
  });

  test('a negative error number has the ten bytes of an int32', () => {
    expect(writeAnswer({ errorCode: -604101 }).toString('hex')).toBe('18bb90dbffffffffffff0120c801');
  });
});

test('a QR code is a PNG that can be unpacked to its pixels', () => {
  const png = qrPng('scene=a', 280);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const side = png.readUInt32BE(16);
  expect(side).toBeGreaterThan(200);
  const length = png.readUInt32BE(33);
  expect(png.subarray(37, 41).toString()).toBe('IDAT');
  expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(side * (side + 1));
});

describe('times of the cashier', () => {
  test('are Beijing time', () => {
    const moment = Date.parse('2026-03-01T16:05:06Z');
    expect(stampOf(moment)).toBe('20260302000506');
    expect(timeTextOf(moment)).toBe('2026-03-02 00:05:06');
    expect(readStamp('20260302000506')).toBe(moment);
    expect(readStamp('2026')).toBeNull();
    expect(readStamp('20261302000506')).toBeNull();
  });
});

describe('what the sandboxes are told to do wrong', () => {
  test('is read, and what is not named is back to normal', () => {
    expect(readFaults({ payCallback: { repeat: 2, delayMs: 5000, failFirst: 1, isConcurrent: true } })).toEqual({
      ...noFaults(),
      payCallback: { repeat: 2, delayMs: 5000, failFirst: 1, isConcurrent: true },
    });
  });

  test.each([
    [{ payCallback: { repeat: -1 } }, 'payCallback.repeat'],
    [{ payCallback: { repeat: 1.5 } }, 'payCallback.repeat'],
    [{ payCallback: { repeats: 1 } }, 'payCallback.repeats is not known'],
    [{ payCallback: 1 }, 'payCallback must be an object'],
    [{ payback: {} }, 'payback is not known'],
    [{ failNext: { sendSms: 'x' } }, 'sendSms'],
  ])('%j is refused', (body, why) => {
    expect(() => readFaults(body as Record<string, unknown>)).toThrow(why);
  });
});
