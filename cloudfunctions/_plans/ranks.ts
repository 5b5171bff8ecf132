export { rankName } from '@shared/format';
