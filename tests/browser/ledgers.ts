import type { Page } from 'playwright-core';

/**
 * Reads every ledger in sight and adds it up: the figures above the sum have to come to the one between its rules, to the
 * last decimal. Answers those that do not, and figures that are none. A result that is no sum has no double rule.
 */
export const ledgerFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const FIGURE = /^([−+-]?)¥?([\d,]+)(?:\.(\d+))?$/;
    const shown = [...document.querySelectorAll<HTMLElement>('.taro_page')]
      .filter((one) => one.offsetHeight > 0)
      .at(-1);
    const textOf = (one: Element | null) => (one?.textContent ?? '').replace(/\s/g, '');
    /** In the tenth part of a millionth, so that figures of any asset add exactly. */
    const unitsOf = (figure: string): bigint | null => {
      const [, sign, whole = '', part = ''] = FIGURE.exec(figure) ?? [];
      if (sign === undefined) return null;
      const units = BigInt(whole.replace(/,/g, '') + part.padEnd(7, '0'));
      return sign === '' || sign === '+' ? units : -units;
    };
    const faults: string[] = [];
    for (const sum of shown?.querySelectorAll<HTMLElement>('.led-sum:not(.is-result)') ?? []) {
      if (sum.offsetHeight === 0) continue;
      const lines = [...(sum.parentElement?.querySelectorAll('.led-row, .led-sum') ?? [])];
      const place = lines.indexOf(sum);
      const before = lines.slice(0, place).reverse();
      const last = before.findIndex((one) => one.classList.contains('led-sum'));
      const rows = (last < 0 ? before : before.slice(0, last)).reverse();
      const figures = rows.map((row) => textOf(row.querySelector('.led-figure')));
      const said = textOf(sum.querySelector('.still'));
      const units = [...figures, said].map(unitsOf);
      const words = `${figures.join(' ')} = ${said} (${textOf(sum.querySelector('.grow'))})`;
      if (figures.length === 0) faults.push(`a sum of nothing: ${words}`);
      else if (units.includes(null)) faults.push(`a figure that is none: ${words}`);
      else if (units.slice(0, -1).reduce((all, one) => all! + one!, 0n) !== units[units.length - 1])
        faults.push(`it does not add up: ${words}`);
    }
    return faults;
  });
