/** What roles may do though no story needs it, and why they may. */
export const unneededPermissions: readonly {
  readonly bearer: RegExp;
  readonly actions: readonly string[];
  readonly why: string;
}[] = [
  {
    bearer:
      /^(organisation|customers|policies|tasks|claims|payments|executions|deadlines)-api$|^claims-|^cases-ended$|^waker$|^access-keeper$|^notifications-(sender|feedback)$|^payments-dispatch$|^jobs-runner$/,
    actions: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    why:
      'The DynamoDB developer guide (encryption at rest, permissions for a customer managed key) lists them as the least ' +
      'for a table with such a key and does not say which call needs which. Its examples show Decrypt alone in the name ' +
      'of a caller, so that alone is demanded here.',
  },
  {
    bearer: /^(notifications|cases|access|jobs)-api$/,
    actions: ['kms:DescribeKey'],
    why: 'The same, for a function that reads only.',
  },
  {
    bearer: /^deadlines-shadow$/,
    actions: ['dynamodb:PutItem', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    why: 'The stage of the sandbox tries no pack: there it reads a case, and has nothing to write.',
  },
  {
    bearer: /^claim-lifecycle$/,
    actions: [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    why:
      "Step Functions sets the workflow's log up with them when the workflow is deployed (Step Functions developer guide, " +
      'logging); executions do not use them.',
  },
];
