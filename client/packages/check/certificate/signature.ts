import { etc, hashes, verify } from '@noble/ed25519';
import type { VerifySignature } from '@shared/proofs';
import { utf8Of } from '@shared/proofs';
import { sha512 } from './sha512';

hashes.sha512 = sha512;

/** Checks a signature of Ed25519 on this device, as the standard (RFC 8032) has it. */
export const isSignedBy: VerifySignature = (key, text, signature) =>
  verify(etc.hexToBytes(signature), utf8Of(text), etc.hexToBytes(key), { zip215: false });
