import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { givingPaused } from '../_collectibles/offers';
import { acknowledgementId, importAcknowledgement as importing } from '../_exchange/importing';
import { exchangeAdapter } from '../_exchange/reached';
import { sync as syncing } from '../_exchange/syncing';
import { startBudget } from '../_platform/budget';
import { variable } from '../_platform/variables';
import { acknowledgements, editions, exchanges } from '../_store/collections';
import type { AcknowledgementDocument } from '../_store/documents/exchange';

/** Of the 20 s that the function may run (config.json): behind the last look at the time one answer is decided, or asked for. */
const WORK_MS = 9_000;

export const importAcknowledgement: Handler<'exchange.importAcknowledgement'> = ({ acknowledgement }, caller) =>
  importing(acknowledgement, caller, startBudget(WORK_MS));

export const sync: Handler<'exchange.sync'> = (_input, caller) => syncing(caller, startBudget(WORK_MS));

const lastShown = ({ exchange, serial, begunAtMs, items, results }: AcknowledgementDocument) => {
  const refused = results.filter(({ is }) => is === 'refused').length;
  const left = items.length - results.length;
  return { exchange, serial, importedAtMs: begunAtMs, done: results.length - refused, refused, left };
};

export const viewExchange: Handler<'exchange.viewExchange'> = async (_input, { nowMs }) => {
  const key = variable('EXCHANGE_KEY');
  const [asked, listed, known, paused] = await Promise.all([
    editions.count({ 'listing.state': 'asked' }),
    editions.count({ 'listing.state': 'listed' }),
    key === undefined ? null : exchanges.get(key),
    givingPaused(nowMs),
  ]);
  const last = known && (await acknowledgements.get(acknowledgementId(known._id, known.lastSerial)));
  return done({
    asked,
    listed,
    last: last && lastShown(last),
    isReached: exchangeAdapter() !== null,
    hasKey: key !== undefined,
    paused,
  });
};
