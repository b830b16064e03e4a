import type { AwsError, Protocol } from './aws-error.ts';
import type { HttpAnswer } from './http.ts';

/** What to answer, and how the operation's protocol writes it. */
export interface Rendering {
  readonly protocol: Protocol;
  readonly requestId: string;
  /** Query and EC2 name the operation and its namespace around the answer. */
  readonly operation: string;
  readonly xmlNamespace: string;
}

/** An operation's output. Members are named, and times written, as the protocol has them. */
export function renderOutput({ protocol, requestId, operation, xmlNamespace }: Rendering, output: object): HttpAnswer {
  switch (protocol) {
    case 'json-1.1':
      return json(200, output, 'application/x-amz-json-1.1', { 'x-amzn-requestid': requestId });
    case 'rest-json':
      return json(200, output, 'application/json', { 'x-amzn-requestid': requestId });
    case 'rest-xml': {
      // The output has one member: the root element.
      const root = members(output, 'Grant').replace('>', ` xmlns="${xmlNamespace}">`);
      return xml(200, `<?xml version="1.0" encoding="UTF-8"?>\n${root}`, requestId);
    }
    case 'query': {
      const result = `<${operation}Result>${members(output, 'member')}</${operation}Result>`;
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      const body = `<${operation}Response xmlns="${xmlNamespace}">${result}${metadata}</${operation}Response>`;
      return xml(200, body, requestId);
    }
    case 'ec2': {
      const content = `<requestId>${requestId}</requestId>${members(output, 'item')}`;
      return xml(200, `<${operation}Response xmlns="${xmlNamespace}">${content}</${operation}Response>`, requestId);
    }
  }
}

export function renderError({ protocol, requestId, xmlNamespace }: Rendering, error: AwsError): HttpAnswer {
  const { status, code, message, members: further } = error;
  switch (protocol) {
    case 'json-1.1': {
      const body = { __type: code, Message: message, ...further };
      return json(status, body, 'application/x-amz-json-1.1', { 'x-amzn-requestid': requestId });
    }
    case 'rest-json':
      return json(status, { message, ...further }, 'application/json', {
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': code,
      });
    case 'rest-xml': {
      const content = members({ Error: { Code: code, Message: message, ...further, RequestId: requestId } }, 'Grant');
      const answer = xml(status, `<?xml version="1.0" encoding="UTF-8"?>\n${content}`, requestId);
      const { Region } = further;
      return Region === undefined
        ? answer
        : { ...answer, headers: { ...answer.headers, 'x-amz-bucket-region': Region } };
    }
    case 'query': {
      const type = status >= 500 ? 'Receiver' : 'Sender';
      const content = members({ Error: { Type: type, Code: code, Message: message }, RequestId: requestId }, 'member');
      return xml(status, `<ErrorResponse xmlns="${xmlNamespace}">${content}</ErrorResponse>`, requestId);
    }
    case 'ec2': {
      const content = members({ Errors: { Error: { Code: code, Message: message } }, RequestID: requestId }, 'item');
      return xml(status, `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${content}</Response>`, requestId);
    }
  }
}

function json(status: number, body: object, type: string, headers: Readonly<Record<string, string>>): HttpAnswer {
  return { status, headers: { ...headers, 'content-type': type }, body: JSON.stringify(body) };
}

function xml(status: number, body: string, requestId: string): HttpAnswer {
  const headers = { 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId, 'content-type': 'text/xml' };
  return { status, headers, body };
}

/** What a list's items are called: in Query, in EC2, and in the only list that S3 sends here. */
type Item = 'member' | 'item' | 'Grant';

/** Elements by name; a list's items are elements of one name within it. What is undefined is left out. A name may carry attributes. */
function members(value: object, item: Item): string {
  let text = '';
  for (const [name, content] of Object.entries(value)) {
    if (content !== undefined) text += `<${name}>${contentOf(content, item)}</${name.split(' ', 1)[0]}>`;
  }
  return text;
}

function contentOf(content: unknown, item: Item): string {
  if (Array.isArray(content)) return content.map((one) => `<${item}>${contentOf(one, item)}</${item}>`).join('');
  if (content instanceof Map) {
    return [...content].map(([key, value]) => `<entry>${members({ key, value }, item)}</entry>`).join('');
  }
  if (typeof content === 'object' && content !== null) return members(content, item);
  return escaped(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

function escaped(text: string): string {
  return /[&<>"\r]/.test(text) ? text.replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? '') : text;
}
