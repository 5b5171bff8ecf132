import type Database from 'libsql';

/** An open database. */
export type Sqlite = InstanceType<typeof Database>;
