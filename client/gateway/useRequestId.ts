import { useRef } from 'react';
import { newRequestId } from './requestId';

/**
 * The id of an act by what is to be done: every try of the same has the same id, so that it is done once whatever became
 * of the answers; once the content changes it is another act.
 */
export function useRequestId(content: unknown): string {
  const text = JSON.stringify(content);
  const kept = useRef({ text, requestId: '' });
  if (kept.current.text !== text || kept.current.requestId === '') kept.current = { text, requestId: newRequestId() };
  return kept.current.requestId;
}
