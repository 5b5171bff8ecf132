// npm run -s simulate -- FILE [--html OUT.html]: plays a scenario and prints the result (docs/simulator.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { readScenario, resultChunks, runScenario } from '../shared/simulate';

const USAGE = 'usage: npm run -s simulate -- FILE.json [--html OUT.html]';

/** The file to play and the report to write; undefined when the words of the command are off. */
function argumentsOf(words: readonly string[]): { file: string; html?: string } | undefined {
  const rest = [...words];
  const at = rest.indexOf('--html');
  const html = at < 0 ? undefined : rest.splice(at, 2)[1];
  const [file, ...more] = rest;
  if (file === undefined || more.length > 0 || (at >= 0 && html === undefined) || file.startsWith('--'))
    return undefined;
  return html === undefined ? { file } : { file, html };
}

/** Writes to standard output piece by piece, never faster than the reader takes it. */
async function print(chunks: Iterable<string>): Promise<void> {
  let held: string[] = [];
  let length = 0;
  const flush = () =>
    new Promise<void>((resolve, reject) =>
      process.stdout.write(held.join(''), (error) => (error ? reject(error) : resolve())),
    );
  for (const chunk of chunks) {
    held.push(chunk);
    length += chunk.length;
    if (length < 1 << 20) continue;
    await flush();
    held = [];
    length = 0;
  }
  await flush();
}

async function main(): Promise<number> {
  const asked = argumentsOf(process.argv.slice(2));
  if (!asked) {
    console.error(USAGE);
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(asked.file, 'utf8');
  } catch (error) {
    console.error(`${asked.file}: cannot be read: ${(error as Error).message}`);
    return 2;
  }
  const read = readScenario(text);
  if ('faults' in read) {
    process.stderr.write(read.faults.map(({ place, message }) => `${place}: ${message}\n`).join(''));
    return 2;
  }
  const result = runScenario(read.scenario);
  if (asked.html !== undefined) {
    const { reportPage } = await import('../shared/simulate/report');
    writeFileSync(asked.html, reportPage(read.scenario, result));
  }
  await print(resultChunks(result));
  return 0;
}

// A reader that stops early (| head) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main();
