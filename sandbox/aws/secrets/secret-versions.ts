import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';

export interface SecretVersion {
  readonly id: string;
  readonly text: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  stages: readonly string[];
}

/** The versions of a secret. A stage is at one version at most; where AWSCURRENT comes from, AWSPREVIOUS goes to. */
export class SecretVersions {
  #versions: SecretVersion[];

  constructor(text: string, createdAt: number) {
    this.#versions = [{ id: randomUUID(), text, createdAt, stages: ['AWSCURRENT'] }];
  }

  /** Those that still have a stage; AWS forgets the others in its own time. */
  list(): readonly SecretVersion[] {
    return this.#versions.filter(({ stages }) => stages.length > 0);
  }

  at(stage: string): SecretVersion | undefined {
    return this.#versions.find(({ stages }) => stages.includes(stage));
  }

  /** A version of this id, which the same text makes once; throws AwsError for another text. */
  put(id: string, text: string, stages: readonly string[], createdAt: number): SecretVersion {
    const known = this.#versions.find((version) => version.id === id);
    if (known && known.text !== text)
      throw new AwsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret.`,
      );
    if (known) return known;
    const version: SecretVersion = { id, text, createdAt, stages: [] };
    this.#versions.push(version);
    for (const stage of stages) this.move(stage, version);
    return version;
  }

  /** Takes a stage to a version, or away from all. */
  move(stage: string, to: SecretVersion | undefined): void {
    const from = this.at(stage);
    if (from === to) return;
    if (from) from.stages = from.stages.filter((other) => other !== stage);
    if (to) to.stages = [...to.stages, stage];
    if (stage === 'AWSCURRENT') this.move('AWSPREVIOUS', from);
  }
}
