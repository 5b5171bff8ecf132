import { cloud } from '../_platform/cloud';

/** Open interfaces asked at once: more than any function declares. */
const MOST = 20;

/** A deployment asks whether a function may call what its config.json declares. */
interface Probe {
  readonly probe: readonly string[];
}

/**
 * Whether a call is a deployment's probe: it comes by the operator's keys, which carry neither an openid nor a source of
 * WeChat. Whoever comes by the mini-program or the H5 cannot ask it.
 */
export function isProbe(event: unknown): event is Probe {
  const { OPENID, SOURCE } = cloud.getWXContext();
  const { probe } = (event ?? {}) as { probe?: unknown };
  return !OPENID && !/^wx_/.test(SOURCE ?? '') && Array.isArray(probe) && probe.length <= MOST;
}

/**
 * Calls each open interface with nothing, which none of them takes: what matters is the code of its refusal, -604101
 * where the permission is missing. @returns the codes by name; 0 for one that answered.
 */
export async function answerProbe({ probe }: Probe): Promise<{ readonly codes: Record<string, number> }> {
  const codes: Record<string, number> = {};
  for (const name of probe.map(String)) {
    const [group, method] = name.split('.');
    try {
      await cloud.openapi[group!]![method!]!({});
      codes[name] = 0;
    } catch (error) {
      codes[name] = Number((error as { errCode?: unknown }).errCode ?? -1);
    }
  }
  return { codes };
}
