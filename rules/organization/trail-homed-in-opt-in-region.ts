import { nist } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { trailSubject } from '../../src/semantics/event-delivery/account-trails.ts';

export default defineRule({
  id: 'organization/trail-homed-in-opt-in-region',
  title: 'The home region of an organization trail is enabled in every account',
  severity: 'medium',
  scope: 'organization',
  needs: ['organizations.organization', 'cloudtrail.organization-trails', 'organizations.regions'],
  controls: nist('AU-2', 'AU-12'),
  rationale:
    'Members that have not enabled a trail’s home region send it nothing, from any region, and nobody is told. An ' +
    'account that joins tomorrow has no region enabled that must be opted into.',
  judgement:
    'Judges each organization trail of all regions. Fails where its home is a region that accounts must opt into, ' +
    'passes where it is enabled by default; which members did opt in does not count. Not applicable where the ' +
    'organization has no such trail. Unknown where the management account’s regions could not be read or lack the home region.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-troubleshooting.html',
  ],
  *judge(seen) {
    const { arn, id } = seen['organizations.organization'];
    const regions = seen['organizations.regions'];
    const everywhere = regions.filter(({ optIn }) => !optIn).map(({ name }) => name);
    const trails = seen['cloudtrail.organization-trails'].filter(({ trail }) => trail.multiRegion);
    for (const { trail } of trails) {
      const { name, homeRegion, bucket } = trail;
      const home = regions.find((region) => region.name === homeRegion);
      // us-east-1 is where global service events arise; another partition has none of that name.
      const better = everywhere.includes('us-east-1') ? 'us-east-1' : (everywhere[0] ?? '');
      const subject = { ...trailSubject(trail), bucket: bucket ?? '', better };
      const facts = { homeRegion };
      if (home === undefined)
        yield unknown(subject, `AWS lists no region ${homeRegion}, the home of ${name}`, [], { facts });
      else if (home.optIn)
        yield fail(subject, `${name} is homed in ${homeRegion}, which accounts must opt into`, { facts });
      else yield pass(subject, `${name} is homed in ${homeRegion}, which every account has enabled`, { facts });
    }
    if (trails.length > 0) return;
    const subject = { arn, type: 'AWS::Organizations::Organization', name: id, region: null };
    yield notApplicable(subject, 'the organization has no trail of all regions');
  },
  remediation: {
    cli: ({ arn, name, region, bucket, better }) => shell`
      # A home region cannot be changed. Make the same trail in a region that every account has, then delete this one.
      aws cloudtrail create-trail --name ${name} --region ${better} --s3-bucket-name ${bucket} --is-organization-trail --is-multi-region-trail --enable-log-file-validation
      aws cloudtrail start-logging --name ${name} --region ${better}
      aws cloudtrail delete-trail --name ${arn} --region ${region}`,
    terraform: ({ name, bucket, better }) => hcl`
      resource "aws_cloudtrail" "organization" {
        region                     = ${better}
        name                       = ${name}
        s3_bucket_name             = ${bucket}
        is_organization_trail      = true
        is_multi_region_trail      = true
        enable_log_file_validation = true
      }`,
    cloudformation: ({ name, bucket, better }) => yaml`
      # to deploy in ${better}
      OrganizationTrail:
        Type: AWS::CloudTrail::Trail
        Properties:
          TrailName: ${name}
          S3BucketName: ${bucket}
          IsLogging: true
          IsOrganizationTrail: true
          IsMultiRegionTrail: true
          EnableLogFileValidation: true`,
  },
});
