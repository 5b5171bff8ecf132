import type { BusinessDay } from '@shared/kernel';
import { type Fault, faultsOf, type Plans } from '@shared/plans';
import { publishedFaults, readPlan } from './readPlan';
import { type RawScenario, referenceFaults } from './references';
import { MOST_ROWS, type Scenario, type ScenarioEvent } from './scenario';
import { scenarioSchema } from './schema';

/** A scenario, or every fault of its file. */
type ReadScenario = { readonly scenario: Scenario } | { readonly faults: readonly Fault[] };

/**
 * Reads the text of a scenario file. Answers all faults, each with its place, for what is not valid: not JSON,
 * unknown or missing keys, wrong types, figures out of range, unknown or repeated ids, events past the last day,
 * publications that change what may not change.
 */
export function readScenario(text: string): ReadScenario {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { faults: [{ place: 'file', message: `is not JSON: ${oneLine((error as Error).message)}` }] };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { faults: [{ place: 'file', message: 'must be a JSON object' }] };
  const long = tooLong(json as Record<string, unknown>);
  if (long.length > 0) return { faults: long };
  const raw = json as RawScenario;
  const read = scenarioSchema.safeParse(json);
  const plan = readPlan(raw.plan, ['plan']);
  const published = readPublished(raw, plan.faults.length === 0 ? plan.plans : undefined);
  const faults = [
    ...(read.error ? faultsOf(read.error) : []),
    ...plan.faults,
    ...published.faults,
    ...referenceFaults(raw),
  ];
  if (faults.length > 0 || !read.data) return { faults };
  const { title, start, days, members, merchants, series, giving, events } = read.data;
  return {
    scenario: {
      title: title ?? '',
      start: start as BusinessDay,
      days,
      plans: plan.plans,
      members,
      merchants: merchants ?? [],
      series: series ?? [],
      ...(giving ? { giving } : {}),
      events: (events ?? []).map((event, index) =>
        event.type === 'publish' ? { ...event, plan: published.plans.get(index)! } : event,
      ) as readonly ScenarioEvent[],
    },
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

function tooLong(json: Record<string, unknown>): Fault[] {
  return ['members', 'merchants', 'series', 'events'].flatMap((key) => {
    const rows = json[key];
    return Array.isArray(rows) && rows.length > MOST_ROWS
      ? [{ place: key, message: `has ${rows.length} rows, at most ${MOST_ROWS}` }]
      : [];
  });
}

/** The plans of every publication, by its index; held against those that are on, unless these have faults themselves. */
function readPublished({ events }: RawScenario, on: Plans | undefined): { plans: Map<number, Plans>; faults: Fault[] } {
  const plans = new Map<number, Plans>();
  const faults: Fault[] = [];
  if (!Array.isArray(events)) return { plans, faults };
  (events as readonly { readonly type?: unknown; readonly plan?: unknown }[]).forEach((event, index) => {
    if (event?.type !== 'publish') return;
    const read = readPlan(event.plan, ['events', index, 'plan']);
    plans.set(index, read.plans);
    faults.push(...read.faults, ...(on ? publishedFaults(read, on) : []));
  });
  return { plans, faults };
}
