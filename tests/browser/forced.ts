// Pages in the states that a shop at work rarely shows: waiting, refused by a fault, without network, with nothing in
// their lists, and with names as long as they may be. What the functions answer is changed on its way to the browser.
import type { Route } from 'playwright-core';
import type { Phone } from './browser';
import { faultsInSight } from './measure';

/** What becomes of the answers. */
export type Forced = 'waiting' | 'fault' | 'offline' | 'empty' | 'long';

/** As long as titles may be, and longer than most names. */
const LONG = '青岛崂山沙子口海产合作社直供深海野生大对虾礼盒加冰速运到家当日现捕现发';
const NAMED = ['title', 'name', 'shopName', 'label', 'toLabel'];
/** Who is signed in, and what the demo bar asks, is answered as it is. */
const ASIDE = ['account.me', 'account.signIn'];

type Json = unknown;

const longer = (value: Json, key = ''): Json => {
  if (typeof value === 'string') return NAMED.includes(key) && value !== '' ? LONG : value;
  if (Array.isArray(value)) return value.map((one) => longer(one));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, longer(one, name)]));
};

/** An answer without the rows of its lists. */
const emptied = (value: Json): Json =>
  Object.fromEntries(
    Object.entries(value as object).map(([name, one]) => [
      name,
      Array.isArray(one) ? [] : name === 'next' ? null : one,
    ]),
  );

const isList = (action: string): boolean => /\.(list|statement|threads|inbox)/i.test(action);

const answer = (route: Route, reply: Json) =>
  route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(reply) });

/** Answers as the state says. @returns how many answers were changed so far, and how to stop. */
async function forcing(phone: Phone, state: Forced) {
  let changed = 0;
  const handle = async (route: Route): Promise<void> => {
    const { action } = route.request().postDataJSON() as { action: string };
    if (ASIDE.includes(action) || (state === 'empty' && !isList(action))) return route.continue();
    changed += 1;
    if (state === 'waiting') return undefined;
    if (state === 'offline') return route.abort('internetdisconnected');
    if (state === 'fault') return answer(route, { ok: false, code: 'internal', message: 'forced' });
    const response = await route.fetch();
    const reply = (await response.json()) as { ok: boolean; value?: Json };
    const change = state === 'long' ? longer : emptied;
    return answer(route, reply.ok ? { ...reply, value: change(reply.value) } : reply);
  };
  await phone.page.route('**/call', handle);
  return { changed: () => changed, stop: () => phone.page.unroute('**/call', handle) };
}

/** What is in sight: its words, whether it says that it loads or that something failed, and the ways on that it has. */
const inSight = (phone: Phone) =>
  phone.page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')]
      .filter((one) => one.offsetHeight > 0)
      .at(-1);
    const all = (selector: string) =>
      [...(shown?.querySelectorAll<HTMLElement>(selector) ?? [])].filter((one) => one.offsetHeight > 0);
    const words = (one: HTMLElement) => one.getAttribute('aria-label') ?? one.textContent ?? '';
    return {
      words: (shown?.textContent ?? '').trim(),
      isLoading: all('.sk').length > 0,
      isTold: all('[role="alert"], .note, .state').length > 0,
      ways: all('[role="button"], [role="link"], [role="tab"]').map(words),
    };
  });

const BACK = /^返回|^关闭/;

/** Opens a page in a state. @returns what is wrong with it there; nothing where no answer of it can be in that state. */
export async function faultsForced(phone: Phone, path: string, state: Forced, picture: string): Promise<string[]> {
  const forced = await forcing(phone, state);
  try {
    if (state === 'waiting') return await faultsWaiting(phone, path, forced.changed, picture);
    await phone.open(path);
    if (forced.changed() === 0) return [];
    await phone.picture(picture);
    const { words, isTold, ways } = await inSight(phone);
    const isFailing = state === 'fault' || state === 'offline';
    return [
      ...(words.length < 4 ? ['there are no words'] : []),
      ...(isFailing && !isTold ? ['nothing says that it failed'] : []),
      ...(isFailing && !ways.some((way) => !BACK.test(way)) ? ['no way on'] : []),
      ...(await faultsInSight(phone.page)),
    ];
  } finally {
    await forced.stop();
  }
}

/** Nothing is answered: the page says so by what stands in the place of what is to come. */
async function faultsWaiting(phone: Phone, path: string, held: () => number, picture: string): Promise<string[]> {
  const { page } = phone;
  await page.goto('about:blank');
  await page.goto(`${phone.url}/#${path}`, { waitUntil: 'commit' });
  const isThere = await page
    .locator('.sk')
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: 5_000 })
    .then(
      () => true,
      () => false,
    );
  if (held() === 0) return [];
  await page.screenshot({ path: phone.fileOf(picture) });
  return [...(isThere ? [] : ['nothing says that it loads']), ...(await faultsInSight(page))];
}
