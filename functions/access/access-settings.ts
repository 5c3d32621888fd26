import * as z from 'zod';
import promises from '../../rules/cn-promises.json' with { type: 'json' };

const settings = z.object({
  accessLog: z.object({
    /** How long it is known who read what. */
    keptDays: z.int().min(1),
    /** Whether a search for customers must say why. */
    searchNeedsReason: z.boolean(),
  }),
});
export type AccessSettings = z.infer<typeof settings>['accessLog'];

export const accessSettings: AccessSettings = settings.parse(promises).accessLog;
