import { accountStatements, organizationStatements, type Statement, startScansStatements } from './audit-role.ts';

/** The module's main.tf; its variables and outputs are written by hand. */
export function terraformMain(): string {
  const statements = [
    ...accountStatements.map(always),
    ...organizationStatements.map((statement) => sometimes(statement, 'var.management_account')),
    ...startScansStatements('${var.role_name}').map((statement) => sometimes(statement, 'var.start_scans')),
  ];
  return `${HEAD}\ndata "aws_iam_policy_document" "permissions" {\n${statements.join('\n\n')}\n}\n`;
}

const HEAD = `# Generated from what Trailgate asks of AWS. README.md in the folder above says how to use this module.

terraform {
  required_version = ">= 1.3"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

data "aws_partition" "current" {}

resource "aws_iam_role" "audit" {
  name                 = var.role_name
  description          = "Read-only, for scans by Trailgate"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_duration
  tags                 = merge({ Application = "trailgate" }, var.tags)
}

resource "aws_iam_role_policy" "audit" {
  name   = "Trailgate"
  role   = aws_iam_role.audit.id
  policy = data.aws_iam_policy_document.permissions.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.trusted_principal_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}
`;

function always(statement: Statement): string {
  return ['  statement {', ...members(statement, '    '), '  }'].join('\n');
}

/** A statement that is there only where the variable is true. */
function sometimes(statement: Statement, variable: string): string {
  return [
    '  dynamic "statement" {',
    `    for_each = ${variable} ? [true] : []`,
    '',
    '    content {',
    ...members(statement, '      '),
    '    }',
    '  }',
  ].join('\n');
}

function members({ Sid, Action, Resource }: Statement, indent: string): readonly string[] {
  const arns = Resource.map((arn) => arn.replace(/^arn:\*:/, 'arn:${data.aws_partition.current.partition}:'));
  return [`${indent}sid = "${Sid}"`, ...list('actions', Action, indent), ...list('resources', arns, indent)];
}

/** A list as `terraform fmt` leaves it alone. */
function list(name: string, values: readonly string[], indent: string): readonly string[] {
  return ['', `${indent}${name} = [`, ...values.map((value) => `${indent}  "${value}",`), `${indent}]`];
}
