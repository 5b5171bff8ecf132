import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { Traffic } from './traffic';

const SCREENS = join(__dirname, '../../reports/screens');
/** How Chromium is started: without anything that asks the network by itself. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a reader has set the screens. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly scale: 1 | 1.3;
  readonly width?: number;
}

/** A phone-sized browser with an empty profile. */
export interface Phone {
  readonly page: Page;
  /** Of the shop that it opens. */
  readonly url: string;
  /** Faults that the page itself reported: thrown errors and failed requests. */
  readonly faults: readonly string[];
  /** Opens a screen by its path, with a fresh load of the client. */
  open(path: string): Promise<void>;
  /** Changes what is in sight to another look, without a fresh load: the host's theme, the size of type, the width. */
  turn(look: Look): Promise<void>;
  /** A picture of the whole screen, in reports/screens. */
  picture(name: string): Promise<void>;
  /** Where a picture of that name lies. */
  fileOf(name: string): string;
  close(): Promise<void>;
}

const HEIGHT = 844;
/** Longer than anything takes on a busy machine; what never comes fails after it. */
const PATIENCE_MS = 20_000;
/** By LATE_ANSWERS=700 the shop is asked so many ms late: what is tapped before it was read shows itself. */
const LATE_MS = Number(process.env.LATE_ANSWERS ?? 0);

/** Opens Chromium at one address, as one reader; `token` signs in before the first screen. */
export async function openPhone(url: string, look: Look, token?: string): Promise<Phone> {
  mkdirSync(SCREENS, { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'minghe-chromium-'));
  let width = look.width ?? 390;
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
    viewport: { width, height: HEIGHT },
    colorScheme: look.theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await Traffic.watch(page);
  if (LATE_MS > 0)
    await page.route('**/call', async (route) => {
      await new Promise((done) => setTimeout(done, LATE_MS));
      // The page may have gone meanwhile.
      await route.continue().catch(() => undefined);
    });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.addInitScript(
    ([scale, signedToken]) => {
      if (location.protocol === 'about:') return;
      const keep = (key: string, data: unknown) => localStorage.setItem(key, JSON.stringify({ data }));
      if (!localStorage.getItem('preferences')) keep('preferences', { theme: 'system', scale, hidesAmounts: false });
      if (signedToken && !localStorage.getItem('session.token')) {
        keep('session.token', signedToken);
        keep('session.isSignedIn', 'yes');
      }
    },
    [look.scale, token ?? null] as const,
  );
  const fileOf = (name: string): string => join(SCREENS, `${name}.png`);
  return {
    page,
    url,
    faults,
    fileOf,
    async open(path) {
      // What the last tap asked for is done by then: left at once, the next screen might be read before it.
      await Traffic.of(page).arrived();
      await page.goto('about:blank');
      await page.goto(`${url}/#${path}`);
      await page.waitForSelector('.screen');
      await settled(page);
    },
    async turn({ theme, scale, width: wide = 390 }) {
      width = wide;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: HEIGHT });
      // As a browser tells its tabs of what was chosen in another.
      await page.evaluate((factor) => {
        const preferences = { theme: 'system', scale: factor, hidesAmounts: false };
        localStorage.setItem('preferences', JSON.stringify({ data: preferences }));
        dispatchEvent(new StorageEvent('storage', { key: 'preferences' }));
      }, scale);
    },
    async picture(name) {
      await settled(page);
      const height = await page.evaluate(() => {
        const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')]
          .filter((one) => one.offsetHeight > 0)
          .at(-1);
        const isSheetOpen = [...document.querySelectorAll<HTMLElement>('.sheet')].some((one) => one.offsetHeight > 0);
        const bar = document.getElementById('demo-bar')?.offsetHeight ?? 0;
        return isSheetOpen ? 0 : (shown?.scrollHeight ?? 0) + bar;
      });
      await page.setViewportSize({ width, height: Math.max(HEIGHT, height) });
      // Pictures far down are asked for only now; those of other slides, and below an open sheet's screen, never.
      await page.waitForFunction(() =>
        [...document.querySelectorAll('taro-image-core')].every((one) => {
          const { left, right, top, height: high } = one.getBoundingClientRect();
          const isAside = high === 0 || right <= 0 || left >= innerWidth || top >= innerHeight;
          return isAside || one.querySelector('img')?.currentSrc;
        }),
      );
      await settled(page);
      await page.screenshot({ path: fileOf(name) });
      await page.setViewportSize({ width, height: HEIGHT });
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Chooses a region in the sheet of an address, name by name. */
export async function chooseRegion(page: Page, names: readonly string[]): Promise<void> {
  await page
    .getByRole('button', { name: /^地区，/ })
    .filter({ visible: true })
    .click();
  const sheet = page.locator('.sheet').filter({ visible: true });
  for (const name of names) await sheet.getByRole('button', { name, exact: true }).click();
  await page
    .getByRole('button', { name: `地区，${names.join(' ')}` })
    .filter({ visible: true })
    .waitFor();
}

/** Until nothing is being read any more, nothing moves, no placeholder is in sight and every picture has come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await Traffic.of(page).over();
  await page.waitForFunction(() => {
    const isShown = (one: Element) => (one as HTMLElement).offsetHeight > 0;
    const isWaiting = [...document.querySelectorAll('.sk')].some(isShown);
    const isMoving = document.getAnimations().some((one) => one.playState === 'running');
    // A lazy picture has no address until it is near the screen.
    const isComing = [...document.images].some((one) => isShown(one) && one.currentSrc !== '' && !one.complete);
    return !isWaiting && !isMoving && !isComing;
  });
}
