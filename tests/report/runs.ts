import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario, runScenario, type Scenario, type SimulationResult } from '../../shared/simulate';
import { reportPage } from '../../shared/simulate/report';

/** A scenario, what it came to, and its report. */
export interface Run {
  readonly scenario: Scenario;
  readonly result: SimulationResult;
  readonly page: string;
}

/** Plays the text of a scenario file; throws with its faults when it is not valid. */
export function playText(text: string): Run {
  const read = readScenario(text);
  if ('faults' in read) throw new Error(read.faults.map(({ place, message }) => `${place}: ${message}`).join('\n'));
  const result = runScenario(read.scenario);
  return { scenario: read.scenario, result, page: reportPage(read.scenario, result) };
}

/** Plays a scenario given as a value, with what every file needs. */
export const play = (file: Readonly<Record<string, unknown>>): Run =>
  playText(JSON.stringify({ start: '2026-01-01', days: 1, plan: {}, members: [], ...file }));

/** The example of all three plans, as it stands in the documentation. */
export const threePlans = (): Run =>
  playText(readFileSync(join(__dirname, '../../docs/examples/three-plans.json'), 'utf8'));

/** The part of a page that one card takes. */
export function card(page: string, id: string): string {
  const from = page.search(new RegExp(`<section class="[^"]*" id="${id}">`));
  return from < 0 ? '' : page.slice(from, page.indexOf('</section>', from));
}

/** What a reader sees of some markup: no tags, entities as the signs they stand for. */
export const seen = (markup: string): string =>
  markup
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

/** Sum of one figure over rows, exact. */
export const total = <T>(rows: readonly T[], figure: (row: T) => number | bigint) =>
  rows.reduce((sum, row) => sum + BigInt(figure(row)), 0n);
