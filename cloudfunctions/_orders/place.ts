import { regionOf } from '@shared/regions';
import type { AddressDocument } from '../_store/documents';

/** The code of the place that an address names; '' where what was typed in older days names none. */
export const placeCodeOf = ({ place, region }: Pick<AddressDocument, 'place' | 'region'>): string =>
  place?.code ?? regionOf(region)?.code ?? '';
