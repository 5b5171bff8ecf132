import { mostBytes, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { derivedId } from '../_platform/ids';

/** Pictures of goods and of their categories lie in one folder. */
export const GOODS_FOLDER = 'goods';

/**
 * Where an administrator's file goes: by kind, by who uploads, by content. Nobody else writes into that folder, so the
 * storage's own rule (only who made a file may replace it) never stands in the way of the same picture again.
 */
export const placePicture: Handler<'admin.placePicture'> = async ({ kind, type, bytes, digest }, { member }) => {
  if (type === 'pdf' && kind !== 'clearance') return refuse('picture/type');
  if (bytes > mostBytes[kind]) return refuse('picture/tooLarge', { bytes, mostBytes: mostBytes[kind] });
  return done({ cloudPath: `${kind}/${derivedId('U', member._id)}/${digest}.${type}` });
};
