export { checklist } from './checklist';
export { client } from './client';
export { database } from './database';
export { functions } from './functions';
export { migrate } from './migrate';
export { owner } from './owner';
export { permissions } from './permissions';
export { pictures } from './pictures';
