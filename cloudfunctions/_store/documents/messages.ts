import type { MessageKind, MessageTarget, NoticeTemplate } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/**
 * What a member was told of one event. `_id` follows from member and event: however often it is told, it is one. It goes
 * by itself after some months.
 */
export interface MessageDocument extends Stored {
  readonly memberId: string;
  readonly kind: MessageKind;
  readonly title: string;
  readonly words: string;
  /** When it happened, and not when it was told. */
  readonly atMs: number;
  readonly isRead: boolean;
  readonly target: MessageTarget | null;
  readonly expiresAtMs: number;
  /** By which it is to be sent in WeChat as well; missing where it is not. */
  readonly template?: NoticeTemplate;
  /** When that is tried next; missing where there is nothing to try (any more). */
  readonly noticeDueAtMs?: number;
  /** How often it was tried; missing as never. */
  readonly noticeTries?: number;
  /** What became of it: `none`, nothing was accepted to send it by; `refused`, for good; `late`, it is no news any more. */
  readonly notice?: 'sent' | 'none' | 'refused' | 'failed' | 'late';
}

/** How many messages of a template a member accepted that were not sent. `_id` is the member's and the template's. */
export interface AcceptedDocument extends Stored {
  readonly memberId: string;
  readonly template: NoticeTemplate;
  /** The openid that accepted it last: whom it is sent to. */
  readonly openid: string;
  readonly left: number;
  /** Of `credits` alone: the newest close that was looked at for it. */
  readonly lookedDay?: string;
}
