export const desk = ['praise-listener'] as const;
