export { type ActionsOptions, benchActions } from './run';
