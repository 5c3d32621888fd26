export const roles = ['praise-listener'] as const;
