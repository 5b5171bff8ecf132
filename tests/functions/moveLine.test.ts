// Lines that go behind another referrer, as columns and as pages alone: against a tree that knows nothing but who referred
// whom. Through the functions: referrer.test.ts.
import fc from 'fast-check';
import {
  type Columns,
  columnsOf,
  emptyPage,
  FIGURES,
  noColumns,
  packed,
} from '../../cloudfunctions/_books/pages/columns';
import { cutPage, deeperPage } from '../../cloudfunctions/_books/pages/cutPage';
import { moveLine } from '../../cloudfunctions/_books/pages/line';
import { pagesBefore, withPagesBehind } from '../../cloudfunctions/_books/pages/movedLines';
import type { MovedLine } from '../../cloudfunctions/_store/documents';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';

/** Who referred each member, by number; -1 for nobody. The order of those whom one referred is that of the pages. */
type Tree = readonly number[];

const trees: fc.Arbitrary<Tree> = fc
  .array(fc.nat(), { minLength: 2, maxLength: 24 })
  .map((chances) => chances.map((chance, at) => (chance % (at + 1)) - 1));
const moves = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 });
const nameOf = (one: number): string => `m${one}`;

/** All members in pre-order, each holding as many orders and as much as its number says. */
function columnsOfTree(above: Tree): Columns {
  const columns = noColumns();
  const visit = (one: number, depth: number) => {
    for (const figure of FIGURES)
      columns[figure].push(figure === 'depth' ? depth : figure === 'orderCount' ? one % 3 : one);
    columns.members.push(nameOf(one));
    for (let nth = 0; nth < one % 3; nth += 1) {
      columns.orders.push(`o${one}x${nth}`);
      columns.remaining.push(one + 1);
      columns.daily.push(1);
    }
    above.forEach((referrer, child) => {
      if (referrer === one) visit(child, depth + 1);
    });
  };
  above.forEach((referrer, one) => {
    if (referrer < 0) visit(one, 0);
  });
  return columns;
}

const isIn = (above: Tree, one: number, top: number): boolean =>
  one >= 0 && (one === top || isIn(above, above[one]!, top));

/** Who stands right below whom, by depth alone. */
function treeOf({ members, depth }: Columns): Map<string, string | null> {
  const line: string[] = [];
  return new Map(
    members.map((memberId, at) => {
      line.length = depth[at]!;
      line.push(memberId);
      return [memberId, depth[at] === 0 ? null : line[depth[at]! - 1]!];
    }),
  );
}

/** What a member's own part of the columns is, wherever it stands. */
function ownOf(columns: Columns): Map<string, unknown> {
  let order = 0;
  return new Map(
    columns.members.map((memberId, at) => {
      const orders = columns.orders.slice(order, order + columns.orderCount[at]!);
      order += columns.orderCount[at]!;
      return [
        memberId,
        [orders, ...FIGURES.filter((figure) => figure !== 'depth').map((figure) => columns[figure][at])],
      ];
    }),
  );
}

test('lines moved at random stand as in a tree of who referred whom; nobody’s figures change', () => {
  fc.assert(
    fc.property(trees, moves, (start, wanted) => {
      let columns = columnsOfTree(start);
      const own = ownOf(columns);
      const above = [...start];
      for (const [a, b] of wanted) {
        const [one, to] = [a % above.length, b % above.length];
        const moved = moveLine(columns, nameOf(one), nameOf(to));
        expect(moved === null).toBe(isIn(above, to, one));
        if (!moved) continue;
        columns = moved;
        above[one] = to;
        expect(treeOf(columns)).toEqual(
          new Map(
            columns.members.map((name) => [
              name,
              above[Number(name.slice(1))]! < 0 ? null : nameOf(above[Number(name.slice(1))]!),
            ]),
          ),
        );
      }
      expect(ownOf(columns)).toEqual(own);
    }),
    { numRuns: 150 },
  );
});

