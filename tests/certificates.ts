import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  type Certificate,
  chainEditions,
  chainRoot,
  editionIdOf,
  editionLeaf,
  fingerprintOf,
  PROVED,
  pathOf,
  rootOf,
  type SeriesRecord,
  signedText,
} from '@shared/proofs';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const DAY = '2026-11-21';

/** The record of a series as it was issued. */
export const madeSeries: SeriesRecord = {
  seriesId: 'S7Q2',
  title: '立冬 · 新稻',
  story: '今年的头一茬',
  issuer: { shopId: 'own', name: '青岚粮油店' },
  supply: 1000,
  pictures: [hash('a picture')],
  goods: { skuId: 'rice-5', title: '五常新米', label: '5 kg' },
  rights: [{ kind: 'discount', words: '青岚粮油店 95 折', untilDay: '2027-05-07' }],
  issuedDay: '2026-11-07',
};

/** Certificates of a close with so many editions, signed by a key of their own; and whether it is that key's. */
export function madeCertificates(count: number) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
  const isSigned = (by: string, text: string, signature: string): boolean =>
    by === key && verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'hex'));
  const fingerprint = fingerprintOf(madeSeries, hash);
  const atClose = Array.from({ length: count }, (_none, at) => ({
    editionId: editionIdOf(madeSeries.seriesId, at + 1),
    holder: `H${at}`,
    fingerprint,
    state: 'held' as const,
    isCollected: at % 2 === 0,
    steps: 1,
    head: hash(`head ${at}`),
  }));
  const leaves = atClose.map((one) => editionLeaf(one, hash));
  const editions = { count: leaves.length, root: rootOf(leaves, hash)!.hash };
  const balances = { sums: PROVED.map(() => '0'), hash: hash('balances') };
  const chainedHash = hash('before');
  /** The one of the edition at that place; `isLast`: of a day whose hash has no root of balances behind it. */
  const certified = (at: number, isLast = false): Certificate => {
    const chained = chainEditions(chainedHash, DAY, editions, hash);
    const unsigned: Certificate = {
      kind: 'collectible',
      form: 1,
      series: madeSeries,
      number: at + 1,
      edition: atClose[at]!,
      day: DAY,
      path: pathOf(leaves, at, hash).map(({ side, hash: beside }) => ({ side, hash: beside })),
      editions,
      chainedHash,
      balances: isLast ? null : balances,
      dayHash: isLast ? chained : chainRoot(chained, DAY, balances, hash),
      key,
      signature: '',
    };
    return { ...unsigned, signature: sign(null, Buffer.from(signedText(unsigned)), privateKey).toString('hex') };
  };
  return { certified, isSigned, atClose };
}
