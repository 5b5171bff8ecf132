import { useScale } from '../../../state/preferences';

/** Rows of figures beside their names; at a large type the name has a line of its own above them. */
export const useMatrixClass = (): string => (useScale() > 1 ? 'is-large-matrix' : '');
