/** Tells the local cloud's payment sandbox how the payment ended. Answers whether it heard. */
export async function localPay(prepayId: string, outcome: 'paid' | 'cancelled' | 'failed'): Promise<boolean> {
  try {
    const answer = await fetch(`${CALL_ADDRESS}/local/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prepayId, outcome }),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
