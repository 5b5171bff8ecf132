import type { AuditLine, ParsedOf } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf, done, startOfBusinessDay } from '@shared/kernel';
import { note } from '../_actions/audit';
import type { Handler } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import type { Condition, Keys } from '../_platform/collection';
import { transact } from '../_platform/transactions';
import { audit, auditChains, auditSeals, members, orders, sessions } from '../_store/collections';
import type { AuditDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { byPhone } from './people';

type Sought = ParsedOf<'admin.listAudit'>;

const MOST_PEOPLE = 100;
const NEWEST: Keys = [
  ['atMs', 'desc'],
  ['_id', 'desc'],
];

export const viewAudit: Handler<'admin.viewAudit'> = async () => {
  const [{ no: lines }, chains, [seal]] = await Promise.all([
    auditChains.sum({}, ['no']),
    auditChains.find({}, { orderBy: [['no', 'desc']], limit: MOST_PEOPLE }),
    auditSeals.find({}, { orderBy: [['day', 'desc']], limit: 1, fields: { day: true } }),
  ]);
  const ids = chains.map(({ _id }) => _id);
  const people = ids.length > 0 ? await members.getMany(ids, { nickname: true }) : [];
  const names = new Map(people.map(({ _id, nickname }) => [_id, nickname]));
  return done({
    lines,
    people: chains.map(({ _id, no }) => ({ memberId: _id, name: names.get(_id) ?? '', lines: no })),
    sealedDay: seal?.day ?? null,
  });
};

const ORDER_NO = /^[A-Z]{2}\d{8}-[0-9A-Z]+$/;
const PHONE = /^1[3-9]\d{9}$/;
const INVITE_CODE = /^[0-9A-Z]{6,12}$/;

/** The id that somebody means by a number, a phone or an invite code; what was typed, where it is none of them. */
async function meant(typed: string): Promise<string> {
  const whole = typed.replace(/\s/g, '').toUpperCase();
  const only = { limit: 1, fields: { _id: true } };
  if (ORDER_NO.test(whole)) return (await orders.find({ orderNo: whole }, only))[0]?._id ?? whole;
  const plain = whole.replace(/-/g, '');
  if (PHONE.test(plain)) return (await members.find(byPhone(plain), only))[0]?._id ?? plain;
  if (INVITE_CODE.test(plain)) return (await members.find({ inviteCode: plain }, only))[0]?._id ?? typed;
  return typed;
}

/** Lines from the beginning of a day to the end of another. */
function within({ fromDay, untilDay }: Sought): Condition {
  if (fromDay === undefined && untilDay === undefined) return {};
  const from = _.gte(fromDay === undefined ? 0 : startOfBusinessDay(fromDay as BusinessDay));
  if (untilDay === undefined) return { atMs: from };
  return { atMs: from.and(_.lt(startOfBusinessDay(addDays(untilDay as BusinessDay, 1)))) };
}

/** Lines with the names of who is in them, and the browsers that are signed in yet. */
async function named(found: readonly AuditDocument[]): Promise<AuditLine[]> {
  if (found.length === 0) return [];
  const aboutOf = ({ details }: AuditDocument): string => String(details.memberId ?? '');
  const ids = [...new Set(found.flatMap((one) => [one.memberId, aboutOf(one)]))].filter(Boolean);
  const browsers = [...new Set(found.map(({ from }) => from.sessionId))].filter(Boolean);
  const [people, signedIn] = await Promise.all([
    members.getMany(ids, { nickname: true, roles: true }),
    browsers.length > 0 ? sessions.getMany(browsers, { device: true }) : [],
  ]);
  const byId = new Map(people.map((one) => [one._id, one]));
  const devices = new Map(signedIn.map(({ _id, device }) => [_id, device]));
  return shownOf(found, (one) => ({
    lineId: one._id,
    no: one.no,
    hash: one.hash,
    memberId: one.memberId,
    byName: byId.get(one.memberId)?.nickname ?? '',
    byRoles: [...(byId.get(one.memberId)?.roles ?? [])],
    action: one.action,
    kind: one.kind,
    atMs: one.atMs,
    day: businessDayOf(one.atMs),
    client: one.from.client,
    device: devices.get(one.from.sessionId) ?? null,
    address: one.from.address,
    aboutName: byId.get(aboutOf(one))?.nickname ?? '',
    details: Object.entries(one.details).map(([name, value]) => ({ name, value: String(value) })),
    changes: one.changes.map((change) => ({ ...change })),
  }));
}

async function page(name: 'admin.listAudit' | 'admin.exportAudit', input: Sought) {
  const { who, kind, about } = input;
  const list = await listPage(audit, input, {
    name,
    condition: {
      ...(who !== undefined && { memberId: who }),
      ...(kind !== undefined && { kind }),
      ...(about !== undefined && { about: await meant(about) }),
      ...within(input),
    },
    keys: NEWEST,
    types: ['number', 'string'],
  });
  return list.ok ? done({ lines: await named(list.value.found), next: list.value.next }) : list;
}

export const listAudit: Handler<'admin.listAudit'> = (input) => page('admin.listAudit', input);

export const exportAudit: Handler<'admin.exportAudit'> = async (input, caller) => {
  const { cursor, limit: _limit, ...sought } = input;
  if (cursor === undefined) {
    const details = Object.fromEntries(Object.entries(sought).filter(([, value]) => value !== undefined));
    await transact((transaction) => note(caller, 'admin.exportAudit', details as Record<string, string>, transaction));
  }
  return page('admin.exportAudit', input);
};
