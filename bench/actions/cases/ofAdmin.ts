import type { ActionName } from '@shared/contract';
import type { CollectibleAction } from './collectibles';
import type { OverviewAction } from './overview';
import type { PeopleAction } from './people';
import type { PlanAction } from './plans';
import type { SettingsAction } from './settings';

/** Actions of administrators whose cases are in no file of their own. */
export type AdminAction = Exclude<
  Extract<ActionName, `admin.${string}`>,
  CollectibleAction | OverviewAction | PeopleAction | PlanAction | SettingsAction
>;
