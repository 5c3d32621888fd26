import { entity } from '../platform/record/entity.ts';
import { praiseSchema } from './praise.ts';

export const praises = entity({
  type: 'praise',
  schema: praiseSchema,
  id: ({ praiseId }) => praiseId,
  indexes: ({ customerId, praiseId, createdAt }) => ({
    GSI1: [`CUSTOMER#${customerId}#PRAISES`, `${createdAt}#${praiseId}`],
  }),
});
