import { failedAggregate } from '../../errors';
import { MalformedPath } from '../../value/fieldPath';

/** An expression or a stage that MongoDB refuses before it looks at a document; its text is MongoDB's. */
export class Malformed extends Error {}

/**
 * What a check gives, its complaint made the database's; `prefix` says where it was found.
 * @throws DatabaseError when the check complains.
 */
export function refusing<Result>(check: () => Result, stage?: string): Result {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof MalformedPath)) throw error;
    const [, code, text] = /^(\([^)]*\) )?(.*)$/s.exec(error.message)!;
    const prefix = stage === undefined ? '' : `Invalid ${stage} :: caused by :: `;
    throw failedAggregate(`${code ?? '(FailedToParse) '}${prefix}${text}`);
  }
}
