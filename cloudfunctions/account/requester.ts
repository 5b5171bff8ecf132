import { currentAddress } from '../_actions/identity';
import type { Visitor } from '../_actions/outcomes';
import { keyedHash } from '../_platform/phone';

/** Who asks for codes and guesses at them, by keyed hashes: neither an address nor an openid is kept. */
export interface Requester {
  /** What of it has limits by the hour: the address, the openid. Empty for a call from within, which has neither. */
  readonly names: readonly string[];
  /** Whose guesses at one phone are counted together. */
  readonly self: string;
}

/** The one who stands behind this invocation, as the platform vouches for it. */
export function requesterOf({ openid }: Visitor): Requester {
  const address = currentAddress();
  const names = [
    ...(openid === '' ? [] : [keyedHash('openid', openid)]),
    ...(address === undefined ? [] : [keyedHash('address', address)]),
  ];
  return { names, self: names[0] ?? 'unknown' };
}
