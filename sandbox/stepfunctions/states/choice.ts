import type { ChoiceState } from '../asl.ts';
import { AslError } from '../asl-error.ts';
import type { Transition, Visit } from '../visit.ts';

/** Takes the first rule whose condition is true, with that rule's Output and Assign, else the default with the state's own. */
export async function runChoice(visit: Visit, state: ChoiceState): Promise<Transition> {
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/Condition`;
    const holds = await visit.fill(rule.Condition, field);
    if (typeof holds !== 'boolean') throw visit.wrongType(rule.Condition, field, 'boolean', holds);
    if (holds) return visit.shape(rule, visit.input, {}, `Choices[${index}]/`);
  }
  if (state.Default === undefined) {
    // "If no choices match, the error is reported with the States.Runtime error name" ("Handling errors").
    const text = 'Failed to transition out of the state. The state does not point to a next state.';
    throw new AslError('States.Runtime', visit.explain(text));
  }
  return visit.shape({ Output: state.Output, Assign: state.Assign, Next: state.Default }, visit.input);
}
