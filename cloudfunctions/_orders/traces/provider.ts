import { isLocalCloud, variable } from '../../_platform/variables';
import { byKuaidi100 } from './kuaidi100';
import { bySandbox } from './sandbox';
import type { TraceProvider } from './trace';

const PROVIDERS: Readonly<Record<string, TraceProvider>> = { kuaidi100: byKuaidi100 };

/** Who tells where parcels are; null where nobody does. In the local cloud it is the sandbox, unless one is named. */
export function traceProvider(): TraceProvider | null {
  const name = variable('TRACE_PROVIDER');
  if (name === undefined) return isLocalCloud() ? bySandbox : null;
  return PROVIDERS[name] ?? null;
}
