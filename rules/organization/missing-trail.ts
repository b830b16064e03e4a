import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';

export default defineRule({
  id: 'organization/missing-trail',
  title: 'An organization trail is logging in every region',
  severity: 'medium',
  scope: 'organization',
  needs: ['organizations.organization', 'cloudtrail.organization-trails'],
  controls: [],
  rationale:
    'An organization trail reaches every account, those of tomorrow included, and no member can stop it. Without one, ' +
    'each account’s record depends on what its own administrators keep running.',
  judgement:
    'Passes where the management account lists at least one organization trail that is multi-region and logging. Fails ' +
    'where it lists none. Unknown where none is known to be logging and a status could not be read.',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html'],
  *judge({ 'organizations.organization': organization, 'cloudtrail.organization-trails': trails }) {
    const { arn, id } = organization;
    const subject = { arn, type: 'AWS::Organizations::Organization', name: id, region: null };
    const states = trails.map(({ trail, status }) => ({
      name: trail.name,
      eligible: trail.organization && trail.multiRegion,
      status,
      state: status.status === 'unavailable' ? 'status unknown' : status.value.logging ? 'logging' : 'stopped',
    }));
    const eligible = states.filter((trail) => trail.eligible);
    const logging = eligible.filter(({ state }) => state === 'logging');
    const unread = eligible.flatMap(({ status }) => (status.status === 'unavailable' ? [status] : []));
    const facts = { trails: trails.map(({ trail: { arn, multiRegion } }) => ({ arn, multiRegion })) };
    const named = states.map(({ name, state, eligible }) => `${name} (${state}${eligible ? '' : ', one region only'})`);
    const seen = `organization trails seen: ${named.join(', ') || 'none'}`;

    if (logging.length > 0) {
      yield pass(subject, seen, { facts });
    } else if (unread.length > 0) {
      yield unknown(subject, `no multi-region organization trail is known to be logging; ${seen}`, unread, { facts });
    } else {
      yield fail(subject, `no multi-region organization trail is logging; ${seen}`, { facts });
    }
  },
  remediation: {
    cli: (_, { accountId }) => shell`
      # As the management account. The bucket must let CloudTrail write to it for the organization:
      # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
      aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com
      aws cloudtrail create-trail --name organization --s3-bucket-name ${bucketOf(accountId)} --is-organization-trail --is-multi-region-trail --enable-log-file-validation
      aws cloudtrail start-logging --name organization`,
    terraform: (_, { accountId }) => hcl`
      resource "aws_cloudtrail" "organization" {
        name                       = "organization"
        s3_bucket_name             = ${bucketOf(accountId)}
        is_organization_trail      = true
        is_multi_region_trail      = true
        enable_log_file_validation = true
      }`,
    cloudformation: (_, { accountId }) => yaml`
      OrganizationTrail:
        Type: AWS::CloudTrail::Trail
        Properties:
          TrailName: organization
          S3BucketName: ${bucketOf(accountId)}
          IsLogging: true
          IsOrganizationTrail: true
          IsMultiRegionTrail: true
          EnableLogFileValidation: true`,
  },
});

function bucketOf(accountId: string): string {
  return `cloudtrail-logs-${accountId}`;
}
