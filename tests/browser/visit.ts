import { chromium } from 'playwright-core';
import { FLAGS, settled } from './browser';
import { Traffic } from './traffic';

/** One file of a visit, by its path, with the bytes that came for it over the wire, headers left out. */
interface Fetched {
  readonly path: string;
  readonly bytes: number;
}

/** What a first visit to the shop's home fetched of the client itself, and how long it took. */
export interface Visit {
  /** Page, scripts and styles, in the order of their size. */
  readonly client: readonly Fetched[];
  readonly clientBytes: number;
  /** Until the first screen was painted, ms from the request for the page, by the browser's own clock. */
  readonly paintedMs: number;
}

/** A slow network of a phone: 500 kbit/s each way, 100 ms until an answer begins. */
const SLOW = { offline: false, latency: 100, downloadThroughput: 500_000 / 8, uploadThroughput: 500_000 / 8 };
/** A visit ends when everything has come that it asks for; far more than that takes on a busy machine. */
const PATIENCE_MS = 60_000;

/** Opens the shop's home in a browser that has never seen it, over a slow network. */
export async function firstVisit(url: string): Promise<Visit> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await Traffic.watch(page);
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', SLOW);
    const kinds = new Map<string, string>();
    /** Over the wire, and as read; of what is not packed the browser tells the second alone. */
    const bytes = new Map<string, { wire: number; read: number }>();
    network.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (['Document', 'Script', 'Stylesheet'].includes(type)) kinds.set(requestId, new URL(response.url).pathname);
    });
    network.on('Network.dataReceived', ({ requestId, dataLength, encodedDataLength }) => {
      const { wire, read } = bytes.get(requestId) ?? { wire: 0, read: 0 };
      bytes.set(requestId, { wire: wire + encodedDataLength, read: read + dataLength });
    });
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('.screen').first().waitFor();
    await settled(page);
    const paintedMs = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
    const client = [...kinds].map(([id, path]) => ({ path, bytes: bytes.get(id)?.wire || bytes.get(id)?.read || 0 }));
    client.sort((one, other) => other.bytes - one.bytes);
    return { client, clientBytes: client.reduce((sum, file) => sum + file.bytes, 0), paintedMs };
  } finally {
    await browser.close();
  }
}
