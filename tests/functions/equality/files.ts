// The scenario files that the shop can play today.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAN_KINDS } from '@shared/plans';
import { type EventText, FIRST_DAY, type History, type ScenarioText } from './generate';
import { DOINGS } from './play';

const FOLDER = join(__dirname, '../../scenarios');
/** Signing up takes its time, and so does every day. */
const MOST_MEMBERS = 20;
const MOST_DAYS = 30;

interface FileText extends Omit<ScenarioText, 'members' | 'merchants' | 'plan' | 'events'> {
  readonly plan: ScenarioText['plan'] | string | readonly string[];
  readonly members: readonly (Omit<ScenarioText['members'][number], 'accepts'> & {
    readonly accepts?: ScenarioText['members'][number]['accepts'];
  })[];
  readonly merchants?: readonly (string | ScenarioText['merchants'][number])[];
  readonly events?: readonly EventText[];
}

/** The histories of those files, by their names: everything is done on its day, as it stands there. */
export const playableFiles = (): (readonly [name: string, history: History])[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.expected.json'))
    .map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as FileText] as const)
    .filter(([, file]) => isPlayable(file))
    .map(([name, file]) => [name, historyOfFile(file)] as const);

/** Events that have their action, and a plan that may be published: its seed is bought (rules §5a). */
function isPlayable({ plan, days, members, events = [] }: FileText): boolean {
  if (typeof plan === 'string' || Array.isArray(plan)) return false;
  if (members.length > MOST_MEMBERS || days > MOST_DAYS) return false;
  const { appreciation } = plan as { appreciation?: { seedPoints: string } };
  const isSpentAlone = events.some(({ type }, index) => type === 'spend' && events[index + 1]?.type !== 'purchase');
  return (
    Number(appreciation?.seedPoints ?? 1000) >= 1000 &&
    !isSpentAlone &&
    events.every(({ type }) => typeof DOINGS[type] === 'function')
  );
}

const historyOfFile = ({ title, days, plan, members, merchants = [], events = [] }: FileText): History => ({
  seed: 0,
  scenario: {
    title,
    days,
    start: FIRST_DAY,
    plan: plan as ScenarioText['plan'],
    members: members.map((member) => ({ accepts: PLAN_KINDS, ...member })),
    merchants: merchants.map((one) => (typeof one === 'string' ? { id: one } : one)),
    events: [...events].sort((a, b) => a.day - b.day),
  },
  manner: {
    settleAfterDays: 0,
    joinDay: new Map(members.map(({ id }) => [id, 1])),
    missed: new Set(),
    early: new Map(),
    inVain: [],
  },
});
