export type { Lived } from './crew';
export { type Life, openLife } from './life';
export { Living, type Moving } from './living';
