import { type Imported, type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import type { Caller } from '../_actions/outcomes';
import { givingPaused } from '../_collectibles/offers';
import type { HasTime } from '../_platform/budget';
import { variable } from '../_platform/variables';
import { acknowledgements, exchanges, registers } from '../_store/collections';
import type { ExchangeAdapter } from './adapter';
import { acknowledgementId, importAcknowledgement } from './importing';
import { exchangeAdapter } from './reached';
import { beginRegister, keepRegister, registerPage, seriesIdsOf } from './registers';
import { Unreachable } from './unreachable';

type Synced = OutputOf<'exchange.sync'>;
type Refused = Exclude<RefusalOf<'exchange.sync'>, 'request/reused'>;

/** Takes what an exchange answered and gives it the register of the last close, as far as there is time. */
export async function sync(caller: Caller, hasTime: HasTime): Promise<Outcome<Synced, Refused>> {
  const exchange = exchangeAdapter();
  if (!exchange) return refuse('adapter/byHand');
  const key = variable('EXCHANGE_KEY');
  if (key === undefined) return refuse('acknowledgement/noKey');
  try {
    const taken = await takeAnswers(exchange, key, caller, hasTime);
    if (!taken.ok) return taken;
    const given = await giveRegister(exchange, caller, hasTime);
    return given.ok
      ? done({ ...taken.value, ...given.value, isMore: taken.value.isMore || given.value.isMore })
      : given;
  } catch (error) {
    if (error instanceof Unreachable) return refuse('adapter/unreachable', { why: error.message.slice(0, 120) });
    throw error;
  }
}

/** Behind which serial number there is something to take: one that was begun and is not wholly decided is taken again. */
async function takenUntil(key: string): Promise<number> {
  const last = (await exchanges.get(key))?.lastSerial ?? 0;
  const newest = last === 0 ? null : await acknowledgements.get(acknowledgementId(key, last));
  return newest && newest.results.length < newest.items.length ? last - 1 : last;
}

async function takeAnswers(
  exchange: ExchangeAdapter,
  key: string,
  caller: Caller,
  hasTime: HasTime,
): Promise<Outcome<Pick<Synced, 'imported' | 'isMore'>, Refused>> {
  const imported: Imported[] = [];
  const texts = await exchange.answers(await takenUntil(key));
  for (const text of texts) {
    if (!hasTime()) return done({ imported, isMore: true });
    const one = await importAcknowledgement(text, caller, hasTime);
    if (!one.ok) return one;
    imported.push(one.value);
    if (one.value.left > 0) return done({ imported, isMore: true });
  }
  return done({ imported, isMore: false });
}

/** Part by part, behind those that were given: killed anywhere, the last is given again. Nothing while it is not cleared. */
async function giveRegister(
  exchange: ExchangeAdapter,
  caller: Caller,
  hasTime: HasTime,
): Promise<Outcome<Pick<Synced, 'submitted' | 'isMore'>, Refused>> {
  const { nowMs } = caller;
  if (await givingPaused(nowMs)) return done({ submitted: 0, isMore: false });
  const begun = await beginRegister(undefined);
  if (!begun.ok) {
    const { code } = begun.refusal;
    // Before the first close of an edition there is nothing to give.
    return code === 'certificate/notYet' || code === 'collectible/unknown'
      ? done({ submitted: 0, isMore: false })
      : (begun as Outcome<never, Refused>);
  }
  const { id, head } = begun.value;
  const before = (await registers.get(id))?.submitted ?? 0;
  if (before === 0) await keepRegister(begun.value, caller);
  let submitted = before;
  const parts = head.pages.length + 1;
  while (submitted < parts && hasTime()) {
    const page =
      submitted === 0
        ? null
        : await registerPage({ id, day: head.day, seriesIds: seriesIdsOf(head) }, head.pages[submitted - 1]!, nowMs);
    if (submitted === 0) await exchange.submit({ is: 'head', head });
    else if (page) await exchange.submit({ is: 'page', page });
    submitted += 1;
    await registers.change(id, { submitted });
  }
  return done({ submitted: submitted - before, isMore: submitted < parts });
}
