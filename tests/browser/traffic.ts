import type { CDPSession, Page } from 'playwright-core';

/** Turns in which a page had nothing to do: what an answer sets off has been done by then, however busy the machine is. */
const IDLE_TURNS = 3;
/**
 * A turn that the browser does not give by then is taken: to a page that draws nothing it may give none at all, and
 * nothing else bounds that wait. What the page had to do by then stood before it.
 */
const TURN_AT_MOST_MS = 500;
/** Longer than anything takes on a busy machine. */
const PATIENCE_MS = 60_000;

const watched = new WeakMap<Page, Traffic>();

/**
 * What a page is asking for. Over is told by the page itself having nothing to do, not by a wait: half a second without
 * traffic, which a browser calls idle, is most of the time that a page of this shop takes.
 */
export class Traffic {
  readonly #page: Page;
  readonly #open = new Map<string, string>();
  #asked = 0;
  #whenNone: (() => void)[] = [];

  private constructor(page: Page, network: CDPSession) {
    this.#page = page;
    network.on('Network.requestWillBeSent', ({ requestId, loaderId, request }) => {
      if (/^(data|blob):/.test(request.url)) return;
      // With another document, what the former one asked for is nobody's any more: of some of it no end is told.
      if (requestId === loaderId) for (const one of [...this.#open.keys()]) this.#end(one);
      this.#asked += 1;
      this.#open.set(requestId, `${request.url} ${request.postData ?? ''}`.slice(0, 200));
    });
    const end = ({ requestId }: { requestId: string }) => this.#end(requestId);
    network.on('Network.loadingFinished', end);
    network.on('Network.loadingFailed', end);
    network.on('Network.requestServedFromCache', end);
    // Of an answer whose words nobody reads, as those of the demo's own door, no end is told.
    network.on('Network.responseReceived', ({ requestId, response }) => {
      if (new URL(response.url).pathname.startsWith('/local/')) this.#end(requestId);
    });
    page.on('framenavigated', (frame) => {
      if (frame.url() === 'about:blank') for (const one of [...this.#open.keys()]) this.#end(one);
    });
  }

  /** Counts what a page asks for from now on. */
  static async watch(page: Page): Promise<void> {
    const network = await page.context().newCDPSession(page);
    watched.set(page, new Traffic(page, network));
    await network.send('Network.enable');
  }

  /** The traffic of a page that is watched. */
  static of(page: Page): Traffic {
    const traffic = watched.get(page);
    if (!traffic) throw new Error('nobody watches what this page asks for: openPhone does');
    return traffic;
  }

  #end(requestId: string): void {
    if (!this.#open.delete(requestId) || this.#open.size > 0) return;
    for (const told of this.#whenNone.splice(0)) told();
  }

  /** Until what has been asked for so far has come. */
  async arrived(): Promise<void> {
    if (this.#open.size > 0) await this.#none();
  }

  /** Until everything asked for has come, and what came has set off nothing more. */
  async over(): Promise<void> {
    for (;;) {
      await this.arrived();
      const asked = this.#asked;
      const wasIdle = await this.#idle();
      if (wasIdle && this.#asked === asked && this.#open.size === 0) return;
    }
  }

  #none(): Promise<void> {
    return new Promise((told, failed) => {
      const late = setTimeout(() => failed(new Error(`no end of ${[...this.#open.values()].join(', ')}`)), PATIENCE_MS);
      this.#whenNone.push(() => {
        clearTimeout(late);
        told();
      });
    });
  }

  /** Until the page has had nothing to do for some turns. @returns false where it went elsewhere meanwhile. */
  #idle(): Promise<boolean> {
    const turns = this.#page.evaluate(
      async ([count, atMostMs]) => {
        const turn = () =>
          new Promise<void>((done) => {
            requestAnimationFrame(() => requestIdleCallback(() => done()));
            setTimeout(done, atMostMs);
          });
        for (let taken = 0; taken < count; taken += 1) await turn();
        return true;
      },
      [IDLE_TURNS, TURN_AT_MOST_MS] as const,
    );
    return turns.catch((error: Error) => {
      if (/context was destroyed|navigat/i.test(error.message)) return false;
      throw error;
    });
  }
}
