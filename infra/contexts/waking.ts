import type { Construct } from 'constructs';
import { dueShards } from '../../functions/platform/record/due.ts';
import { counted } from '../constructs/counted.ts';
import { EachMinute } from '../constructs/each-minute.ts';
import { ServiceAlarm } from '../constructs/service-alarm.ts';
import type { House } from '../house.ts';
import { describeExecutions } from '../permissions.ts';

/** What happens at a stored time: the waker, each minute, on as many instances as the stage has. */
export function addWaking(scope: Construct, { operations, functions, workflows }: House): void {
  new EachMinute(scope, 'Waking', {
    operations,
    consumer: functions.onRecord('waker', {
      environment: workflows.environment(),
      permissions: describeExecutions(workflows.machines),
      table: { queries: ['GSI2'], decides: true },
    }),
    description: 'Wakes the records whose time has come',
    inputs: shared(operations.config.wakers),
    whenSilent:
      'The waker is not called each minute: reminders, deadlines and the mending of claims come late for customers, and are made up for once it is.',
  });
  new ServiceAlarm(scope, 'Findings of waker', {
    operations,
    metric: counted(operations, 'waker', 'Findings'),
    meaning: 'Function waker has found cases that stood still: customers waited for nothing. See GET /v1/findings.',
  });
}

/** The shards of the due index dealt out to so many instances. */
function shared(instances: number): { readonly shards: readonly number[] }[] {
  return Array.from({ length: instances }, (_, instance) => ({
    shards: dueShards.filter((shard) => shard % instances === instance),
  }));
}
