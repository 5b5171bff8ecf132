import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the platform gives a function, and what the close is held to. */
export const FUNCTION_MEMORY_MB = 256;

const MARK = 'bench-meter';

/** Behind a built function: while it works its own heap is looked at; that and how long it computed are told in the end. */
const METER = `
;{
  const main = module.exports.main;
  const held = () => { const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; };
  module.exports = { main: async (...given) => {
    const before = performance.eventLoopUtilization();
    let peak = held();
    const timer = setInterval(() => { peak = Math.max(peak, held()); }, 40);
    try { return await main(...given); }
    finally { clearInterval(timer); 
      const { active } = performance.eventLoopUtilization(before);
      console.log('${MARK} ' + Math.max(peak, held()) + ' ' + Math.round(active));
    }
  } };
}
`;

/** Gives built functions the memory of the platform, whatever they declare, and makes them tell what they used. */
export function meterMemory(functionsDir: string, names: readonly string[]): void {
  for (const name of names) {
    const config = join(functionsDir, name, 'config.json');
    const declared = JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
    writeFileSync(config, JSON.stringify({ ...declared, memorySize: FUNCTION_MEMORY_MB }));
    appendFileSync(join(functionsDir, name, 'index.js'), METER);
  }
}

/** What the functions told of themselves. */
export interface Metered {
  /** The most that any invocation held, in bytes: heap and buffers, with what was not collected yet. */
  readonly peakBytes: number;
  /** How long they computed in all, ms; the rest of the time they waited for the cloud. */
  readonly computedMs: number;
}

/** Reads what they told, in these lines of the log. */
export function meteredOf(lines: readonly string[]): Metered {
  const told = lines.flatMap((line) => {
    const [, peak, computed] = line.match(new RegExp(`${MARK} (\\d+) (\\d+)`)) ?? [];
    return peak === undefined ? [] : [{ peak: Number(peak), computed: Number(computed) }];
  });
  return {
    peakBytes: Math.max(0, ...told.map(({ peak }) => peak)),
    computedMs: told.reduce((sum, { computed }) => sum + computed, 0),
  };
}
