import { DATA_VERSION_PLACE } from '@shared/contract';
import { dataVersions } from './collections';

/** One list that is asked for beside others: rows of a pipeline in the database's own form. It ends in a limit. */
export interface Listing {
  readonly from: string;
  readonly pipeline: readonly object[];
}

/**
 * Several lists in one request, by name: each is looked up beside one row that is always there. A list that asks for
 * nothing is not asked for.
 */
export async function together<Name extends string>(
  lists: Readonly<Record<Name, Listing | null>>,
): Promise<Readonly<Record<Name, readonly unknown[]>>> {
  const asked = (Object.entries(lists) as [Name, Listing | null][]).filter(([, list]) => list !== null);
  const nothing = Object.fromEntries(Object.keys(lists).map((name) => [name, []]));
  if (asked.length === 0) return nothing as never;
  const [row] = await dataVersions.aggregate((pipeline) =>
    asked
      .reduce(
        (rows, [name, list]) => rows.lookup({ from: list!.from, pipeline: list!.pipeline, as: name }),
        pipeline.match({ _id: DATA_VERSION_PLACE.id }).project({ _id: true }),
      )
      .limit(1),
  );
  const { _id, ...found } = row ?? {};
  return { ...nothing, ...found } as never;
}
