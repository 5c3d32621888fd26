/** Who works on claims: at a desk, and at the place of the loss. */
export const desk = ['claims-handler', 'claims-supervisor'] as const;
export const field = ['surveyor'] as const;
/** Who reports claims for customers, reads them, and answers what customers ask. */
export const claimStaff = ['agent', 'service-rep', ...desk, 'admin'] as const;
