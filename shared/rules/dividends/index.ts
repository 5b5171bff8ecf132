export * from './accrue';
export * from './close';
export * from './page';
export * from './standing';
