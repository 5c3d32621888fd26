/** Who works on claims. */
export const roles = ['surveyor', 'claims-handler', 'claims-supervisor'] as const;
