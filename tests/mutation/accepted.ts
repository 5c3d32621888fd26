/** Mutants that no test needs to tell from the rule, and why: the file's end, a part of the line, the reason. */
export const accepted: readonly { readonly file: string; readonly line: string; readonly reason: string }[] = [];
