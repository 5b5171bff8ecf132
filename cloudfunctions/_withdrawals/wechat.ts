import { askPay, type PayAnswer, sealForPay } from '../_platform/payApi';
import { needed } from '../_platform/variables';
import type { TransferAnswer, TransferAsked, TransferProvider } from './transfer';

const BILLS = '/v3/fund-app/mch-transfer/transfer-bills';

/** Below this amount WeChat Pay takes no name. */
const NAMED_FROM_FEN = 30;

/** What WeChat Pay says of why a transfer failed, in words for the member; others are told as they are. */
const WHY: Readonly<Record<string, string>> = {
  OVERDUE_CLOSE: '一天内没有确认收款',
  PAYER_ACCOUNT_ABNORMAL: '付款方账户暂时不能付款',
  NAME_NOT_CORRECT: '姓名与微信实名不一致',
  PAYEE_ACCOUNT_ABNORMAL: '收款的微信账户不能收款',
  RECEIVE_ACCOUNT_NOT_PERMMIT: '收款的微信账户不能收款',
  REALNAME_CHECK_FAIL: '微信零钱没有实名',
  REAL_NAME_CHECK_FAIL: '微信零钱没有实名',
  PAYEE_ACCOUNT_IS_NOT_REALNAME: '微信零钱没有实名',
  OPENID_INVALID: '收款的微信账户不能收款',
  RECV_ACCOUNT_NOT_ALLOWED: '收款的微信账户不能收款',
  TRANSFER_QUOTA_EXCEED: '超过微信的收款限额',
  PAYEE_QUOTA_EXCEED: '超过微信的收款限额',
  BUSINESS_CLOSED: '付款方撤销',
  CANCELLED: '付款方撤销',
};

const wordsOf = (reason: unknown): string => {
  const code = typeof reason === 'string' ? reason.slice(0, 40) : '';
  return WHY[code] ?? (code ? `微信支付没有付成（${code}）` : '微信支付没有付成');
};

/** An answer about this bill; one about another is none. */
function read({ status, body }: PayAnswer, billNo: string): TransferAnswer {
  if (status < 200 || status > 299) {
    const code = String(body.code ?? status).slice(0, 40);
    return status === 404 && code === 'NOT_FOUND' ? { is: 'notThere' } : { is: 'refused', why: code };
  }
  if (body.out_bill_no !== billNo) return { is: 'unreachable', why: 'the answer is of another bill' };
  const transferNo = typeof body.transfer_bill_no === 'string' ? body.transfer_bill_no.slice(0, 64) : '';
  switch (body.state) {
    case 'SUCCESS':
      return { is: 'paid', transferNo };
    case 'WAIT_USER_CONFIRM':
      return {
        is: 'waiting',
        transferNo,
        confirmPackage: typeof body.package_info === 'string' ? body.package_info.slice(0, 2000) : null,
      };
    case 'ACCEPTED':
    case 'PROCESSING':
    case 'TRANSFERING':
    case 'CANCELING':
      return { is: 'processing' };
    case 'FAIL':
      return { is: 'failed', why: wordsOf(body.fail_reason) };
    case 'CANCELLED':
      return { is: 'failed', why: wordsOf(body.fail_reason ?? 'CANCELLED') };
    default:
      return { is: 'unreachable', why: `the answer says ${String(body.state).slice(0, 40)}` };
  }
}

/** What the transfer is for, as it was filed with WeChat Pay: TRANSFER_REPORT, `type=content` by `;`. */
const reported = (): { info_type: string; info_content: string }[] =>
  needed('TRANSFER_REPORT')
    .split(';')
    .map((one) => {
      const [type = '', ...content] = one.split('=');
      return { info_type: type.trim(), info_content: content.join('=').trim() };
    });

const NO_ANSWER: TransferAnswer = { is: 'unreachable', why: 'no answer' };

async function send({ billNo, openid, amountFen, name }: TransferAsked): Promise<TransferAnswer> {
  const answer = await askPay('POST', BILLS, {
    appid: needed('WX_APP_ID'),
    out_bill_no: billNo,
    transfer_scene_id: needed('TRANSFER_SCENE'),
    openid,
    ...(name && amountFen >= NAMED_FROM_FEN ? { user_name: sealForPay(name) } : {}),
    transfer_amount: amountFen,
    transfer_remark: '现金余额提现',
    transfer_scene_report_infos: reported(),
  });
  return answer ? read(answer, billNo) : NO_ANSWER;
}

async function query(billNo: string): Promise<TransferAnswer> {
  const answer = await askPay('GET', `${BILLS}/out-bill-no/${billNo}`);
  return answer ? read(answer, billNo) : NO_ANSWER;
}

/** WeChat Pay's merchant transfer: into the change of the WeChat account that asked. */
export const byWechat: TransferProvider = { send, query };
