import type { NoticeTemplate } from '@shared/contract';
import { cutTo, showMoment, showNoticeTime } from '@shared/format';
import { readMember } from '../_actions/identity';
import { forbiddenIn } from '../_actions/words';
import { lastClose } from '../_books/closesRead';
import { creditsJoins, tellCreditsJoined } from '../_books/tellCredits';
import { type HasTime, OUTSIDE_MS } from '../_platform/budget';
import { _, askOpenapi, cloud } from '../_platform/cloud';
import { withinMs } from '../_platform/withinMs';
import { accepted, messages } from '../_store/collections';
import type { AcceptedDocument, MessageDocument } from '../_store/documents';
import { acceptedId, type TemplateHere, templateHere } from '../_store/noticeTemplates';
import { readPhrases } from '../_store/settings';
import { type Swept, sweep } from '../_store/sweep';

// Word of a message in WeChat, by a template that the member accepted once: never in anybody's way, tried some times, and
// given up. Marked before it is asked: killed behind that, it is tried again after the pause.

const MINUTE_MS = 60_000;
const AT_ONCE = 50;
/** After a day it is no news. */
const NEWS_FOR_MS = 86_400_000;
/** How long until the next try; after the last of them there is none. */
const PAUSES_MS = [10, 30, 60, 180].map((minutes) => minutes * MINUTE_MS);
/** `thing` takes so many characters. */
const THING_CHARACTERS = 20;

/** The member does not take it (any more). */
const NOT_ACCEPTED = 43101;
/** What no further try helps: fields, template, page, or who it is to. */
const HOPELESS = [47003, 40037, 40003, 41030];

/** The pages of the mini-program that messages lead on to. */
function pathOf({ target }: MessageDocument): string {
  const id = encodeURIComponent(target?.id ?? '');
  switch (target?.page) {
    case 'order':
      return `packages/order/order/index?id=${id}`;
    case 'logistics':
      return `packages/order/logistics/index?id=${id}`;
    case 'afterSales':
      return `packages/service/case/index?id=${id}`;
    case 'goods':
      return `packages/order/goods/index?id=${id}`;
    case 'statement':
      return 'packages/wallet/statement/index';
    case 'withdrawal':
      return `packages/wallet/withdrawal/index?id=${id}`;
    case 'security':
      return 'packages/account/security/index';
    default:
      return 'packages/messages/inbox/index';
  }
}

/** What is so, as far as there is room: the moment that words of security begin with has a field of its own. */
function noticeWords({ words, atMs }: MessageDocument): string {
  const moment = `${showMoment(atMs)} `;
  return words.startsWith(moment) ? words.slice(moment.length) : words;
}

type Sent = { readonly is: 'sent' | 'notAccepted' | 'hopeless' | 'later'; readonly why: string };

/** Asks WeChat to send it, once. */
async function send(
  message: MessageDocument,
  { templateId, fields }: TemplateHere,
  touser: string,
  own: readonly string[],
): Promise<Sent> {
  const [what, words, time] = fields;
  const texts = [message.title, noticeWords(message)].map((text) => cutTo(text, THING_CHARACTERS)) as [string, string];
  const phrase = texts.map((text) => forbiddenIn(text, own)).find(Boolean);
  if (phrase) return { is: 'hopeless', why: `the phrase ${phrase}` };
  const data = {
    [what]: { value: texts[0] },
    [words]: { value: texts[1] },
    [time]: { value: showNoticeTime(message.atMs) },
  };
  try {
    await withinMs(
      OUTSIDE_MS,
      askOpenapi(() =>
        cloud.openapi.subscribeMessage!.send!({ touser, templateId, page: pathOf(message), lang: 'zh_CN', data }),
      ),
    );
    return { is: 'sent', why: '' };
  } catch (error) {
    const { errCode, message: why } = error as { errCode?: unknown; message?: unknown };
    if (errCode === NOT_ACCEPTED) return { is: 'notAccepted', why: '' };
    const isHopeless = HOPELESS.includes(Number(errCode));
    return { is: isHopeless ? 'hopeless' : 'later', why: `${String(errCode)} ${String(why)}` };
  }
}

