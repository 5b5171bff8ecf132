import { etc, hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import type { VerifySignature } from '@shared/proofs';
import { utf8Of } from '@shared/proofs';

// A browser gives its own only to pages that came over https.
hashes.sha512 = sha512;

/** Checks a signature of Ed25519 on this device, as the standard (RFC 8032) has it. */
export const isSignedBy: VerifySignature = (key, text, signature) =>
  verify(etc.hexToBytes(signature), utf8Of(text), etc.hexToBytes(key), { zip215: false });
