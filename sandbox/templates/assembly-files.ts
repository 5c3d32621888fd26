import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One CloudFormation stack of a cloud assembly, as synthesized. */
export interface StackTemplate {
  readonly stackName: string;
  readonly template: Template;
}

/** The synthesized app: its stacks, and where the bundle of each `S3Key` lies on disk. */
export interface AssemblyFiles {
  readonly stacks: readonly StackTemplate[];
  readonly bundles: ReadonlyMap<string, string>;
}

export type Resource = z.infer<typeof resource>;
export type Template = z.infer<typeof template>;

/**
 * Reads a cloud assembly directory (`cdk.out`): the templates of all stacks, stages included, and
 * the folders of their file assets by object key.
 */
export function readAssemblyFiles(directory: string): AssemblyFiles {
  const manifest = readJson(join(directory, 'manifest.json'), manifestFile);
  const stacks: StackTemplate[] = [];
  const bundles = new Map<string, string>();
  for (const [id, artifact] of Object.entries(manifest.artifacts)) {
    const { properties } = artifact;
    if (artifact.type === 'aws:cloudformation:stack' && properties?.templateFile) {
      stacks.push({
        stackName: properties.stackName ?? id,
        template: readJson(join(directory, properties.templateFile), template),
      });
    } else if (artifact.type === 'cdk:asset-manifest' && properties?.file) {
      for (const [key, path] of readBundles(directory, properties.file)) bundles.set(key, path);
    } else if (artifact.type === 'cdk:cloud-assembly' && properties?.directoryName) {
      const stage = readAssemblyFiles(join(directory, properties.directoryName));
      stacks.push(...stage.stacks);
      for (const [key, path] of stage.bundles) bundles.set(key, path);
    }
  }
  return { stacks, bundles };
}

function readBundles(directory: string, file: string): [key: string, path: string][] {
  const assets = readJson(join(directory, file), assetsFile);
  return Object.values(assets.files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map((to): [string, string] => [to.objectKey, join(directory, source.path ?? '')]),
  );
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not what the sandbox reads: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const manifestFile = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
          directoryName: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

const assetsFile = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const template = z.object({
  Description: z.string().optional(),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Resources: z.record(z.string(), resource).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Description: z.string().optional(),
        Export: z.object({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});
