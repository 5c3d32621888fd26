import type { Branch, JsonObject, State } from './asl.ts';

/** ID_Start and ID_Continue as the developer guide's "Variable naming" has it, at most 80 characters. */
const NAME = /^\p{ID_Start}\p{ID_Continue}{0,79}$/u;

/**
 * Checks what a machine assigns: names must be well formed, `states` is reserved, and a branch or a
 * map iteration cannot assign a variable of the scope around it ("Passing data between states with variables").
 */
export function checkVariables(machine: Branch, refuse: (text: string) => Error): void {
  checkScope(machine, new Set(), refuse);
}

function checkScope(branch: Branch, outer: ReadonlySet<string>, refuse: (text: string) => Error): void {
  const own = new Set(Object.values(branch.States).flatMap(assignedBy));
  for (const name of own) {
    if (!NAME.test(name) || name === 'states') throw refuse(`SCHEMA_VALIDATION_FAILED: Invalid variable name: ${name}`);
    if (outer.has(name)) {
      throw refuse(`SCHEMA_VALIDATION_FAILED: Variable ${name} belongs to an outer scope and cannot be assigned here`);
    }
  }
  const visible = new Set([...outer, ...own]);
  for (const state of Object.values(branch.States)) {
    if (state.Type === 'Map') checkScope(state.ItemProcessor, visible, refuse);
    if (state.Type === 'Parallel') for (const inner of state.Branches) checkScope(inner, visible, refuse);
  }
}

function assignedBy(state: State): string[] {
  const assigns: (JsonObject | undefined)[] = [];
  if ('Assign' in state) assigns.push(state.Assign);
  if ('Catch' in state) assigns.push(...(state.Catch ?? []).map((catcher) => catcher.Assign));
  if (state.Type === 'Choice') assigns.push(...state.Choices.map((rule) => rule.Assign));
  return assigns.flatMap((assign) => Object.keys(assign ?? {}));
}
