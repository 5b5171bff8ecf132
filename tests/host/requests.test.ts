import { ask, endServers, hostOf, SERVERS, startServers, text } from './servers';

// Every door of every server: whatever comes is answered below 500, with words, and with what protects a browser.
beforeAll(startServers);
afterAll(endServers);

describe.each(SERVERS)('%s', (server) => {
  const paths = [
    '//',
    '///',
    '/\\',
    '//[',
    '/[',
    '//[::1',
    '//other/',
    '//a@b:99999/',
    '/%',
    '/%00',
    '/%zz',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/../../etc/passwd',
    '/%c0%ae%c0%ae/',
    '/%ff%fe',
    '/?',
    '/??a=%',
    '/?a=%00&a=b&__proto__=1',
    '/#fragment',
    '/a b',
    '/;;',
    '/:80',
    '/.',
    '/..',
    '/storage',
    '/storage/',
    '/storage//',
    '/storage/%00',
    '/storage/%zz',
    '/storage/../cloud.sqlite',
    '/storage/%2e%2e%2fcloud.sqlite',
    '/goods/',
    '/goods/%zz',
    '/local',
    '/local/',
    '/local/..',
    '/local/pay?prepayId=%zz',
    '/local/%zz',
    '/admin',
    '/admin/',
    '/call',
    '/call/',
    '/call?x=%zz',
    '/constructor',
    '/__proto__',
    `/${'x'.repeat(4000)}`,
    `/${'a/'.repeat(2000)}`,
    `/?${'a=1&'.repeat(2000)}`,
    `/${'x'.repeat(20_000)}`,
  ];
  test.each(paths.map((path) => [path.length > 60 ? `${path.slice(0, 20)}… (${path.length})` : path, path]))(
    'any path: %s',
    async (_name, path) => {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
        await ask(server, text(server, `${method} ${path}`, ['Content-Length: 0']));
    },
  );

  test('any path that chance gives', async () => {
    let seed = 7;
    const chance = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    const letters = [
      '/',
      '\\',
      '%',
      '.',
      '..',
      '%2e',
      '%2F',
      '%00',
      ':',
      '@',
      '[',
      ']',
      '?',
      '#',
      '*',
      'a',
      '\u007f',
      '"',
    ];
    for (let round = 0; round < 300; round += 1) {
      const path = Array.from({ length: 1 + chance(12) }, () => letters[chance(letters.length)]).join('');
      await ask(server, text(server, `GET ${chance(2) ? '/' : ''}${path}`));
      await ask(server, text(server, `GET /storage/${path}`));
    }
  });

  const lines: Array<[string, string, number[]]> = [
    ['every server at once', 'OPTIONS *', [204]],
    ['everything, by another method', 'GET *', [400]],
    ['a tunnel', 'CONNECT other.example:443', [405]],
    ['a tunnel to itself', 'CONNECT 127.0.0.1:80', [405]],
    ['an unknown method', 'BREW /', [400]],
    ['a method in small letters', 'get /', [400]],
    ['a method that few know', 'PROPFIND /', [404, 405]],
    ['a trace', 'TRACE /', [404, 405]],
    ['another server', 'GET http://other.example/', [403]],
    ['another server, by its address', 'GET http://10.0.0.1/', [403]],
    ['another protocol', 'GET https://127.0.0.1/', [400]],
    ['a file', 'GET file:///etc/passwd', [400]],
    ['an address that is none', 'GET http://', [400, 403]],
    ['an address with half brackets', 'GET http://[::1/', [400, 403]],
    ['no address', 'GET ', [400]],
    ['a relative one', 'GET admin', [400]],
    ['another version', 'GET / HTTP/9.9 x', [400]],
  ];
  test.each(lines)('a request line for %s', async (_name, line, statuses) => {
    expect(statuses).toContain((await ask(server, text(server, line))).status);
  });

  test('a whole address that is its own is answered as the path is', async () => {
    const path = server === 'endpoint' ? '/nothing' : '/call';
    const plain = await ask(server, text(server, `GET ${path}`));
    const whole = await ask(server, text(server, `GET http://${hostOf(server)}${path}`));
    expect(whole.status).toBe(plain.status);
    const upper = await ask(server, text(server, `GET HTTP://${hostOf(server)}${path}`));
    expect(upper.status).toBe(plain.status);
    for (const other of [`user@${hostOf(server)}`, `user:word@${hostOf(server)}`])
      expect((await ask(server, text(server, `GET http://${other}${path}`))).status).toBeGreaterThanOrEqual(400);
    const named = hostOf(server).replace('127.0.0.1', 'localhost');
    expect((await ask(server, text(server, `GET http://${named}${path}`))).status).toBe(400);
  });

  const hosts: Array<[string, (own: string) => string[], number]> = [
    ['none', () => ['Hosts: x'], 400],
    ['an empty one', () => ['Host:'], 400],
    ['two of its own', (own) => [`Host: ${own}`, `Host: ${own}`], 400],
    ['its own and another', (own) => [`Host: ${own}`, 'host: evil.example'], 400],
    ['another and its own', (own) => ['HOST: evil.example', `Host: ${own}`], 400],
    ['another', () => ['Host: evil.example'], 403],
    ['another that begins as its own', (own) => [`Host: ${own}.evil.example`], 403],
    ['another port', () => ['Host: 127.0.0.1:1'], 403],
    ['no port', () => ['Host: 127.0.0.1'], 403],
    ['a port with a zero before it', (own) => [`Host: ${own.replace(':', ':0')}`], 403],
    ['a dot behind the name', (own) => [`Host: ${own.replace('127.0.0.1', 'localhost.')}`], 403],
    ['IPv6', (own) => [`Host: ${own.replace('127.0.0.1', '[::1]')}`], 403],
    ['IPv4 inside IPv6', (own) => [`Host: ${own.replace('127.0.0.1', '[::ffff:127.0.0.1]')}`], 403],
    ['a short form of its address', (own) => [`Host: ${own.replace('127.0.0.1', '127.1')}`], 403],
    ['its address as one number', (own) => [`Host: ${own.replace('127.0.0.1', '2130706433')}`], 403],
    ['any address of this machine', (own) => [`Host: ${own.replace('127.0.0.1', '0.0.0.0')}`], 403],
    ['a user', (own) => [`Host: user@${own}`], 400],
    ['a path', (own) => [`Host: ${own}/x`], 400],
    ['a list', (own) => [`Host: ${own}, evil.example`], 400],
  ];
  test.each(hosts)('a Host header: %s', async (_name, headers, status) => {
    for (const path of ['/', '/storage/x', '/admin', '/local/status']) {
      const lined = [`GET ${path} HTTP/1.1`, 'Connection: close', ...headers(hostOf(server)), '', ''].join('\r\n');
      expect((await ask(server, lined)).status).toBe(status);
    }
  });

  test('its own names are answered in whatever letters', async () => {
    const named = hostOf(server).replace('127.0.0.1', 'LocalHost');
    const plain = await ask(server, text(server, 'GET /nothing.js'));
    expect((await ask(server, text(server, 'GET /nothing.js', [`Host: ${named}`]))).status).toBe(plain.status);
    expect(plain.status).toBe(404);
  });

  test.each([
    ['another origin', ['Origin: http://evil.example']],
    ['no origin', ['Origin: null']],
    ['an empty origin', ['Origin:']],
    ['two origins', ['Origin: http://a.example', 'Origin: http://b.example']],
    ['another site', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors']],
  ])('a page of %s is refused at every door', async (_name, headers) => {
    for (const line of [
      'GET /',
      'GET /storage/x',
      'PUT /storage/x',
      'POST /admin',
      'POST /call',
      'GET /local/status',
    ]) {
      const { status, headers: answered } = await ask(server, text(server, line, [...headers, 'Content-Length: 0']));
      expect([400, 403]).toContain(status);
      expect(answered['access-control-allow-origin']).toBeUndefined();
    }
  });

  const post = server === 'endpoint' ? 'POST /admin' : 'POST /call';
  const framings: Array<[string, string[], string, number[]]> = [
    ['two lengths', ['Content-Length: 2', 'Content-Length: 3'], '{}', [400]],
    ['two lengths that agree', ['Content-Length: 2', 'Content-Length: 2'], '{}', [400]],
    ['a list of lengths', ['Content-Length: 2, 2'], '{}', [400]],
    ['a negative length', ['Content-Length: -2'], '{}', [400]],
    ['a length that is none', ['Content-Length: 0x2'], '{}', [400]],
    ['a length beyond all', ['Content-Length: 99999999999999999999999'], '{}', [400]],
    ['a length beyond what is taken', ['Content-Length: 999999999999'], '{}', [400, 413]],
    ['a length and chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n', [400]],
    ['chunks of a size that is none', ['Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n', [400]],
    ['chunks longer than they say', ['Transfer-Encoding: chunked'], '1\r\n{}\r\n0\r\n\r\n', [400]],
    ['a chunk of a size beyond all', ['Transfer-Encoding: chunked'], 'ffffffffffffffffff\r\n{}', [400]],
    [
      'chunks with much beside',
      ['Transfer-Encoding: chunked'],
      `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
      [400, 413],
    ],
    ['another transfer coding', ['Transfer-Encoding: gzip'], '{}', [400]],
    ['chunked twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], '0\r\n\r\n', [400]],
    ['a chunked that is not the last', ['Transfer-Encoding: chunked, gzip'], '0\r\n\r\n', [400]],
    ['an expectation that cannot be met', ['Expect: a-miracle', 'Content-Length: 2'], '{}', [417]],
    ['a header without a name', [': x'], '', [400]],
    ['a header with a space before its colon', ['X : y'], '', [400]],
    ['a header with a NUL', ['X: a\0b'], '', [400]],
    ['a folded header', ['X: a', ' b'], '', [400, 415, 200]],
    ['many headers', Array.from({ length: 600 }, (_unused, i) => `X-${i}: 1`), '', [431]],
    ['a header too large', [`X: ${'x'.repeat(30_000)}`], '', [431]],
    ['a range', ['Range: bytes=0-1', 'Content-Length: 0'], '', [200, 400, 415]],
    ['no HTTP', ['\x16\x03\x01'], '', [400]],
  ];
  test.each(framings)('a request with %s', async (_name, headers, body, statuses) => {
    const type = headers.some((header) => /^content-type/i.test(header)) ? [] : ['Content-Type: application/json'];
    expect(statuses).toContain((await ask(server, text(server, post, [...type, ...headers], body))).status);
  });

  test('bytes that are no HTTP at all', async () => {
    for (const bytes of [
      '\x16\x03\x01\x02\x00\x01',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'hello\r\n\r\n',
      '\0\0\0\0\r\n\r\n',
    ])
      expect((await ask(server, bytes)).status).toBe(400);
  });

  test('a malformed range is not minded', async () => {
    for (const range of ['bytes=', 'bytes=9-1', 'bytes=a-b', 'x', 'bytes=0-1,2-3', `bytes=${'0-,'.repeat(1000)}`])
      expect((await ask(server, text(server, 'GET /nothing.js', [`Range: ${range}`]))).status).toBe(404);
  });

  test('a wish to speak another protocol is answered', async () => {
    for (const wish of ['websocket', 'h2c'])
      await ask(
        server,
        [
          'GET /nothing.js HTTP/1.1',
          `Host: ${hostOf(server)}`,
          'Connection: Upgrade, close',
          `Upgrade: ${wish}`,
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          'Sec-WebSocket-Version: 13',
          '',
          '',
        ].join('\r\n'),
      ).then(({ status }) => expect(status).toBe(404));
  });

  test.each([
    ['a head', (own: string) => `GET / HTTP/1.1\r\nHost: ${own}\r\n`],
    [
      'a body',
      (own: string) =>
        `${post} HTTP/1.1\r\nHost: ${own}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
    ],
    ['nothing', () => ''],
    [
      'a chunk',
      (own: string) =>
        `${post} HTTP/1.1\r\nHost: ${own}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{`,
    ],
  ])('a request of which only %s comes is ended with words', async (_name, half) => {
    expect((await ask(server, half(hostOf(server)))).status).toBe(408);
  });
});
