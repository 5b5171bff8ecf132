import { openedForPay } from './payKeys';
import type { Records } from './records';

/** A merchant transfer that was taken. `_id` is its bill number. */
export interface Transfer {
  _id: string;
  openid: string;
  amountFen: number;
  /** '' where no name was told. */
  name: string;
  takenAtMs: number;
  state: 'PROCESSING' | 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL';
  /** While it is worked on: until when. */
  processedAtMs: number | null;
  failReason: string;
  /** How often it was asked for: it is one transfer. */
  asked: number;
  /** How often money left: never more than once. */
  paid: number;
}

interface TransferOptions {
  transfers: Records<Transfer>;
  now: () => number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What WeChat Pay answers: null for no answer at all. */
type TransferAnswered = { readonly status: number; readonly body: Record<string, unknown> } | null;

/**
 * How a transfer goes, by the last two digits of its amount in fen, so that whoever tries one knows what comes; all
 * others wait for their payee, a day long.
 */
const COURSES = {
  /** Taken, and failed: the name is another. */
  FAILS: 91,
  /** The first request never arrives. */
  LOST: 92,
  /** The first is taken, and never answered; its payee confirms all the same. */
  SILENT: 93,
  /** Worked on for ten minutes, and then paid. */
  DELAYED: 94,
  /** Never taken: the merchant has no money. */
  POOR: 95,
  /** Paid at once, without a confirmation, and not answered. */
  PAID_UNANSWERED: 96,
  /** Taken, and nobody knows for good: every question is answered by a fault. */
  DARK: 97,
} as const;

const refusal = (status: number, code: string): TransferAnswered => ({ status, body: { code, message: code } });
const NOT_FOUND = refusal(404, 'NOT_FOUND');

/** Stands in for WeChat Pay's merchant transfer. A bill number is taken once, whatever comes under it again. */
export class TransferSandbox {
  readonly #options: TransferOptions;
  readonly #lost = new Set<string>();
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: TransferOptions) {
    this.#options = options;
  }

  /** Answers one request, one at a time. */
  answer(method: string, path: string, body: Record<string, unknown>): Promise<TransferAnswered> {
    const bills = '/v3/fund-app/mch-transfer/transfer-bills';
    const turn = this.#chain.then(() => {
      if (method === 'POST' && path === bills) return this.#take(body);
      const [, billNo] = new RegExp(`^${bills}/out-bill-no/(\\w{1,32})$`).exec(path) ?? [];
      return method === 'GET' && billNo ? this.#tell(billNo, false) : NOT_FOUND;
    });
    this.#chain = turn.catch(() => undefined);
    return turn;
  }

  /** The payee confirms in WeChat's window. @returns whether there was something to confirm. */
  async confirm(confirmPackage: string): Promise<boolean> {
    const billNo = confirmPackage.replace(/^package:/, '');
    const transfer = this.#now(billNo);
    if (transfer?.state !== 'WAIT_USER_CONFIRM') return false;
    await this.#options.transfers.put({ ...transfer, state: 'SUCCESS', paid: transfer.paid + 1 });
    return true;
  }

  /** A transfer as it is by now. */
  #now(billNo: string): Transfer | undefined {
    const { transfers, now } = this.#options;
    const kept = transfers.get(billNo);
    if (!kept) return undefined;
    if (kept.state === 'PROCESSING' && kept.processedAtMs !== null && kept.processedAtMs <= now())
      return { ...kept, state: 'SUCCESS', paid: 1 };
    return kept.state === 'WAIT_USER_CONFIRM' && kept.takenAtMs + DAY_MS <= now()
      ? { ...kept, state: 'FAIL', failReason: 'OVERDUE_CLOSE' }
      : kept;
  }

  async #take(body: Record<string, unknown>): Promise<TransferAnswered> {
    const { transfers, now } = this.#options;
    const billNo = String(body.out_bill_no);
    const amountFen = Number(body.transfer_amount);
    const name = typeof body.user_name === 'string' ? openedForPay(body.user_name) : '';
    if (!/^\w{1,32}$/.test(billNo) || !body.openid || !body.transfer_scene_id || !(amountFen > 0))
      return refusal(400, 'PARAM_ERROR');
    if (amountFen >= 200_000 && !name) return refusal(400, 'PARAM_ERROR');
    const before = transfers.get(billNo);
    if (before) {
      const isSame = before.openid === body.openid && before.amountFen === amountFen && before.name === name;
      if (!isSame) return refusal(400, 'INVALID_REQUEST');
      await transfers.put({ ...before, asked: before.asked + 1 });
      return this.#tell(billNo, true);
    }
    const course = amountFen % 100;
    if (course === COURSES.POOR) return refusal(403, 'NOT_ENOUGH');
    if (course === COURSES.LOST && !this.#lost.has(billNo)) {
      this.#lost.add(billNo);
      return null;
    }
    const isPaid = course === COURSES.PAID_UNANSWERED;
    const isDelayed = course === COURSES.DELAYED;
    await transfers.put({
      _id: billNo,
      openid: String(body.openid),
      amountFen,
      name,
      takenAtMs: now(),
      state: isPaid ? 'SUCCESS' : isDelayed ? 'PROCESSING' : course === COURSES.FAILS ? 'FAIL' : 'WAIT_USER_CONFIRM',
      processedAtMs: isDelayed ? now() + 10 * MINUTE_MS : null,
      failReason: course === COURSES.FAILS ? 'NAME_NOT_CORRECT' : '',
      asked: 1,
      paid: isPaid ? 1 : 0,
    });
    if (isPaid || course === COURSES.SILENT) return null;
    return this.#tell(billNo, true);
  }

  async #tell(billNo: string, isTaking: boolean): Promise<TransferAnswered> {
    const transfer = this.#now(billNo);
    if (!transfer) return NOT_FOUND;
    await this.#options.transfers.put(transfer);
    if (transfer.amountFen % 100 === COURSES.DARK) return refusal(500, 'SYSTEM_ERROR');
    const { state, failReason, amountFen, openid } = transfer;
    return {
      status: 200,
      body: {
        out_bill_no: billNo,
        transfer_bill_no: `1330${billNo}`,
        state,
        ...(failReason ? { fail_reason: failReason } : {}),
        // What its payee confirms by is told to whoever asks for the transfer, not to who asks about it.
        ...(isTaking
          ? state === 'WAIT_USER_CONFIRM'
            ? { package_info: `package:${billNo}` }
            : {}
          : { transfer_amount: amountFen, openid }),
      },
    };
  }
}
