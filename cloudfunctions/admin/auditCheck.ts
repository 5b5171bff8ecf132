import type { OutputOf } from '@shared/contract';
import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { auditHash } from '../_actions/auditChain';
import type { Handler } from '../_actions/outcomes';
import { type HasTime, startBudget } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { readCursor, writeCursor } from '../_platform/cursors';
import { audit, auditChains, auditSeals, members } from '../_store/collections';
import type { AuditChainDocument, AuditDocument } from '../_store/documents';

type What = NonNullable<OutputOf<'admin.checkAudit'>['fault']>['what'];
interface Fault {
  readonly memberId: string;
  readonly no: number;
  readonly what: What;
}
interface End {
  readonly no: number;
  readonly hash: string;
}

/** What one call works for: whoever waits sees it move. */
const STEP_MS = 4_000;
const LINES_AT_ONCE = 200;
const MOST_PARTS = 100;
const TAG = 'admin.checkAudit';

/** Where the chains ended as the last day was sealed. */
async function lastSeal(): Promise<ReadonlyMap<string, End>> {
  const [newest] = await auditSeals.find({}, { orderBy: [['day', 'desc']], limit: 1, fields: { day: true } });
  if (!newest) return new Map();
  const parts = await auditSeals.find({ day: newest.day }, { orderBy: [['_id', 'asc']], limit: MOST_PARTS });
  return new Map(parts.flatMap(({ ends }) => ends).map(({ memberId, no, hash }) => [memberId, { no, hash }]));
}

const lineAt = async (memberId: string, no: number): Promise<AuditDocument | undefined> =>
  (await audit.find({ memberId, no }, { limit: 1 }))[0];

/** What is wrong with the next line of a chain; null where it is the next one. */
function faultOf(line: AuditDocument, before: End, sealed: End | undefined): Fault | null {
  const { memberId } = line;
  const no = before.no + 1;
  if (line.no !== no) return { memberId, no, what: 'missing' };
  if (line.before !== before.hash || auditHash(line) !== line.hash) return { memberId, no, what: 'changed' };
  if (sealed?.no === no && sealed.hash !== line.hash) return { memberId, no, what: 'unlikeSeal' };
  return null;
}

/** Whether a chain ends where it says; null where it does. Lines may be added meanwhile: it is read again then. */
async function faultAtEnd(chain: AuditChainDocument, sealed: End | undefined): Promise<Fault | null> {
  const { _id: memberId, no } = chain;
  if (sealed && sealed.no > no) return { memberId, no: no + 1, what: 'missing' };
  const [beyond] = await audit.find({ memberId, no: _.gt(no) }, { orderBy: [['no', 'desc']], limit: 1 });
  if (!beyond) return null;
  const now = await auditChains.get(memberId);
  return now && now.no >= beyond.no ? null : { memberId, no: beyond.no, what: 'beyond' };
}

interface Walked {
  readonly checked: number;
  readonly fault: Fault | null;
  /** How far it came, null at the chain's end. */
  readonly stopped: number | null;
}

/** Goes along one chain from a line on, as long as there is time. */
async function walkChain(
  chain: AuditChainDocument,
  from: number,
  sealed: End | undefined,
  hasTime: HasTime,
): Promise<Walked> {
  const { _id: memberId } = chain;
  let before: End = { no: 0, hash: '' };
  if (from > 0) {
    const last = await lineAt(memberId, from);
    if (!last) return { checked: 0, fault: { memberId, no: from, what: 'missing' }, stopped: null };
    before = { no: from, hash: last.hash };
  }
  let checked = 0;
  while (before.no < chain.no) {
    if (checked > 0 && !hasTime()) return { checked, fault: null, stopped: before.no };
    const { found } = await audit.page(
      { memberId, no: _.gt(before.no).and(_.lte(chain.no)) },
      { keys: [['no', 'asc']], limit: LINES_AT_ONCE },
    );
    if (found.length === 0) return { checked, fault: { memberId, no: before.no + 1, what: 'missing' }, stopped: null };
    for (const line of found) {
      const fault = faultOf(line, before, sealed);
      if (fault) return { checked, fault, stopped: null };
      before = { no: line.no, hash: line.hash };
      checked += 1;
    }
  }
  if (before.hash !== chain.hash) return { checked, fault: { memberId, no: chain.no, what: 'changed' }, stopped: null };
  return { checked, fault: await faultAtEnd(chain, sealed), stopped: null };
}

/** A chain that the last seal knows, and that is not there any more. */
async function faultOfMissing(seal: ReadonlyMap<string, End>): Promise<Fault | null> {
  const ids = [...seal.keys()];
  if (ids.length === 0) return null;
  const known = new Set((await auditChains.getMany(ids, { _id: true })).map(({ _id }) => _id));
  const memberId = ids.find((id) => !known.has(id));
  return memberId === undefined ? null : { memberId, no: 1, what: 'missing' };
}

async function told(checked: number, fault: Fault | null, next: string | null) {
  if (!fault) return done({ checked, fault: null, next });
  const [member] = await members.getMany([fault.memberId], { nickname: true });
  return done({ checked, fault: { ...fault, name: member?.nickname ?? '' }, next: null });
}

/**
 * Goes along the chains in the order of their people, a stretch for each call. What somebody who writes into the
 * database itself removed or changed is found, unless every line behind it and the last seal were made anew too: then
 * `npm run verify` finds it by the hash of the day.
 */
export const checkAudit: Handler<'admin.checkAudit'> = async ({ cursor }) => {
  const place = cursor === undefined ? (['', 0] as const) : readCursor(cursor, TAG, ['string', 'number']);
  if (!place) return refuse('cursor/invalid');
  const hasTime = startBudget(STEP_MS);
  const seal = await lastSeal();
  let [memberId, from] = place;
  let checked = 0;
  for (;;) {
    const isWithin = from > 0;
    const [chain] = isWithin
      ? [await auditChains.get(memberId)]
      : await auditChains.find({ _id: _.gt(memberId) }, { orderBy: [['_id', 'asc']], limit: 1 });
    if (!chain) {
      if (isWithin) return told(checked, { memberId, no: from, what: 'missing' }, null);
      return told(checked, await faultOfMissing(seal), null);
    }
    const walked = await walkChain(chain, from, seal.get(chain._id), hasTime);
    checked += walked.checked;
    if (walked.fault) return told(checked, walked.fault, null);
    [memberId, from] = [chain._id, walked.stopped ?? 0];
    if (walked.stopped !== null || !hasTime()) return told(checked, null, writeCursor(TAG, [memberId, from]));
  }
};
