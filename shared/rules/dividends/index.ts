export * from './accrue';
export * from './close';
