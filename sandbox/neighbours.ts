import type { Interceptor } from './aws/services.ts';
import type { VirtualClock } from './clock.ts';
import type { Routes } from './http/server.ts';

/** A system outside of AWS that the app talks to, such as a bank, played beside it. */
export interface Neighbour {
  /** In its routes (`/_sandbox/<name>/…`) and in faults. */
  readonly name: string;
  /** The action by which the app asks for something, the only one that a fault may refuse for good. */
  readonly asked: string;
  start(surroundings: Surroundings): RunningNeighbour;
}

/** What a neighbour finds around it. */
export interface Surroundings {
  readonly clock: VirtualClock;
  /** Of the API. */
  readonly url: string;
  /** An environment variable of the app's functions, by which they know of the neighbour. */
  variable(name: string): string | undefined;
  /** The text of a secret, by its name or ARN: the one in place now, by default, or the one of another stage. */
  secret(id: string, stage?: 'AWSPREVIOUS'): string | undefined;
  /** Does what is asked of it, or tells the app something, as an action that faults can strike at. */
  call<T>(action: string, perform: () => Promise<T>): Promise<T>;
}

export interface RunningNeighbour {
  /** By method and path behind its name: `POST /orders`. Functions whose environment names such an address find it there. */
  readonly routes: Routes;
  /** Forgets everything. */
  reset(): void;
}

interface Place extends Omit<Surroundings, 'call'> {
  /** Stands around each of their calls. */
  readonly around: Interceptor;
}

/** Starts neighbours; their routes are those of the sandbox. */
export function startNeighbours(neighbours: readonly Neighbour[], { around, ...place }: Place): RunningNeighbour {
  const running = neighbours.map((neighbour) => {
    const { name } = neighbour;
    const call = callsOf(name, around);
    return { name, ...neighbour.start({ ...place, call }) };
  });
  const routes = running.flatMap(({ name, routes }) =>
    Object.entries(routes).map(([route, serve]) => [route.replace(' ', ` /_sandbox/${name}`), serve]),
  );
  return {
    routes: Object.fromEntries(routes),
    reset() {
      for (const neighbour of running) neighbour.reset();
    },
  };
}

function callsOf(name: string, around: Interceptor): Surroundings['call'] {
  return async <T>(action: string, perform: () => Promise<T>): Promise<T> => {
    const answer = Promise.withResolvers<T>();
    await around({ caller: { kind: 'outside', name }, service: name, action, input: {} }, async () => {
      answer.resolve(await perform());
      return {};
    });
    return answer.promise;
  };
}
