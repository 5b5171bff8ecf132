import {
  changeFaults,
  type Fault,
  faultsOf,
  PLAN_KINDS,
  type PlanKind,
  type Plans,
  placeOf,
  plansSchema,
} from '@shared/plans';
import type { PresetName } from '../../config/plans';
import { presets } from '../../config/plans';

type Path = readonly PropertyKey[];

/** The plans of a file or of a publication, or every fault of them; `places` tells where each kind stands. */
interface ReadPlan {
  readonly plans: Plans;
  readonly faults: readonly Fault[];
  readonly places: Readonly<Partial<Record<PlanKind, string>>>;
}

/**
 * Plan blocks, the name of a preset, or a list of such names, standing at a path of the file. A missing one is told by
 * the schema of the file.
 */
export function readPlan(raw: unknown, path: Path): ReadPlan {
  if (raw === undefined) return { plans: {}, faults: [], places: {} };
  if (typeof raw === 'string') return readPresets([raw], () => placeOf(path));
  if (Array.isArray(raw)) return readPresets(raw, (index) => placeOf([...path, index]));
  if (typeof raw !== 'object' || raw === null) {
    const message = 'must be plan blocks, the name of a preset or a list of names';
    return { plans: {}, faults: [{ place: placeOf(path), message }], places: {} };
  }
  const read = plansSchema.safeParse(raw);
  if (!read.success) return { plans: {}, faults: faultsOf(read.error, path), places: {} };
  const places = Object.fromEntries(Object.keys(read.data).map((kind) => [kind, placeOf([...path, kind])]));
  return { plans: read.data as Plans, faults: [], places };
}

function readPresets(names: readonly unknown[], placeAt: (index: number) => string): ReadPlan {
  const blocks: Partial<Record<PlanKind, unknown>> = {};
  const places: Partial<Record<PlanKind, string>> = {};
  const faults: Fault[] = [];
  names.forEach((name, index) => {
    const place = placeAt(index);
    const preset = typeof name === 'string' && Object.hasOwn(presets, name) ? presets[name as PresetName] : undefined;
    if (!preset) {
      faults.push({ place, message: `must be one of ${Object.keys(presets).join(', ')}` });
    } else if (blocks[preset.kind]) {
      faults.push({ place, message: `is a second ${preset.kind} plan` });
    } else {
      blocks[preset.kind] = preset.plan;
      places[preset.kind] = place;
    }
  });
  return { plans: plansSchema.parse(blocks) as Plans, faults, places };
}

/** What a publication may not change of the plans that are on, and a kind that is not on. */
export function publishedFaults({ plans, places }: ReadPlan, on: Plans): Fault[] {
  const off = PLAN_KINDS.filter((kind) => plans[kind] && !on[kind]);
  return [
    ...off.map((kind) => ({ place: places[kind]!, message: 'is not on, and cannot be published' })),
    ...changeFaults(plans, on).map(({ place, message }) => {
      const at = places.appreciation!;
      // A preset is named as a whole.
      return { place: at.endsWith('.appreciation') ? `${at}.${place.split('.')[1]}` : at, message };
    }),
  ];
}
