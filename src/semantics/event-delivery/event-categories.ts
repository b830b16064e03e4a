/** Which events of a source are data events, for events that do not say so themselves. */
interface SourceCategories {
  readonly data: ReadonlySet<string>;
  /** Events that no page places. */
  readonly undocumented: ReadonlySet<string>;
  /** Whether everything else is a management event. */
  readonly othersManagement: boolean;
}

function source({
  data = [],
  undocumented = [],
  othersManagement = true,
}: {
  readonly data?: readonly string[];
  readonly undocumented?: readonly string[];
  readonly othersManagement?: boolean;
} = {}): SourceCategories {
  return { data: new Set(data), undocumented: new Set(undocumented), othersManagement };
}

/**
 * Sources whose data events are documented in full, from the CloudTrail User Guide (logging-data-events-with-cloudtrail)
 * and each service's guide: API Gateway (cloudtrail), CloudWatch (logging_cw_api_calls), EventBridge
 * (logging-using-cloudtrail), CloudWatch Logs (logging_cw_api_calls_cwl); and the best-known data events of others.
 */
const SOURCES: ReadonlyMap<string, SourceCategories> = new Map([
  ['apigateway.amazonaws.com', source()],
  ['amplify.amazonaws.com', source()],
  ['amplifybackend.amazonaws.com', source()],
  ['amplifyuibuilder.amazonaws.com', source()],
  ['cloudtrail.amazonaws.com', source()],
  ['iam.amazonaws.com', source()],
  ['kms.amazonaws.com', source()],
  ['organizations.amazonaws.com', source()],
  ['sts.amazonaws.com', source()],
  ['events.amazonaws.com', source({ data: ['PutEvents', 'PutPartnerEvents'] })],
  ['logs.amazonaws.com', source({ undocumented: ['PutLogEvents'] })],
  [
    'monitoring.amazonaws.com',
    source({
      data: ['GetMetricData', 'GetMetricStatistics', 'GetMetricWidgetImage', 'ListMetrics', 'PutMetricData'],
    }),
  ],
  ['lambda.amazonaws.com', source({ data: ['Invoke'], othersManagement: false })],
  ['s3.amazonaws.com', source({ data: ['GetObject', 'PutObject', 'DeleteObject'], othersManagement: false })],
  ['dynamodb.amazonaws.com', source({ data: ['PutItem', 'DeleteItem', 'UpdateItem'], othersManagement: false })],
]);

/** The categories that a call can have. Network activity is not among them: it is another record of the same call. */
export function possibleCategories(eventSource: string | null, eventName: string | null): readonly string[] {
  const either = ['Management', 'Data'];
  const categories = eventSource === null ? undefined : SOURCES.get(eventSource);
  if (categories === undefined) return either;
  const { data, undocumented, othersManagement } = categories;
  if (eventName === null) return data.size + undocumented.size === 0 && othersManagement ? ['Management'] : either;
  if (data.has(eventName)) return ['Data'];
  return othersManagement && !undocumented.has(eventName) ? ['Management'] : either;
}

/** Why CloudTrail never records a call, whatever the trails; null where it may. */
export function neverRecorded(eventSource: string | null, eventName: string | null): string | null {
  const tests = ['TestInvokeMethod', 'TestInvokeAuthorizer'];
  if (eventSource === 'apigateway.amazonaws.com' && eventName !== null && tests.includes(eventName)) {
    return `CloudTrail does not record ${eventName} (API Gateway Developer Guide, cloudtrail)`;
  }
  if (eventSource === 'execute-api.amazonaws.com') {
    return 'calls of an API are not CloudTrail events; only its access and execution logs show them';
  }
  return null;
}
