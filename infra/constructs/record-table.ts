import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type CfnTable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { indexes, projected } from '../../functions/platform/record/indexes.ts';
import { physicalName, type StageConfig } from '../config.ts';

/** The one table: every record of every context, its history, and by its stream the outbox. */
export class RecordTable extends Table {
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { config, key }: { readonly config: StageConfig; readonly key: IKey }) {
    super(scope, id, {
      tableName: physicalName(config, 'record'),
      partitionKey: text('PK'),
      sortKey: text('SK'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      // Deletion protection makes deleting fail anyway: whoever wants the table gone takes it off by hand first.
      removalPolicy: RemovalPolicy.RETAIN,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'ttl',
    });
    this.streamArn = (this.node.defaultChild as CfnTable).attrStreamArn;
    for (const indexName of indexes) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(`${indexName}PK`),
        sortKey: text(`${indexName}SK`),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...projected],
      });
    }
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
