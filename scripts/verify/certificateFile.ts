import { createPublicKey, verify } from 'node:crypto';
import { type Certificate, certificateFault, sha256OfWords } from '@shared/proofs';
import { jsonIn } from './proofFile';
import { row } from './report';

/** A public key of Ed25519 as SPKI is this, and its 32 bytes. */
const SPKI_OF_KEY = '302a300506032b6570032100';

function isSignedBy(key: string, text: string, signature: string): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(SPKI_OF_KEY + key, 'hex'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'hex'));
}

/**
 * Checks the certificate of a collectible by nothing but itself.
 * Throws an Error with words for a person when there is no such file, or no JSON in it.
 */
export function answerOfCertificate(file: string): { readonly status: 0 | 1; readonly text: string } {
  const certificate = jsonIn(file, 'certificate') as Certificate;
  const fault = certificateFault(certificate, sha256OfWords, isSignedBy);
  if (fault) {
    const { place, expected, found } = fault;
    const rows = row('place', place) + row('expected', expected) + row('found', found);
    return { status: 1, text: `The certificate does not hold.\n${rows}` };
  }
  const { series, number, edition, day, dayHash, key } = certificate;
  const rows = [
    row('series', `${series.title}, issued by ${series.issuer.name} on ${series.issuedDay}`),
    row('edition', `${number} of ${series.supply}`),
    row('holder', edition.holder),
    row('goods', series.goods === null ? 'none' : edition.isCollected ? 'collected' : 'not collected'),
    row('listed', edition.state === 'listed' ? 'yes' : 'no'),
    row('day', day),
    row('hash of the day', dayHash),
    row('key of the shop', key),
  ];
  return {
    status: 0,
    text: `The certificate holds: this edition was its holder's as the day ended.\n${rows.join('')}Compare the hash of the day, and the key, with those that the shop shows everybody.\n`,
  };
}
