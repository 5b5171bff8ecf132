import type { Page } from 'playwright-core';

/**
 * Measures the screen in sight, by the rules of the look: nothing scrolls sideways but rows of chips and goods, no text leaves
 * its box, no text lies over text, no target is smaller than 44 by 44. Answers what breaks them, in words.
 */
export const faultsInSight = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const TARGET = 44;
    const SLACK = 1;
    const BOXES = '.card,.btn,.chip,.tag,.note,.opt,.seg-face,.formula,.demo,.good,.side-item,.banner,.tile,.tab';
    const faults: string[] = [];
    const bar = document.getElementById('demo-bar')?.getBoundingClientRect();
    const width = document.querySelector('#container')?.getBoundingClientRect().width ?? innerWidth;
    const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')]
      .filter((one) => one.offsetHeight > 0)
      .at(-1);
    if (!shown) return ['no page is shown'];
    const sheet = [...shown.querySelectorAll<HTMLElement>('.sheet')].find((one) => one.offsetHeight > 0);
    const root = sheet ?? shown;
    const nameOf = (one: Element) =>
      `${one.className || one.tagName} "${(one.textContent ?? '').trim().slice(0, 24)}"`.replace(/\s+/g, ' ');
    const scrolls = (one: Element | null): boolean =>
      !!one && (/(auto|scroll)/.test(getComputedStyle(one).overflowX) || (one !== root && scrolls(one.parentElement)));

    if (shown.scrollWidth > shown.clientWidth + SLACK) {
      faults.push(`the page scrolls sideways: ${shown.scrollWidth} > ${shown.clientWidth}`);
    }

    interface Piece {
      readonly rect: DOMRect;
      readonly words: string;
      readonly layer: Element | null;
      readonly parent: Element;
    }
    const pieces: Piece[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim();
      const parent = node.parentElement;
      if (!words || !parent || getComputedStyle(parent).visibility === 'hidden') continue;
      if (!sheet && parent.closest('.sheet')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const isInRow = scrolls(parent.closest('.seg,.line-tabs,.strip-row,.banners,.chipset'));
      // What ends in three dots is seen as far as its own box.
      const isCut = getComputedStyle(parent).textOverflow === 'ellipsis';
      for (const rect of isCut ? [parent.getBoundingClientRect()] : range.getClientRects()) {
        if (rect.width < 1 || rect.height < 1) continue;
        pieces.push({ rect, words, layer: parent.closest('.foot,.nav,.sheet-foot,.sheet-body'), parent });
        if (isInRow) continue;
        if (rect.left < -SLACK || rect.right > innerWidth + SLACK) faults.push(`off the screen: ${nameOf(parent)}`);
        const box = parent.closest(BOXES)?.getBoundingClientRect();
        if (box && (rect.left < box.left - SLACK || rect.right > box.right + SLACK || rect.bottom > box.bottom + 3)) {
          faults.push(`out of its box: ${nameOf(parent)}`);
        }
      }
    }
    for (const [place, one] of pieces.entries()) {
      for (const other of pieces.slice(place + 1)) {
        if (one.layer !== other.layer || one.parent === other.parent) continue;
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        if (across > 2 && down > 6) faults.push(`"${one.words}" lies over "${other.words}"`);
      }
    }

    const reach = (one: Element) => {
      const { width: wide, height: high } = one.getBoundingClientRect();
      const after = getComputedStyle(one, '::after');
      if (after.content === 'none' || after.position !== 'absolute') return { wide, high };
      const size = (length: string) => Number.parseFloat(length) || 0;
      return { wide: Math.max(wide, size(after.width)), high: Math.max(high, size(after.height)) };
    };
    for (const one of root.querySelectorAll('.is-tap, input, button')) {
      if (!sheet && one.closest('.sheet')) continue;
      const { wide, high } = reach(one);
      if (wide === 0 || high === 0) continue;
      if (wide < TARGET - SLACK || high < TARGET - SLACK) {
        faults.push(`target ${Math.round(wide)} × ${Math.round(high)}: ${nameOf(one)}`);
      }
    }
    if (bar && bar.right > innerWidth + SLACK)
      faults.push(`the demo bar is wider than the screen: ${bar.width}, ${width}`);
    return [...new Set(faults)];
  });
