import { type IEventBus, Match } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { chains } from '../../functions/chains.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import type { House } from '../house.ts';

/** The packs that a stage tries: told of all that happens to its cases, and of nothing where it tries none. */
export function addShadow(scope: Construct, { operations, functions, stateful }: House): void {
  const { shadowPacks } = operations.config;
  const consumer = functions.onRecord('deadlines-shadow', {
    environment: { SHADOW_PACKS: shadowPacks.join(',') },
    table: { decides: true },
  });
  if (shadowPacks.length === 0) return;
  const clocked = chains.filter(({ hasClocks }) => hasClocks);
  new EventConsumer(scope, 'ShadowedCase', {
    operations,
    source: {
      bus: stateful.bus as IEventBus,
      pattern: {
        source: ['careline'],
        detailType: Match.anyOf(...clocked.map(({ name }) => Match.prefix(`${name}.`))),
      },
    },
    consumer,
    name: 'deadlines-shadow',
    description: 'What happens to cases, for the packs that are tried',
    whenFailed:
      'What happened to a case was not counted by the packs that are tried: its next event makes up for it; customers notice nothing.',
  });
}
