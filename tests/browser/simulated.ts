import type { Phone } from './browser';

/** As many as its parts: it comes further each time, or something else is wrong. */
const STOPS_AT_MOST = 24;
/** Its parts are two dozen requests one after the other. */
const PATIENCE_MS = 120_000;

/** Until every part of a simulation is done; where one of them took too long on a busy machine the operator goes on. */
export async function simulated({ page }: Phone): Promise<void> {
  const goOn = page.getByRole('button', { name: '接着算', exact: true }).filter({ visible: true }).first();
  const done = page
    .getByText(/段都算完/)
    .filter({ visible: true })
    .first();
  for (let stops = 0; stops <= STOPS_AT_MOST; stops += 1) {
    await done.or(goOn).first().waitFor({ timeout: PATIENCE_MS });
    if (await done.isVisible()) return;
    await goOn.click();
  }
  throw new Error(`the simulation stopped ${STOPS_AT_MOST} times`);
}
