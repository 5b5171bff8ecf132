import { registerFile } from '@shared/contract';
import { type Register, registerFault, sha256OfWords } from '@shared/proofs';
import { isSignedBy } from '../../cloudfunctions/_platform/signing';
import { jsonIn } from './proofFile';
import { row } from './report';

/**
 * Checks a register that was exported for an exchange by nothing but itself.
 * Throws an Error with words for a person when there is no such file, or no JSON in it.
 */
export function answerOfRegister(file: string): { readonly status: 0 | 1; readonly text: string } {
  const parsed = registerFile.safeParse(jsonIn(file, 'register'));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return failed(issue?.path.map(String).join('.') ?? '', 'as docs/exchange.md has it', issue?.message ?? '');
  }
  const register = parsed.data as Register;
  const fault = registerFault(register, sha256OfWords, isSignedBy);
  if (fault) return failed(fault.place, fault.expected, fault.found);
  const editions = register.parts.flatMap((part) => part.editions);
  const count = (is: (one: (typeof editions)[number]) => boolean) => String(editions.filter(is).length);
  const rows = [
    row('issuer', register.issuer.name),
    row('series', String(register.series.length)),
    row('editions', String(editions.length)),
    row(
      'listed',
      count(({ state }) => state === 'listed'),
    ),
    row(
      'listing asked for',
      count(({ asksListing }) => asksListing),
    ),
    row('day', register.day),
    row('hash of the day', register.dayHash),
    row('key of the shop', register.key),
  ];
  return {
    status: 0,
    text: `The register holds: these editions were their holders' as the day ended.\n${rows.join('')}Compare the hash of the day, and the key, with those that the shop shows everybody.\n`,
  };
}

const failed = (place: string, expected: string, found: string) => ({
  status: 1 as const,
  text: `The register does not hold.\n${row('place', place)}${row('expected', expected)}${row('found', found)}`,
});
