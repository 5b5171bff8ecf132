export { createCarry, type ReleaseCarry } from './carry';
export { carryFromJson, carryToJson } from './carryJson';
export { closePage, finishForest } from './close';
export { BY_VOLUME, createReleasePage, type ReleasePage } from './page';
export { MOST_RANKS, type ReleaseTerms } from './terms';
export type { Credited } from './totals';
