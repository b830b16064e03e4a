import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT_RULES } from '../support/contract.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import type { RefusingProxy } from '../support/refusing-proxy.ts';
import { startRefusingProxy } from '../support/refusing-proxy.ts';
import { seedManyApis } from '../support/seed/many-apis.ts';
import { trailgate } from '../support/trailgate.ts';

/** Counted by a proxy in front of moto, not by Trailgate itself. */
describe.skipIf(!motoAvailable)(
  'the requests of a scan with the rules of the contract, of 80 REST APIs over four regions',
  () => {
    let moto: Moto;
    let proxy: RefusingProxy;
    let requests: Record<string, number>;
    let claimed: Record<string, number>;

    beforeAll(async () => {
      moto = await startMoto();
      await seedManyApis({ endpoint: moto.endpoint });
      proxy = await startRefusingProxy(moto.endpoint);
      const { stdout } = await trailgate(
        [
          'scan',
          ...CONTRACT_RULES,
          '--regions',
          'us-east-1,eu-west-1,us-west-2,ap-southeast-2',
          '--rate-share',
          '1',
          '--report',
          'json',
          '--quiet',
        ],
        { env: awsEnvironment(proxy.endpoint) },
      );
      requests = {};
      for (const { service, operation } of proxy.requests) {
        const name = `${service}:${operation}`;
        requests[name] = (requests[name] ?? 0) + 1;
      }
      claimed = JSON.parse(stdout).scan.requests;
    }, 120_000);
    afterAll(async () => {
      await proxy?.stop();
      await moto?.stop();
    });

    test('are at most 120', () => {
      expect(proxy.requests.length).toBeLessThanOrEqual(120);
    });

    test('are one for each API and region, and one for each thing that is the same everywhere', () => {
      expect(requests).toMatchObject({
        'sts:GetCallerIdentity': 1,
        'cloudtrail:DescribeTrails': 4,
        'cloudtrail:GetTrailStatus': 1,
        'cloudtrail:GetEventSelectors': 1,
        'apigateway:GetAccount': 4,
        'apigateway:GetRestApis': 4,
        'apigateway:GetStages': 80,
        'apigatewayv2:GetApis': 4,
        'iam:GetRole': 1,
        'iam:GetPolicy': 1,
      });
    });

    test('are what the report says they were', () => {
      const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0);
      expect(sum(claimed)).toBe(proxy.requests.length);
    });
  },
);
