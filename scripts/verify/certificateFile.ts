import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { decimalText } from '@shared/kernel';
import { type AnyCertificate, certificateFault, picturesFound, sha256OfWords } from '@shared/proofs';
import { isSignedBy } from '../../cloudfunctions/_platform/signing';
import { jsonIn } from './proofFile';
import { row } from './report';

interface Told {
  readonly words: string;
  readonly rows: readonly string[];
}

/** What a certificate of that kind says, in lines, and what it comes to in words. */
const TOLD: { readonly [Kind in AnyCertificate['kind']]: (file: Extract<AnyCertificate, { kind: Kind }>) => Told } = {
  collectible: ({ series, number, edition }) => ({
    words: "this edition was its holder's as the day ended",
    rows: [
      row('series', `${series.title}, issued by ${series.issuer.name} on ${series.issuedDay}`),
      row('edition', `${number} of ${series.supply}`),
      row('holder', edition.holder),
      row('goods', series.goods === null ? 'none' : edition.isCollected ? 'collected' : 'not collected'),
      row('listed', edition.state === 'listed' ? 'yes' : 'no'),
    ],
  }),
  holding: ({ certificateId, holder, microPoints, atMs, balance }) => ({
    words: 'its holder had so many appreciating points, or more, as the day ended',
    rows: [
      row('certificate', certificateId),
      row('holder', holder),
      row('points', decimalText(microPoints, 6)),
      row('locked since', new Date(atMs).toISOString()),
      row(
        'proved by',
        balance === null ? 'the word of the shop' : "the holder's balances, which are in the day's totals",
      ),
    ],
  }),
};

interface CertificateAnswer {
  readonly status: 0 | 1;
  readonly text: string;
}

/**
 * Checks a certificate by nothing but itself, and files of pictures by the hashes in it, in whatever order they come.
 * Throws an Error with words for a person when there is no such file, or no JSON in it.
 */
export function answerOfCertificate(file: string, pictures: readonly string[] = []): CertificateAnswer {
  const certificate = jsonIn(file, 'certificate') as AnyCertificate;
  const fault = certificateFault(certificate, sha256OfWords, isSignedBy);
  if (fault) {
    const { place, expected, found } = fault;
    const rows = row('place', place) + row('expected', expected) + row('found', found);
    return { status: 1, text: `The certificate does not hold.\n${rows}` };
  }
  const { day, dayHash, key } = certificate;
  const { words, rows } = (TOLD[certificate.kind] as (file: AnyCertificate) => Told)(certificate);
  const beside = picturesBeside(certificate, pictures);
  const all = [...rows, row('day', day), row('hash of the day', dayHash), row('key of the shop', key), ...beside.rows];
  const holds = `The certificate holds: ${words}.\n${all.join('')}`;
  if (beside.changed > 0)
    return { status: 1, text: `${holds}A picture is none of the series: it was changed, or is another one.\n` };
  return {
    status: 0,
    text: `${holds}Compare the hash of the day, and the key, with those that the shop shows everybody.\n`,
  };
}

/** Files of pictures beside those that a series was issued with: a line for each of either, and how many are none of it. */
function picturesBeside(file: AnyCertificate, files: readonly string[]): { rows: string[]; changed: number } {
  if (files.length === 0) return { rows: [], changed: 0 };
  if (file.kind !== 'collectible') throw new Error('--picture goes with the certificate of a collectible');
  const { places, missing } = picturesFound(file.series, files.map(hashOfFile));
  return {
    rows: [
      ...places.map((place, at) =>
        row(place === null ? 'picture, not of the series' : `picture ${place}`, basename(files[at]!)),
      ),
      ...missing.map((place) => row(`picture ${place}`, 'not given, and not compared')),
    ],
    changed: places.filter((place) => place === null).length,
  };
}

function hashOfFile(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    throw new Error(`${file}: there is no such file`);
  }
}
