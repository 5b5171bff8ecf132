import type { ImportFault, ImportFaultCode, ImportShown } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../../_actions/audit';
import { serially } from '../../_books/serial';
import { inParallel } from '../../_platform/parallel';
import { transact } from '../../_platform/transactions';
import { adjust, prepareAdjustment, previewAdjusting } from '../../_settle/adjustment';
import { members } from '../../_store/collections';
import { type Cells, fault, type Kind, soundRows } from './kind';

type Sums = ImportShown['sums'];
type Asked = Sums[number];

/** Assets by the words that a sheet has for them, and how many decimals their points have. */
const ASSETS: Readonly<Record<string, { readonly asset: Asked['asset']; readonly decimals: number }>> = {
  增值积分: { asset: 'appreciating', decimals: 6 },
  恒定积分: { asset: 'stable', decimals: 2 },
  可用积分: { asset: 'spendable', decimals: 2 },
};
const CHANGES: Readonly<Record<string, Asked['change']>> = { 增加: 'add', 减少: 'remove' };

/** Points as a sheet has them, in units of so many decimals; null for anything else, 0 included. */
function readPoints(cell: string, decimals: number): number | null {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d+))?$/.exec(cell.replace(/,/g, '')) ?? [];
  if (whole === undefined || fraction.length > decimals) return null;
  const units = Number(whole + fraction.padEnd(decimals, '0'));
  return units > 0 && Number.isSafeInteger(units) ? units : null;
}

/** What a line asks for; the first column that cannot be read else. */
function askedOf(row: Cells): (Asked & { readonly memberId: string }) | ImportFault {
  for (const column of ['memberId', 'asset', 'change', 'points'] as const)
    if (row.of(column) === '') return fault(row, column, 'missing');
  const of = Object.hasOwn(ASSETS, row.of('asset')) ? ASSETS[row.of('asset')] : undefined;
  if (!of) return fault(row, 'asset', 'notReadable');
  const change = Object.hasOwn(CHANGES, row.of('change')) ? CHANGES[row.of('change')] : undefined;
  if (!change) return fault(row, 'change', 'notReadable');
  const units = readPoints(row.of('points'), of.decimals);
  if (units === null) return fault(row, 'points', 'notReadable');
  return { memberId: row.of('memberId'), asset: of.asset, change, units };
}

const isFault = (one: ReturnType<typeof askedOf>): one is ImportFault => 'code' in one;

type Refused = Extract<Awaited<ReturnType<typeof previewAdjusting>>, { ok: false }>['refusal']['code'];

/** What the rule of an adjustment refuses, as a fault of a line. */
const BY_REFUSAL: Readonly<Record<Refused, readonly [Parameters<typeof fault>[1], ImportFaultCode]>> = {
  'member/unknown': ['memberId', 'unknown'],
  'plan/off': ['asset', 'planOff'],
  'adjustment/nothing': ['points', 'notReadable'],
  'adjustment/exceedsHolding': ['points', 'exceedsHolding'],
  'adjustment/exceedsSupply': ['points', 'exceedsSupply'],
  'amount/tooLarge': ['points', 'outOfRange'],
};

const byRefusal = (row: Cells, code: Refused): ImportFault => fault(row, ...BY_REFUSAL[code]);

const MEMBERS_AT_ONCE = 4;

/** Adding is looked at for whether there is such a member, taking away for whether there is so much (rules §5). */
async function check(rows: readonly Cells[]): Promise<ImportFault[]> {
  const faults = rows.map(askedOf).filter(isFault);
  const sound = soundRows(rows, faults);
  const known = await members.getMany(
    sound.map((row) => row.of('memberId')),
    { isClosed: true },
  );
  const open = new Set(known.filter(({ isClosed }) => !isClosed).map(({ _id }) => _id));
  const unknown = sound.filter((row) => !open.has(row.of('memberId')));
  faults.push(...unknown.map((row) => fault(row, 'memberId', 'unknown')));
  const previewed = soundRows(sound, faults).map((row) => async () => {
    const asked = askedOf(row);
    if (isFault(asked)) return;
    const preview = await previewAdjusting(asked);
    if (!preview.ok) faults.push(byRefusal(row, preview.refusal.code));
  });
  await inParallel(MEMBERS_AT_ONCE, previewed);
  return faults;
}

/** Sums by asset and direction with those of some lines more: what a second person approves. */
export function sumsWith(before: Sums, rows: readonly Cells[]): Sums {
  const sums = before.map((one) => ({ ...one }));
  for (const row of rows) {
    const asked = askedOf(row);
    if (isFault(asked)) continue;
    const same = sums.find(({ asset, change }) => asset === asked.asset && change === asked.change);
    if (same) same.units += asked.units;
    else sums.push({ asset: asked.asset, change: asked.change, units: asked.units });
  }
  return sums;
}

/** Points of members, added and removed as one administrator proposes and another approves: funded, in the ledger (§5). */
export const points: Kind = {
  area: 'staff.money',
  keyColumn: 'memberId',
  keyOf: (row) => [row.of('memberId'), row.of('asset'), row.of('change')].filter(Boolean).join(' '),
  check,
  // Each is an event of the day's strict order.
  atOnce: 1,
  async apply([row], { _id: importId, reason }, caller, { isNext, done: markDone }) {
    const asked = askedOf(row!);
    const leave = (why: ImportFault) =>
      transact(async (transaction) => {
        if (await isNext(transaction)) await markDone([why], transaction);
      });
    if (isFault(asked)) {
      await leave(asked);
      return null;
    }
    const adjusted = await serially(
      caller.nowMs,
      () => prepareAdjustment(asked),
      async (prepared, turn, transaction) => {
        if (!(await isNext(transaction))) return done(null);
        const booked = await adjust(prepared, `${importId}.${row!.line}`, turn, transaction);
        if (!booked.ok) return booked;
        await note(caller, 'admin.importPoints', { importId, line: row!.line, ...asked, reason }, transaction);
        await markDone([], transaction);
        return done(null);
      },
      (working) => transact(working),
    );
    if (adjusted.ok) return null;
    const { code, figures } = adjusted.refusal;
    if (code === 'close/running') return { refusedDay: String((figures as { day?: string }).day ?? '') };
    await leave(byRefusal(row!, code));
    return null;
  },
};
