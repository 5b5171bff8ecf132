import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { readSettings } from '../_store/settings';
import { stopsNow } from '../_store/stops';

/** What is stopped for everybody, and what the shop says to it: by whom and why is the administrators' to know. */
export const viewStops: Handler<'shop.viewStops'> = async () =>
  done({
    stops: [...stopsNow(await readSettings())].map(([stop, { sinceMs, told }]) => ({
      stop,
      sinceMs: sinceMs || null,
      told,
    })),
  });
