# Generated from what Trailgate asks of AWS. README.md in the folder above says how to use this module.

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

data "aws_iam_policy_document" "permissions" {
  statement {
    sid = "TrailgateAccount"

    actions = [
      "account:ListRegions",
    ]

    resources = [
      "*",
    ]
  }

  statement {
    sid = "TrailgateApigateway"

    actions = [
      "apigateway:GET",
    ]

    resources = [
      "arn:${data.aws_partition.current.partition}:apigateway:*::/account",
    ]
  }

  statement {
    sid = "TrailgateApigateway2"

    actions = [
      "apigateway:GET",
    ]

    resources = [
      "arn:${data.aws_partition.current.partition}:apigateway:*::/restapis",
      "arn:${data.aws_partition.current.partition}:apigateway:*::/restapis/*/stages",
      "arn:${data.aws_partition.current.partition}:apigateway:*::/apis",
      "arn:${data.aws_partition.current.partition}:apigateway:*::/apis/*/stages",
    ]
  }

  statement {
    sid = "TrailgateCloudtrail"

    actions = [
      "cloudtrail:DescribeTrails",
    ]

    resources = [
      "*",
    ]
  }

  statement {
    sid = "TrailgateCloudtrail2"

    actions = [
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetTrailStatus",
    ]

    resources = [
      "arn:${data.aws_partition.current.partition}:cloudtrail:*:*:trail/*",
    ]
  }

  statement {
    sid = "TrailgateEc2"

    actions = [
      "ec2:DescribeRegions",
    ]

    resources = [
      "*",
    ]
  }

  statement {
    sid = "TrailgateFirehose"

    actions = [
      "firehose:DescribeDeliveryStream",
    ]

    resources = [
      "arn:${data.aws_partition.current.partition}:firehose:*:*:deliverystream/amazon-apigateway-*",
    ]
  }

  statement {
    sid = "TrailgateIam"

    actions = [
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListRolePolicies",
    ]

    resources = [
      "arn:${data.aws_partition.current.partition}:iam::*:role/*",
    ]
  }

  statement {
    sid = "TrailgateIam2"

    actions = [
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
    ]

    resources = [
      "*",
    ]
  }

  statement {
    sid = "TrailgateLogs"

    actions = [
      "logs:DescribeDeliveries",
      "logs:DescribeDeliverySources",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
    ]

    resources = [
      "*",
    ]
  }

  statement {
    sid = "TrailgateS3"

    actions = [
      "s3:GetBucketAcl",
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketPolicyStatus",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketVersioning",
    ]

    resources = [
      "arn:${data.aws_partition.current.partition}:s3:::*",
    ]
  }

  statement {
    sid = "TrailgateSns"

    actions = [
      "sns:GetTopicAttributes",
    ]

    resources = [
      "arn:${data.aws_partition.current.partition}:sns:*:*:*",
    ]
  }

  dynamic "statement" {
    for_each = var.management_account ? [true] : []

    content {
      sid = "TrailgateOrganizations"

      actions = [
        "organizations:DescribeOrganization",
        "organizations:ListAccounts",
        "organizations:ListAccountsForParent",
        "organizations:ListDelegatedAdministrators",
        "organizations:ListOrganizationalUnitsForParent",
      ]

      resources = [
        "*",
      ]
    }
  }

  dynamic "statement" {
    for_each = var.start_scans ? [true] : []

    content {
      sid = "TrailgateSts"

      actions = [
        "sts:AssumeRole",
      ]

      resources = [
        "arn:${data.aws_partition.current.partition}:iam::*:role/${var.role_name}",
      ]
    }
  }
}
