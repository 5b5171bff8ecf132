export { type Advance, targetOf } from './advance';
export { type Cron, nextOccurrence, parseCron } from './cron';
export { type ClockStart, DemoClock } from './demoClock';
export { type KeptClock, type NextEvent, type PastEvent, Schedule, type ScheduleStore, type Task } from './schedule';
