import { currentAddress, currentSession } from '../../cloudfunctions/_actions/identity';

const KEYS = ['WX_CLIENTIP', 'WX_CLIENTIPV6', 'WX_SESSIONID', 'WX_CONTEXT_KEYS'];
const under = (variables: Record<string, string>) => {
  for (const key of KEYS) delete process.env[key];
  Object.assign(process.env, variables, { WX_CONTEXT_KEYS: Object.keys(variables).join(',') });
};
afterAll(() => under({}));

test.each([
  ['IPv4', { WX_CLIENTIP: '203.0.113.7' }, '203.0.113.7'],
  ['IPv4 within IPv6', { WX_CLIENTIP: '::FFFF:203.0.113.7' }, '203.0.113.7'],
  ['IPv6', { WX_CLIENTIPV6: '2001:db8:1:2:3:4:5:6' }, '2001:db8:1:2'],
  ['IPv6, another of the same household', { WX_CLIENTIPV6: '2001:0DB8:0001:2::ffff' }, '2001:db8:1:2'],
  ['IPv6 with its zeros left out', { WX_CLIENTIPV6: '2001:db8::1' }, '2001:db8:0:0'],
  ['IPv6 of this machine', { WX_CLIENTIPV6: '::1' }, '0:0:0:0'],
  ['none', {}, undefined],
  ['an empty one', { WX_CLIENTIP: '' }, undefined],
])('the address of a caller: %s', (_, variables, address) => {
  under(variables as Record<string, string>);
  expect(currentAddress()).toBe(address);
});

test('the session is the door’s word', () => {
  under({ WX_CLIENTIP: '203.0.113.7', WX_SESSIONID: 'abc' });
  expect(currentSession()).toBe('abc');
  under({ WX_CLIENTIP: '203.0.113.7' });
  expect(currentSession()).toBeUndefined();
});