const finish = (ids: readonly string[], notice: NonNullable<MessageDocument['notice']>): Promise<number> =>
  ids.length === 0
    ? Promise.resolve(0)
    : messages.changeWhere({ _id: _.in(ids) }, { notice, noticeDueAtMs: _.remove() });

/** Tries one that somebody accepted. @returns whether it was sent. */
async function tryOne(
  message: MessageDocument,
  { _id: acceptance, openid }: AcceptedDocument,
  here: TemplateHere,
  own: readonly string[],
  nowMs: number,
): Promise<boolean> {
  const tries = (message.noticeTries ?? 0) + 1;
  const pauseMs = PAUSES_MS[tries - 1];
  const isMine = await messages.changeWhere(
    { _id: message._id, noticeDueAtMs: message.noticeDueAtMs },
    { noticeTries: tries, noticeDueAtMs: nowMs + (pauseMs ?? MINUTE_MS) },
  );
  if (isMine === 0) return false;
  const sent = await send(message, here, openid, own);
  if (sent.is === 'sent') {
    await accepted.changeWhere({ _id: acceptance, left: _.gt(0) }, { left: _.inc(-1) });
    await finish([message._id], 'sent');
    return true;
  }
  if (sent.is === 'notAccepted') {
    await accepted.change(acceptance, { left: 0 });
    await finish([message._id], 'refused');
    return false;
  }
  console.warn(`word of message ${message._id} was not sent: ${sent.why}`);
  if (sent.is === 'hopeless') await finish([message._id], 'refused');
  else if (pauseMs === undefined) await finish([message._id], 'failed');
  return false;
}

/** One page of what is due: of most of it nothing was accepted, which is done with at once. */
async function sendSome(due: readonly MessageDocument[], nowMs: number, hasTime: HasTime): Promise<number> {
  const late = due.filter(({ atMs }) => nowMs - atMs >= NEWS_FOR_MS);
  await finish(
    late.map(({ _id }) => _id),
    'late',
  );
  const news = due.filter((one) => !late.includes(one));
  const idOf = ({ memberId, template }: MessageDocument) => acceptedId(memberId, template as NoticeTemplate);
  const known = new Map((await accepted.getMany([...new Set(news.map(idOf))])).map((one) => [one._id, one]));
  const phrases = await readPhrases();
  const unwanted: string[] = [];
  let count = 0;
  for (const message of news) {
    const here = templateHere(message.template as NoticeTemplate, phrases);
    const acceptance = known.get(idOf(message));
    if (!here || !acceptance || acceptance.left === 0) unwanted.push(message._id);
    else if (hasTime() && (await tryOne(message, acceptance, here, phrases.forbiddenPhrases, nowMs))) {
      count += 1;
      known.set(acceptance._id, { ...acceptance, left: acceptance.left - 1 });
    }
  }
  await finish(unwanted, 'none');
  return count;
}

/** Sends what is due, a page at a time, as far as time allows. */
export async function sendNotices(nowMs: number, hasTime: HasTime): Promise<number> {
  const keys = [
    ['noticeDueAtMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  let count = 0;
  while (hasTime()) {
    const { found } = await messages.page({ noticeDueAtMs: _.lte(nowMs) }, { keys, limit: AT_ONCE });
    if (found.length > 0) count += await sendSome(found, nowMs, hasTime);
    if (found.length < AT_ONCE) break;
  }
  return count;
}

/**
 * Tells of the newest close's credits who accepted word of them: everybody else is told when he looks. Each once for a
 * close.
 */
export async function tellCreditsAccepted(nowMs: number, hasTime: HasTime): Promise<Swept> {
  const close = await lastClose();
  if (!close) return { count: 0, isDone: true };
  const waiting = accepted.walk(
    { template: 'credits', lookedDay: _.lt(close._id) },
    {
      keys: [
        ['lookedDay', 'asc'],
        ['_id', 'asc'],
      ],
    },
  );
  return sweep('telling of credits', waiting, hasTime, async ({ _id, memberId, left }) => {
    const { member, joined } = await readMember(memberId, creditsJoins);
    const told = left > 0 ? await tellCreditsJoined(member, joined, nowMs) : 0;
    await accepted.change(_id, { lookedDay: close._id });
    return told > 0;
  });
}
