import { type Acknowledgement, acknowledgement, EXCHANGE_FORM, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { acknowledgementText } from '@shared/proofs';
import { isSignedBy } from '../_platform/signing';
import { variable } from '../_platform/variables';

type Unread =
  | 'acknowledgement/noKey'
  | 'acknowledgement/unreadable'
  | 'acknowledgement/form'
  | 'acknowledgement/signature';

/** What a text says, where it is JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads an acknowledgement, which the exchange has signed: by its one key, in the one form that is known here. */
export function readAcknowledgement(text: string): Outcome<Acknowledgement, Unread> {
  const key = variable('EXCHANGE_KEY');
  if (key === undefined) return refuse('acknowledgement/noKey');
  const read = jsonIn(text);
  const { kind, form } = (read ?? {}) as { kind?: unknown; form?: unknown };
  // Of another form nothing else is looked at: what it says is not known here.
  if (kind === 'acknowledgement' && form !== EXCHANGE_FORM)
    return refuse('acknowledgement/form', { form: String(form).slice(0, 20) });
  const parsed = acknowledgement.safeParse(read);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    return refuse('acknowledgement/unreadable', { place, why: issue?.message ?? 'not as it must be' });
  }
  const file = parsed.data;
  const isSigned = file.key === key && isSignedBy(key, acknowledgementText(file), file.signature);
  return isSigned ? done(file) : refuse('acknowledgement/signature');
}
