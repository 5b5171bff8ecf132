import { readFileSync } from 'node:fs';
import { type BalanceProof, checkProof, PROVED } from '@shared/proofs';
import { row } from './report';

/**
 * Checks a file that a member downloaded (`wallet.proof`) by nothing but itself.
 * Throws an Error with words for a person when there is no such file, or no JSON in it.
 */
export function answerOfProof(file: string): { readonly status: 0 | 1; readonly text: string } {
  const proof = jsonIn(file, 'proof') as BalanceProof;
  const fault = checkProof(proof);
  if (fault) {
    const { place, expected, found } = fault;
    const rows = row('place', place) + row('expected', expected) + row('found', found);
    return { status: 1, text: `The proof does not hold.\n${rows}` };
  }
  const balances = PROVED.map((asset, nth) => row(asset, `${proof.balances[nth]} of ${proof.root.sums[nth]}`)).join('');
  const rows = row('day', proof.day) + row('holder', proof.holder) + balances + row('hash of the day', proof.dayHash);
  return {
    status: 0,
    text: `The proof holds: these balances are in the totals of the day.\n${rows}Compare the hash of the day with the one that the shop shows everybody.\n`,
  };
}

/** What is in a file of JSON. Throws an Error with words for a person where there is none. */
export function jsonIn(file: string, what: string): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${file}: there is no such file`);
  }
  let read: unknown = null;
  try {
    read = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (typeof read !== 'object' || read === null) throw new Error(`${file}: it is no ${what}`);
  return read;
}