/** Pages as the close keeps them: cut around a line, renumbered, put behind another page. */
class Pages {
  directory = ['p1'];
  readonly all = new Map<string, PageDocument>();
  readonly lines: MovedLine[] = [];

  constructor(columns: Columns) {
    this.all.set('p1', { ...emptyPage('p1'), ...packed(columns) });
  }

  get columns(): Columns[] {
    return this.directory.map((pageId) => columnsOf(this.all.get(pageId)!));
  }

  /** The page that begins with a place, counted over all pages; a cut makes one where none does. */
  #startAt(place: number): string | undefined {
    let first = 0;
    for (const [nth, { members }] of this.columns.entries()) {
      const pageId = this.directory[nth]!;
      if (place === first && members.length > 0) return pageId;
      if (place < first + members.length) {
        const secondId = `p${this.all.size + 1}`;
        const { first: head, second } = cutPage(this.all.get(pageId)!, place - first, secondId, '2026-03-02');
        this.all.set(pageId, head).set(secondId, second);
        this.directory.splice(nth + 1, 0, secondId);
        return secondId;
      }
      first += members.length;
    }
    return undefined;
  }

  cutAt(place: number): void {
    this.#startAt(place);
  }

  move(from: number, upTo: number, behind: number, deeperBy: number): void {
    for (const place of [behind + 1, upTo, from]) this.#startAt(place);
    const nthOf = (place: number) => {
      const pageId = this.#startAt(place);
      return pageId === undefined ? this.directory.length : this.directory.indexOf(pageId);
    };
    const [first, end, next] = [nthOf(from), nthOf(upTo), nthOf(behind + 1)];
    const pageIds = this.directory.slice(first, end);
    const toBehind = this.directory[next - 1]!;
    const line = {
      pageIds,
      behind: this.directory[first - 1] ?? null,
      toBehind,
      made: this.all.size,
      deeperBy,
      volumeFen: 0,
    };
    for (const pageId of pageIds) this.all.set(pageId, deeperPage(this.all.get(pageId)!, deeperBy));
    this.directory = [...withPagesBehind(this.directory, pageIds, toBehind)];
    this.lines.push(line);
  }
}

test('what lines moved is put back as it stood, over pages that were cut and cut again since', () => {
  fc.assert(
    fc.property(trees, moves, fc.array(fc.nat(), { maxLength: 6 }), (start, wanted, cuts) => {
      let whole = columnsOfTree(start);
      const pages = new Pages(whole);
      const stood = [whole];
      for (const [nth, [a, b]] of wanted.entries()) {
        pages.cutAt((cuts[nth] ?? 0) % whole.members.length);
        const [one, to] = [
          whole.members.indexOf(nameOf(a % start.length)),
          whole.members.indexOf(nameOf(b % start.length)),
        ];
        const after = moveLine(whole, whole.members[one]!, whole.members[to]!);
        if (!after) continue;
        let upTo = one + 1;
        while (upTo < whole.members.length && whole.depth[upTo]! > whole.depth[one]!) upTo += 1;
        pages.move(one, upTo, to, whole.depth[to]! + 1 - whole.depth[one]!);
        whole = after;
        stood.push(whole);
        expect(pages.columns.flatMap(({ members }) => members)).toEqual(whole.members);
        expect(pages.columns.flatMap(({ depth }) => depth)).toEqual(whole.depth);
      }
      for (const [nth, then] of stood.entries()) {
        const { pageIds, shallowerBy } = pagesBefore(pages.directory, pages.lines.slice(nth));
        const columns = pageIds.map((pageId) => ({ pageId, ...columnsOf(pages.all.get(pageId)!) }));
        expect(columns.flatMap(({ members }) => members)).toEqual(then.members);
        expect(
          columns.flatMap(({ depth, pageId }) => depth.map((one) => one - (shallowerBy.get(pageId) ?? 0))),
        ).toEqual(then.depth);
      }
    }),
    { numRuns: 150 },
  );
});
