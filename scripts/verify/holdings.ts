// Certificates of holding: what wallets say is locked is what certificates say that are out, and each says what was so.
import { type Difference, memberAccount } from '@shared/ledger';
import { certificateFault, type HoldingCertificate } from '@shared/proofs';
import { holderOf } from '../../cloudfunctions/_orders/editionSteps';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import { isSignedBy } from '../../cloudfunctions/_platform/signing';
import type { JournalDocument } from '../../cloudfunctions/_store/documents';
import type { HoldingDocument } from '../../cloudfunctions/_store/documents/holdings';
import { type Books, groupedBy } from './books';
import { compare } from './compare';

/** What was locked of each member's as the exits of a day were made: none is locked or released while a day is closed. */
export function lockedOn(holdings: readonly HoldingDocument[], day: string): ReadonlyMap<string, number> {
  const locked = new Map<string, number>();
  for (const { memberId, microPoints, lockedDay, releasedDay } of holdings)
    if (lockedDay <= day && (releasedDay === null || releasedDay > day))
      locked.set(memberId, (locked.get(memberId) ?? 0) + microPoints);
  return locked;
}

const at = (place: string, arises: string) => ({ check: 'holdings', place, arises });

/** Every certificate, then every wallet. */
export function* checkHoldings(books: Books): Generator<Difference> {
  const { holdings, journal, wallets, closes } = books;
  const held = groupedBy(holdings, ({ memberId }) => memberId);
  const moves = movesOf(journal, held);
  const days = new Map(closes.map(({ _id, dayHash }) => [_id, dayHash]));
  for (const holding of holdings) yield* checkOne(holding, moves.get(holding.memberId) ?? [], days.get(holding.day));
  for (const { _id, pointsMicroPoints, lockedMicroPoints = 0 } of wallets) {
    const out = (held.get(_id) ?? []).filter(({ state }) => state === 'out');
    const where = at(`wallet ${_id}`, out.at(-1)?._id ?? 'no certificate');
    yield* compare(where, 'lockedMicroPoints', sumOf(out), lockedMicroPoints);
    const short = lockedMicroPoints - pointsMicroPoints;
    if (short <= 0) continue;
    // What the platform takes back wins over the lock, and nothing else does.
    const since = out.map(({ lockedDay }) => lockedDay).sort()[0] ?? '';
    const taken = takenBack(moves.get(_id) ?? [], since);
    if (short > taken)
      yield { ...where, what: 'locked beyond what is held', expected: `at most ${taken}`, found: `${short}` };
  }
}

const sumOf = (holdings: readonly HoldingDocument[]): number =>
  holdings.reduce((sum, { microPoints }) => sum + microPoints, 0);

/** What an entry did to a member's points. */
interface Move {
  readonly day: string;
  readonly kind: string;
  readonly units: number;
}

/** What entries did to the points of those who have certificates, in one pass. */
function movesOf(journal: readonly JournalDocument[], held: ReadonlyMap<string, unknown>): ReadonlyMap<string, Move[]> {
  const moves = new Map<string, Move[]>([...held.keys()].map((memberId) => [memberId, []]));
  if (moves.size === 0) return moves;
  const ofAccount = new Map([...moves].map(([memberId, list]) => [memberAccount(memberId) as string, list]));
  for (const { day, kind, postings } of journal)
    for (const { asset, from, to, amount } of postings) {
      if (asset !== 'appreciating') continue;
      ofAccount.get(from)?.push({ day, kind, units: -amount });
      ofAccount.get(to)?.push({ day, kind, units: amount });
    }
  return moves;
}

const TAKE_BACKS = ['order.reverse', 'member.adjust'];

/** What reversals and adjustments took back from a day on. */
const takenBack = (moves: readonly Move[], since: string): number =>
  moves.reduce(
    (sum, { day, kind, units }) => (day >= since && units < 0 && TAKE_BACKS.includes(kind) ? sum - units : sum),
    0,
  );

/** The file holds by itself, says what is kept of it, and so much was held as its close ended. */
function* checkOne(
  holding: HoldingDocument,
  moves: readonly Move[],
  dayHash: string | null | undefined,
): Generator<Difference> {
  const { _id, memberId, microPoints, day, state, atMs, lockedDay, releasedDay, answer, file } = holding;
  const where = at(`holding ${_id}`, lockedDay);
  yield* compare(where, 'released', state === 'released', releasedDay !== null && answer !== null);
  if (lockedDay <= day) yield { ...where, what: 'lockedDay', expected: `after ${day}`, found: lockedDay };
  const atClose = moves.reduce((sum, move) => (move.day <= day ? sum + move.units : sum), 0);
  if (atClose < microPoints)
    yield { ...where, what: 'held at its close', expected: `at least ${microPoints}`, found: String(atClose) };
  // Its holder's account is closed: only the numbers are kept.
  if (file === '') return;
  const told = JSON.parse(file) as HoldingCertificate;
  const fault = certificateFault(told, sha256, isSignedBy);
  if (fault) yield { ...where, what: `file, ${fault.place}`, expected: fault.expected, found: fault.found };
  const kept = { certificateId: _id, holder: holderOf(memberId), microPoints, day, atMs, dayHash };
  for (const [what, expected] of Object.entries(kept))
    yield* compare(where, `file.${what}`, expected, told[what as keyof typeof kept]);
}
