/** Something that no audit log of AWS shows, or that a scan of configuration cannot prove. */
export interface BlindSpot {
  readonly title: string;
  readonly detail: string;
}

/**
 * What stays unproven however clean a report is, for every report to say. From the CloudTrail User Guide (concepts,
 * limits, troubleshooting, log file validation, service-specific topics) and the API Gateway Developer Guide
 * (monitoring of REST, HTTP and WebSocket APIs).
 */
export const BLIND_SPOTS: readonly BlindSpot[] = [
  {
    title: 'Calls of an API are not in CloudTrail',
    detail: 'CloudTrail records changes to an API. Who called it is in access logs and execution logs only.',
  },
  {
    title: 'Test invocations leave nothing',
    detail: 'TestInvokeMethod and TestInvokeAuthorizer write no CloudTrail event, no log and no metric.',
  },
  {
    title: 'Some refused requests are never logged',
    detail:
      'API Gateway may write neither log nor metric for a request that is too large (413, 431), for heavy throttling (429), for a custom domain without a mapping, and for some internal errors.',
  },
  {
    title: 'Execution logs are delivered at best effort',
    detail: 'A correct configuration makes records likely. It does not prove that each one arrived.',
  },
  {
    title: 'CloudTrail delivers late',
    detail:
      'About five minutes on average, without a guarantee. Events that were held up arrive later, marked as such.',
  },
  {
    title: 'Event history is no archive',
    detail:
      'It holds 90 days of management events, for one account and one region at a time, and ignores what trails exclude.',
  },
  {
    title: 'Large events are cut or held back',
    detail: 'Events over 256 KB never reach CloudWatch Logs or EventBridge, and oversized records lose fields.',
  },
  {
    title: 'EventBridge sees what a trail sees',
    detail:
      'Rules on API calls need a trail that logs that kind of event, and match on the bus of the region of the call.',
  },
  {
    title: 'Log file validation needs somebody to validate',
    detail: 'Digests prove integrity only while they are kept and checked. A broken chain cannot be mended.',
  },
  {
    title: 'A trail can look alive and deliver nothing',
    detail:
      'A trail whose bucket is gone still says that it is logging, and retries for 30 days. A bucket in a closed account is lost with the account.',
  },
  {
    title: 'A new region is covered late',
    detail: 'After a region is enabled, hours can pass before multi-region trails cover it in full.',
  },
  {
    title: 'Not every service reports to CloudTrail',
    detail: 'Services in preview, and those without a public API, are not supported by CloudTrail.',
  },
  {
    title: 'A scan is one moment',
    detail:
      'AWS answers with eventual consistency. What was denied, throttled or disabled is reported as unknown, never as passed.',
  },
];
