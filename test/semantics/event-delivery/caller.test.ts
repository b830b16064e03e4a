import { describe, expect, test } from 'vitest';
import { callerOf } from '../../../src/semantics/event-delivery/caller.ts';
import { DEPLOY } from './records.ts';

const ACCOUNT = '111122223333';

describe('who made a call', () => {
  test.each([
    [{ type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT }, `the root user of account ${ACCOUNT}`],
    [
      { type: 'IAMUser', userName: 'ada', arn: `arn:aws:iam::${ACCOUNT}:user/ada`, accountId: ACCOUNT },
      `the IAM user ada of account ${ACCOUNT}`,
    ],
    [DEPLOY, `the role Deploy in its session ci-4711 of account ${ACCOUNT}`],
    [
      { ...DEPLOY, invokedBy: 'cloudformation.amazonaws.com' },
      `the role Deploy in its session ci-4711 of account ${ACCOUNT}, through the AWS service cloudformation.amazonaws.com`,
    ],
    [
      {
        ...DEPLOY,
        sessionContext: { webIdFederationData: { federatedProvider: 'accounts.google.com', attributes: {} } },
      },
      `the role Deploy in its session ci-4711 of account ${ACCOUNT}, federated by accounts.google.com`,
    ],
    [
      { type: 'FederatedUser', arn: `arn:aws:sts::${ACCOUNT}:federated-user/grace`, accountId: ACCOUNT },
      `the federated user grace of account ${ACCOUNT}`,
    ],
    [
      { type: 'WebIdentityUser', userName: 'app-user', identityProvider: 'graph.facebook.com' },
      'the web identity app-user, federated by graph.facebook.com',
    ],
    [
      { type: 'SAMLUser', userName: 'ada@example.com', identityProvider: 'idp' },
      'the SAML identity ada@example.com, federated by idp',
    ],
    [
      { type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf: { userId: 'c0ffee', identityStoreArn: 'arn' } },
      `the IAM Identity Center user c0ffee of account ${ACCOUNT}`,
    ],
    [{ type: 'AWSService', invokedBy: 'apigateway.amazonaws.com' }, 'the AWS service apigateway.amazonaws.com'],
    [
      { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '444455556666' },
      'somebody AIDAEXAMPLE of account 444455556666',
    ],
    [{}, 'a caller of the type Unknown'],
    [{ type: 7, userName: {}, arn: null }, 'a caller of the type Unknown'],
  ])('%#: %s', (userIdentity, words) => {
    expect(callerOf({ userIdentity })?.words).toBe(words);
  });

  test.each([undefined, null, 'root', 7])('is not told by a userIdentity that is %s', (userIdentity) => {
    expect(callerOf({ userIdentity })).toBeNull();
  });
});
