import * as z from 'zod';
import promises from '../../rules/cn-promises.json' with { type: 'json' };
import { isZone } from './zone.ts';

/** Where the house's days begin and end, from the promise pack: an IANA time zone. */
export const { zone: houseZone } = z.object({ zone: z.string().refine(isZone) }).parse(promises);
