import type { NoticeTemplate } from '@shared/contract';
import { isLocalCloud, variable } from '../_platform/variables';

/** A template of WeChat's subscribed messages as it is set up here: its id, and its fields in our order. */
export interface TemplateHere {
  readonly templateId: string;
  /** What it is about and what is so, at most 20 characters each (`thing`), and when (`time`). */
  readonly fields: readonly [what: string, words: string, time: string];
}

const settings: Readonly<Record<NoticeTemplate, () => string | undefined>> = {
  shipped: () => variable('NOTICE_SHIPPED'),
  credits: () => variable('NOTICE_CREDITS'),
  afterSales: () => variable('NOTICE_AFTER_SALES'),
  restock: () => variable('NOTICE_RESTOCK'),
  withdrawal: () => variable('NOTICE_WITHDRAWAL'),
  security: () => variable('NOTICE_SECURITY'),
};

/**
 * How a template is set up in this deployment: `ID:thing1,thing2,time3`; null where it is not, and nothing is asked for
 * or sent by it. In the local cloud, whose sandbox takes any, each is there.
 */
export function templateHere(template: NoticeTemplate): TemplateHere | null {
  const text = settings[template]() ?? (isLocalCloud() ? `local_${template}_template:thing1,thing2,time3` : undefined);
  const [templateId, fields] = text?.split(':') ?? [];
  const [what, words, time] = fields?.split(',') ?? [];
  return templateId && what && words && time ? { templateId, fields: [what, words, time] } : null;
}

/** The document that counts what a member accepted of a template. */
export const acceptedId = (memberId: string, template: NoticeTemplate): string => `${memberId}:${template}`;
