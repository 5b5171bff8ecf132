import type { ConditionOptions } from '../../localcloud';

/** The options of a command line that set conditions of the platform, for parseArgs. */
export const conditionOptions = {
  'latency-ms': { type: 'string' },
  connections: { type: 'string' },
  'requests-per-second': { type: 'string' },
} as const;

/** How they are told in a usage. */
export const CONDITION_USAGE = `  --latency-ms N           each request of a function takes N ms more: going and coming
  --connections N          work on N requests at a time (the platform's entry tier: 20)
  --requests-per-second N  refuse more than N requests within a second (the platform's entry tier: 30)`;

type Given = { readonly [option in keyof typeof conditionOptions]?: string | undefined };

const LARGEST = 60_000;

/** Reads what was given for them. @throws Error that says which value is none. */
export function readConditions(given: Given): ConditionOptions {
  const read = (option: keyof Given): number | undefined => {
    const text = given[option];
    if (text === undefined) return undefined;
    const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= 1 && number <= LARGEST))
      throw new Error(`'${text}' is nothing for --${option}: a whole number from 1 to ${LARGEST} is wanted`);
    return number;
  };
  const [latencyMs, connections, requestsPerSecond] = [
    read('latency-ms'),
    read('connections'),
    read('requests-per-second'),
  ];
  return {
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(connections === undefined ? {} : { connections }),
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  };
}
