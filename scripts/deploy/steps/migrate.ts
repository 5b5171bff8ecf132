import { builtFunctions } from './functions';
import { DeployStop, type Step, Tally } from './step';

const NAME = 'migration';
/** Calls until the data has this version: each takes up to its function's time. */
const MOST_CALLS = 500;
/** While settlement or the close is at work the function waits its turn. */
const WAIT_MS = 5_000;

interface Answer {
  readonly isDone: boolean;
  readonly from: number;
  readonly to: number;
  readonly step: string | null;
  readonly remaining: number;
}

function readAnswer(answer: unknown): Answer {
  const read = answer as (Partial<Answer> & { message?: string; errorMessage?: string }) | null;
  if (typeof read?.isDone === 'boolean') return read as Answer;
  throw new DeployStop(
    `The function ${NAME} did not migrate: ${read?.message ?? read?.errorMessage ?? JSON.stringify(answer)}`,
  );
}

/** Brings the documents to the version of the functions that were just deployed. */
export const migrate: Step = {
  name: 'migrate',
  title: 'Migrations',
  plan: ({ root }) =>
    builtFunctions(root).includes(NAME)
      ? [`function ${NAME}: called until the data has the version of this code`]
      : [`no function ${NAME} in this build: nothing to do`],
  run: async ({ root, platform, clock, log }) => {
    const tally = new Tally(log);
    if (!builtFunctions(root).includes(NAME)) return tally.done;
    let before: Answer | undefined;
    for (let calls = 0; calls < MOST_CALLS; calls += 1) {
      const answer = readAnswer(await platform.invoke(NAME, {}));
      if (answer.isDone) {
        if (before) tally.changed(`data is at version ${answer.to}`);
        else tally.kept();
        return tally.done;
      }
      log(`  … ${answer.from} to ${answer.to}: ${answer.step ?? ''}, ${answer.remaining} left`);
      const isStill = before?.step === answer.step && before?.remaining === answer.remaining;
      if (isStill) await clock.sleep(WAIT_MS);
      before = answer;
    }
    throw new DeployStop(
      `The data is not at its version after ${MOST_CALLS} calls of ${NAME}: run this step again, and look at the function's log.`,
    );
  },
};
