import { ask, endServers, startServers, text } from './servers';
import type { RawAnswer } from './wire';

// Bodies of JSON: one media type, one charset, no packing, one meaning.
beforeAll(startServers);
afterAll(endServers);

describe.each(['shop', 'endpoint'])('a JSON body at the %s', (server) => {
  const post = server === 'endpoint' ? 'POST /admin' : 'POST /call';
  const good =
    server === 'endpoint'
      ? '{"action":"database.getDocument","collectionName":"x"}'
      : '{"action":"echo.nothing","input":{}}';
  const give = async (type: string | null, body: string | Buffer, others: string[] = []): Promise<RawAnswer> => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    const headers = [...(type === null ? [] : [`Content-Type: ${type}`]), ...others, `Content-Length: ${bytes.length}`];
    return ask(server, Buffer.concat([Buffer.from(text(server, post, headers)), bytes]));
  };
  /** Neither server did what was asked: by its status, or by the SDK's code. */
  const isRefused = ({ status, body }: RawAnswer): boolean =>
    status >= 400 || JSON.parse(body).code === 'INVALID_PARAM';

  test.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json ; charset=utf8 ; x="a;b"',
  ])('%s is taken', async (type) => expect(isRefused(await give(type, good))).toBe(false));

  test.each([
    'application/json-evil',
    'application/jsonp',
    'application/json+x',
    'application/json/x',
    'application/json x',
    'application/json, text/html',
    'xapplication/json',
    'application/x-www-form-urlencoded',
    'text/html',
    'json',
    '',
    ';',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; charset=utf-8; charset=gbk',
    'application/json; charset=gbk; charset=utf-8',
    'application/json; charset="utf-8',
  ])('%j is refused with 415', async (type) => expect((await give(type, good)).status).toBe(415));

  test.each(['gzip', 'br', 'deflate', 'identity, gzip', 'x'])(
    'the encoding %s is refused with 415',
    async (encoding) => {
      expect((await give('application/json', good, [`Content-Encoding: ${encoding}`])).status).toBe(415);
    },
  );

  const again = good.slice(1);
  test.each([
    ['two content types', good, ['Content-Type: text/html']],
    ['a byte order mark', `\ufeff${good}`, []],
    [
      'broken UTF-8',
      Buffer.concat([Buffer.from(good.slice(0, -1)), Buffer.from([0x2c, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])]),
      [],
    ],
    ['UTF-16', Buffer.from(good, 'utf16le'), []],
    ['a name twice', `{"action":"x",${again}`, []],
    ['a name twice, once in escapes', `{"\\u0061ction":"x",${again}`, []],
    ['a name twice, deep within', `${good.slice(0, -1)},"a":[{"b":{"c":1,"d":[],"c":2}}]}`, []],
    ['a name twice, with white space', `{"action" \n: "x",${again}`, []],
    ['nothing', '', []],
    ['white space', '  \n', []],
    ['null', 'null', []],
    ['a number', '1', []],
    ['a text', '"{}"', []],
    ['a list', `[${good}]`, []],
    ['two objects', `${good}${good}`, []],
    ['half an object', good.slice(0, -1), []],
    ['a comma too many', `${good.slice(0, -1)},}`, []],
    ['NaN', '{"action":NaN}', []],
    ['nesting without end', `${'['.repeat(40_000)}${']'.repeat(40_000)}`, []],
    ['nesting without end in an object', `{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}`, []],
  ])('%s is refused', async (_name, body, headers) => {
    expect(isRefused(await give('application/json', body, headers))).toBe(true);
  });

  test('the same name in two objects is no name twice, nor one that is a value', async () => {
    const body = `${good.slice(0, -1)},"a":{"action":"input"},"b":[{"a":1},{"a":1}],"c":"\\"a\\":","d":"action"}`;
    const answer = await give('application/json', body);
    // The shop knows no other names: it says so, and not that one is there twice.
    expect(answer.body).not.toContain('twice');
  });
});
