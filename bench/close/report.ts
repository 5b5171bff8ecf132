import { table } from '../measure';
import type { DayCost } from './day';
import { FUNCTION_MEMORY_MB } from './memory';
import type { CloseRun } from './run';
import type { StageCost } from './stages';

const count = (figure: number) => figure.toLocaleString('en');
const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0);
const seconds = (ms: number) => (ms / 1000).toFixed(2);

const stageRow = (
  { stage, ms, processorMs, requests, sentBytes, receivedBytes }: StageCost,
  members: number,
  pages: number,
) => [
  stage,
  seconds(ms),
  seconds(processorMs),
  (ms / pages).toFixed(2),
  ((ms * 1000) / members).toFixed(1),
  count(requests),
  (requests / pages).toFixed(1),
  megabytes(sentBytes),
  megabytes(receivedBytes),
];

const sumOf = (stages: readonly StageCost[], ms: number): StageCost => ({
  stage: 'close in all',
  ms,
  processorMs: stages.reduce((sum, { processorMs }) => sum + processorMs, 0),
  requests: stages.reduce((sum, { requests }) => sum + requests, 0),
  sentBytes: stages.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
  receivedBytes: stages.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0),
});

function reportDay(cost: DayCost, members: number, say: (line: string) => void): void {
  const { day, settled, joins, forcedExits, pages, stages, settlement, closeMs, isBalanced, metered, starts } = cost;
  say(`\n${day}: ${count(settled)} orders settled, ${count(joins)} joined, ${count(forcedExits)} forced exits`);
  say(
    table(
      ['stage', 's', 'processor s', 'ms a page', 'µs a member', 'requests', 'a page', 'MB sent', 'MB got'],
      [...stages, sumOf(stages, closeMs), settlement].map((one) => stageRow(one, members, pages)),
    ),
  );
  const { computedMs } = metered;
  say(
    `By the clock the function computed ${seconds(computedMs)} s of it, ${(computedMs / pages).toFixed(1)} ms a page; the rest it waited for the cloud.`,
  );
  if (starts > 1)
    say(`It was started ${starts} times: functions call each other only so deep, and a timer took it up again.`);
  const anOrder = (figure: number) => (settled === 0 ? '–' : (figure / settled).toFixed(2));
  say(`Settlement: ${anOrder(settlement.ms)} ms and ${anOrder(settlement.requests)} requests an order.`);
  say(`${isBalanced ? 'met   ' : 'MISSED'}  the books agree after it`);
}

/** Prints what a run took, by day and stage, and what it is held to. */
export function report(run: CloseRun, say: (line: string) => void): void {
  const { options, days, least, madeBytes, peakBytes } = run;
  for (const day of days) reportDay(day, options.members, say);
  const worker = Math.max(...days.map(({ metered }) => metered.peakBytes));
  say(
    `\nWorker: at most ${megabytes(worker)} MB of ${FUNCTION_MEMORY_MB}. Process, the cloud and its documents in it: ${megabytes(madeBytes)} MB when the shop was made, ${megabytes(peakBytes)} MB at its peak.`,
  );
  say(
    `${worker <= FUNCTION_MEMORY_MB * 2 ** 20 ? 'met   ' : 'MISSED'}  the worker stays within ${FUNCTION_MEMORY_MB} MB`,
  );
  if (least) reportLeast(run, say);
}

function reportLeast({ days, least }: CloseRun, say: (line: string) => void): void {
  const { pages, bytes, kernelMs, parseMs, stringifyMs } = least!;
  const leastMs = kernelMs + parseMs + stringifyMs;
  const each = (ms: number) => ms.toFixed(2);
  say(
    `\nThe same pages, ${(bytes / pages / 1024).toFixed(0)} KB each: kernel ${each(kernelMs)} ms, JSON.parse ${each(parseMs)}, JSON.stringify ${each(stringifyMs)}: ${leastMs.toFixed(2)} ms a page.`,
  );
  for (const { day, stages, closeMs, metered, pages: closed } of days) {
    const timesOf = (ms: number) => ms / closed / leastMs;
    const ofPages = stages.find(({ stage }) => stage === 'pages');
    // On a busy machine the clock counts others as well.
    const ofStage = timesOf(Math.min(ofPages?.ms ?? 0, ofPages?.processorMs ?? 0));
    say(
      `${ofStage <= 2 ? 'met   ' : 'MISSED'}  ${day}: the stage that closes pages takes at most twice that: ${ofStage.toFixed(1)} times (the whole close ${timesOf(closeMs).toFixed(1)}, what the function computed in it ${timesOf(metered.computedMs).toFixed(1)})`,
    );
  }
}
