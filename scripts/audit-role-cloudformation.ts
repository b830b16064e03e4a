import { stringify } from 'yaml';
import { accountStatements, organizationStatements, type Statement, startScansStatements } from './audit-role.ts';

const HEADER = `# Generated from what Trailgate asks of AWS. README.md in the folder above says how to deploy it.\n`;

/** For a service-managed StackSet, which reaches every account of the organization but the management account. */
export function memberTemplate(): string {
  return template({
    Description: 'Trailgate: the read-only role that a scan assumes in an account',
    Parameters: PARAMETERS,
    Resources: { AuditRole: ROLE, AuditPolicy: policy('Trailgate', accountStatements) },
    Outputs: OUTPUTS,
  });
}

/** For a plain stack in the management account, from where a scan may also be started. */
export function managementTemplate(): string {
  return template({
    Description: 'Trailgate: the read-only role that a scan assumes in the management account of an organization',
    Parameters: { ...PARAMETERS, StartScans: START_SCANS },
    Conditions: { MayStartScans: { 'Fn::Equals': [{ Ref: 'StartScans' }, 'true'] } },
    Resources: {
      AuditRole: ROLE,
      AuditPolicy: policy('Trailgate', [...accountStatements, ...organizationStatements]),
      StartScansPolicy: {
        Condition: 'MayStartScans',
        ...policy('TrailgateStartScans', startScansStatements('${RoleName}')),
      },
    },
    Outputs: OUTPUTS,
  });
}

// The limits are those of IAM's CreateRole and STS's AssumeRole (their API References).
const PARAMETERS = {
  TrustedPrincipalArn: {
    Type: 'String',
    Description: 'The one role or user that may assume this role. It must exist',
    AllowedPattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/.+$',
    ConstraintDescription: 'must be the ARN of an IAM role or user',
  },
  ExternalId: {
    Type: 'String',
    Description: 'What must be named to assume this role: trailgate scan --external-id',
    MinLength: 2,
    MaxLength: 1224,
    AllowedPattern: '^[A-Za-z0-9_+=,.@:/-]+$',
    ConstraintDescription: 'must be letters, digits and _+=,.@:/-',
  },
  RoleName: {
    Type: 'String',
    Description: 'The name of this role, the same in every account: trailgate scan --role-name',
    Default: 'TrailgateAudit',
    MaxLength: 64,
    AllowedPattern: '^[A-Za-z0-9_+=,.@-]+$',
    ConstraintDescription: 'must be letters, digits and _+=,.@-',
  },
  MaxSessionDuration: {
    Type: 'Number',
    Description: 'How long a session may last, in seconds. A scan asks for an hour at a time',
    Default: 3600,
    MinValue: 3600,
    MaxValue: 43_200,
  },
};

const START_SCANS = {
  Type: 'String',
  Description: 'Whether scans are started with this role: it may then assume the role of this name in other accounts',
  AllowedValues: ['true', 'false'],
  Default: 'false',
};

const OUTPUTS = {
  RoleArn: { Description: 'The role', Value: { 'Fn::GetAtt': ['AuditRole', 'Arn'] } },
};

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: { Ref: 'RoleName' },
    Description: 'Read-only, for scans by Trailgate',
    MaxSessionDuration: { Ref: 'MaxSessionDuration' },
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: { Ref: 'TrustedPrincipalArn' } },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
        },
      ],
    },
    Tags: [{ Key: 'Application', Value: 'trailgate' }],
  },
};

/** An inline policy of the role, whose ARNs name the partition that it is deployed in. */
function policy(PolicyName: string, statements: readonly Statement[]) {
  const Statement = statements.map((statement) => ({
    ...statement,
    Resource: statement.Resource.map((arn) =>
      arn === '*' ? arn : { 'Fn::Sub': arn.replace(/^arn:\*:/, 'arn:${AWS::Partition}:') },
    ),
  }));
  const PolicyDocument = { Version: '2012-10-17', Statement };
  return { Type: 'AWS::IAM::Policy', Properties: { PolicyName, Roles: [{ Ref: 'AuditRole' }], PolicyDocument } };
}

function template(sections: object): string {
  // By the rules of YAML 1.1, which CloudFormation and others read, text that looks like a date or a boolean is quoted.
  const options = { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;
  return HEADER + stringify({ AWSTemplateFormatVersion: '2010-09-09', ...sections }, options);
}
