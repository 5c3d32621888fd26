import type { Task } from '../../functions/tasks/task.ts';
import type { Caller } from '../../tests/support/api.ts';
import type { Chance } from './chance.ts';
import { decisionOn } from './decisions.ts';
import { afterWork } from './office-hours.ts';
import { team } from './portfolio.ts';
import { attempt, type Scene } from './scene.ts';

/** Staff take their tasks on and decide them in their working hours, most in time and some too late. */
export function playDesk(scene: Scene): void {
  scene.records.onTask((task) => {
    if (task.queue === 'customer') return;
    const chance = scene.chanceOf(`task ${task.taskId}`);
    const hours = chance.weighted([
      [80, chance.between(0.2, 5)],
      [14, chance.between(5, 14)],
      [6, chance.between(18, 60)],
    ]);
    const opened = scene.now();
    const takenOn = afterWork(opened, hours * chance.between(0.1, 0.6));
    const who = chance.whole(0, 2);
    scene.agenda.plan(takenOn, () => takeOn(scene, task.taskId, who));
    scene.agenda.plan(afterWork(opened, hours), () => decide(scene, task.taskId, who, chance));
  });
}

async function takeOn(scene: Scene, taskId: string, who: number): Promise<void> {
  const task = openTask(scene, taskId);
  if (!task || task.assignee) return;
  const as = deciderOf(scene, task, who);
  await attempt(scene, { route: 'POST /v1/tasks/{taskId}/assignment', params: { taskId }, as, body: {} });
}

async function decide(scene: Scene, taskId: string, who: number, chance: Chance): Promise<void> {
  const task = openTask(scene, taskId);
  const claim = task && scene.records.claims.get(task.caseId);
  if (!task || !claim) return;
  const as =
    Object.values(team)
      .flat()
      .find(({ sub }) => sub === task.assignee?.sub) ?? deciderOf(scene, task, who);
  const body = decisionOn(task, claim, scene.records, chance);
  await attempt(scene, { route: 'POST /v1/tasks/{taskId}/decision', params: { taskId }, as, body });
}

function openTask({ records }: Scene, taskId: string): Task | undefined {
  const task = records.tasks.get(taskId);
  return task?.status === 'OPEN' ? task : undefined;
}

/** Who decides a task; nobody checks what they did themselves. */
function deciderOf({ records }: Scene, { queue, caseId }: Task, who: number): Caller {
  const claim = records.claims.get(caseId);
  const maker = claim?.status === 'ADJUDICATION' ? claim.proposal?.maker.sub : undefined;
  const namedBy = claim && 'payeeNamedBy' in claim ? claim.payeeNamedBy?.sub : undefined;
  const [one, two] = team[roleOf(queue)];
  const [first, other] = who === 0 ? [one, two] : [two, one];
  return first.sub === maker || first.sub === namedBy ? other : first;
}

function roleOf(queue: string): keyof typeof team {
  if (queue === 'surveyor' || queue === 'claims-handler' || queue === 'claims-supervisor') return queue;
  throw new Error(`Nobody here works on the queue ${queue}`);
}
