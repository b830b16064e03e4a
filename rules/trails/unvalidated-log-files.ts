import { cisLogging, fsbp, nist, pci, soc2 } from '../../src/model/controls.ts';
import { hcl, shell, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass } from '../../src/model/verdict.ts';
import { trailSubject } from '../../src/semantics/event-delivery/account-trails.ts';
import { judgeOwnTrails } from './by-trail.ts';

export default defineRule({
  id: 'trails/unvalidated-log-files',
  title: 'Trails sign their log files',
  severity: 'medium',
  scope: 'account',
  needs: ['cloudtrail.trails'],
  controls: [
    ...cisLogging('3.2', '4.2'),
    fsbp('CloudTrail.4'),
    ...nist('AU-9', 'SI-7(1)', 'SI-7(3)', 'SI-7(7)'),
    ...pci('10.3.2'),
    soc2('CC7.3'),
  ],
  rationale:
    'Without signed digests nobody can show that a log file was not changed or taken away after it was delivered. What ' +
    'was delivered while validation was off is never signed later.',
  judgement:
    'Judges each trail in the account that owns it: passes where log file validation is on, fails where it is off. ' +
    'Whether somebody keeps and checks the digests is not seen. Unknown where regions could not list their trails.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4',
  ],
  judge: ({ 'cloudtrail.trails': regions }, { target }) =>
    judgeOwnTrails(regions, target, (trail) => {
      const subject = trailSubject(trail);
      return trail.logFileValidation
        ? pass(subject, `${trail.name} signs its log files`)
        : fail(subject, `log file validation of ${trail.name} is off`);
    }),
  remediation: {
    cli: ({ arn, region }) => shell`
      aws cloudtrail update-trail --name ${arn} --region ${region} --enable-log-file-validation`,
    terraform: ({ arn }) => hcl`
      # In the aws_cloudtrail resource of ${arn}:
      enable_log_file_validation = true`,
    cloudformation: ({ arn }) => yaml`
      # In the AWS::CloudTrail::Trail of ${arn}:
      Properties:
        EnableLogFileValidation: true`,
  },
});
