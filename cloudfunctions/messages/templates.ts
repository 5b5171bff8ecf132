import { NOTICE_TEMPLATES, type NoticeTemplate, refuse } from '@shared/contract';
import { addDays, businessDayOf, done } from '@shared/kernel';
import { isWechat } from '../_actions/identity';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { isLocalCloud } from '../_platform/variables';
import { accepted } from '../_store/collections';
import { acceptedId, templateHere } from '../_store/noticeTemplates';
import { readPhrases } from '../_store/settings';

/** What WeChat keeps of one template is bounded as well: more would never be sent. */
const MOST_LEFT = 20;

const leftOf = async (memberId: string, some: readonly NoticeTemplate[]): Promise<Map<string, number>> => {
  const found = await accepted.getMany(some.map((template) => acceptedId(memberId, template)));
  return new Map(found.map(({ template, left }) => [template, left]));
};

export const templates: Handler<'messages.templates'> = async (_input, { member }) => {
  const phrases = await readPhrases();
  const here = NOTICE_TEMPLATES.flatMap((template) => {
    const one = templateHere(template, phrases);
    return one ? [{ template, templateId: one.templateId }] : [];
  });
  if (here.length === 0) return done({ templates: [] });
  const left = await leftOf(
    member._id,
    here.map(({ template }) => template),
  );
  return done({ templates: here.map((one) => ({ ...one, left: left.get(one.template) ?? 0 })) });
};

/** Counts what WeChat's window said: each acceptance lets one message through. */
export const noteAccepted: Handler<'messages.noteAccepted'> = async (input, caller) => {
  const { member, openid, nowMs } = caller;
  // Messages go to an openid of WeChat; the sandbox takes any.
  if (!isWechat(openid) && !isLocalCloud()) return refuse('identity/wechatOnly');
  const wanted = [...new Set(input.templates)];
  const phrases = await readPhrases();
  const missing = wanted.find((template) => !templateHere(template, phrases));
  if (missing) return refuse('notice/noTemplate', { template: missing });
  const noted = await once<null, never>(caller, async (transaction) => {
    for (const template of wanted) {
      const _id = acceptedId(member._id, template);
      const before = await accepted.get(_id, transaction);
      const left = Math.min(MOST_LEFT, (before?.left ?? 0) + 1);
      // A close before the acceptance is none that it was given for.
      const lookedDay = before?.lookedDay ?? addDays(businessDayOf(nowMs), -1);
      await accepted.put(
        { _id, memberId: member._id, template, openid, left, ...(template === 'credits' && { lookedDay }) },
        transaction,
      );
    }
    return done(null);
  });
  if (!noted.ok) return noted;
  const left = await leftOf(member._id, wanted);
  return done({ templates: wanted.map((template) => ({ template, left: left.get(template) ?? 0 })) });
};
