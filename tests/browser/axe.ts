import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const AXE = readFileSync(join(__dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');

/** Rules that do not hold here, and why. */
const OFF = {
  // A key says in whole words what stands on it in pieces: ¥, 49, .00.
  'label-content-name-mismatch': { enabled: false },
};

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[];
}
declare const axe: { run(root: Element, options: object): Promise<{ violations: readonly Found[] }> };

/** What a theme alone decides. */
const OF_A_THEME = { type: 'rule', values: ['color-contrast'] };

/** Finds by axe what is wrong with the page in sight, in words. */
async function axeFaults(page: Page, options: object): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (asked) => {
    const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')]
      .filter((one) => one.offsetHeight > 0)
      .at(-1);
    if (!shown) return ['no page is shown'];
    const { violations } = await axe.run(shown, { resultTypes: ['violations'], ...asked });
    return violations.map(({ id, nodes }) => {
      const [first] = nodes;
      return `${id}, ${nodes.length} times: ${first?.html.slice(0, 160)}: ${first?.any[0]?.message ?? ''}`;
    });
  }, options);
}

/** Words that can't be told from their ground: what another theme may have of its own on a page that was heard before. */
export const contrastFaults = (page: Page): Promise<string[]> => axeFaults(page, { runOnly: OF_A_THEME });

/**
 * What a screen reader, or somebody who sees little, would stumble over on the page in sight: everything that axe finds,
 * contrast included; keys within keys, keys and fields without a name, titles that are no headings. In words.
 */
export async function spokenFaults(page: Page): Promise<string[]> {
  const told = await axeFaults(page, { rules: OFF });
  const structural = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')]
      .filter((one) => one.offsetHeight > 0)
      .at(-1);
    if (!shown) return [];
    const isSeen = (one: Element) => (one as HTMLElement).offsetHeight > 0;
    const nameOf = (one: Element) => `${one.className} "${(one.textContent ?? '').trim().slice(0, 24)}"`;
    const keys = [...shown.querySelectorAll('.is-tap')].filter(isSeen);
    const nested = keys.filter((one) => one.parentElement?.closest('.is-tap'));
    const nameless = keys.filter((one) => !one.getAttribute('aria-label') && !one.textContent?.trim());
    const titles = [...shown.querySelectorAll('.nav-title, .head-title, .brand')].filter(isSeen);
    const plain = titles.filter((one) => one.getAttribute('role') !== 'heading' || !one.getAttribute('aria-level'));
    return [
      ...nested.map((one) => `a key within a key: ${nameOf(one)}`),
      ...nameless.map((one) => `a key without a name: ${nameOf(one)}`),
      ...plain.map((one) => `a title that is no heading: ${nameOf(one)}`),
      ...(shown.querySelectorAll('[aria-level="1"]').length === 1 ? [] : ['the page has not one title']),
    ];
  });
  return [...told, ...structural];
}
