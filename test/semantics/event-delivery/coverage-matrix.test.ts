import { describe, expect, test } from 'vitest';
import type { MatrixRow } from '../../../src/model/coverage-matrix.ts';
import { MATRIX_SERVICES } from '../../../src/model/coverage-matrix.ts';
import { coverageMatrix } from '../../../src/semantics/event-delivery/coverage-matrix.ts';
import { condition } from '../../../src/semantics/event-delivery/management-clauses.ts';
import type { Estate } from '../../rules/trails/estate.ts';
import { advanced, audit, basic, landingZone, statusDenied, stopped, trail } from '../../rules/trails/estate.ts';
import { ACCOUNT, denied } from '../../support/evidence.ts';
import { evidenceOf, targetIn } from './estate-account.ts';

function matrix(given: Estate, partition = 'aws'): readonly MatrixRow[] {
  return [...coverageMatrix(targetIn(partition), evidenceOf(given, partition))];
}

function statesIn(rows: readonly MatrixRow[], region: string, service: string): readonly string[] {
  return rows
    .filter((row) => row.regions.includes(region) && row.service === service)
    .map(({ access, state, extent }) => `${access} ${state} ${extent}`);
}

describe('the coverage matrix', () => {
  test('has a row for reads and writes of each service, and global services only where they arise', () => {
    const rows = matrix({ trails: [{ trail: audit }] });
    const services = (region: string) => [
      ...new Set(rows.filter((row) => row.regions.includes(region)).map((row) => row.service)),
    ];
    const all = MATRIX_SERVICES.map(({ service }) => service);
    expect(services('us-east-1')).toEqual(all);
    expect(services('eu-west-1')).toEqual(all.filter((service) => service !== 'IAM' && service !== 'Organizations'));
    expect(rows).toHaveLength(2 * (11 + 9));
    expect(new Set(rows.map(({ accountId }) => accountId))).toEqual(new Set([ACCOUNT]));
  });

  test('puts regions that are alike into one row', () => {
    const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'];
    const regional = trail('regional', { multiRegion: false, homeRegion: 'ap-south-1' });
    const rows = matrix({ regions, trails: [{ trail: audit }, { trail: regional }] });
    const ofGateway = rows.filter(({ service, access }) => service === 'API Gateway' && access === 'write');
    expect(ofGateway.map((row) => [row.regions, row.trails.length])).toEqual([
      [['us-east-1'], 1],
      [['eu-west-1'], 1],
      [['ap-south-1'], 2],
    ]);
    const twice = matrix({ regions: ['us-east-1', 'eu-west-1', 'eu-south-1'], trails: [{ trail: audit }] });
    expect(new Set(twice.map((row) => row.regions.join()))).toEqual(new Set(['us-east-1', 'eu-west-1,eu-south-1']));
  });

  test('names every trail that records', () => {
    const rows = matrix({ trails: [{ trail: audit }, { trail: landingZone }] });
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['recorded']));
    for (const { trails, perhapsTrails } of rows) {
      expect(trails).toEqual([audit.arn, landingZone.arn]);
      expect(perhapsTrails).toEqual([]);
    }
  });

  test('is lost throughout without a trail that works', () => {
    const rows = matrix({ trails: [{ trail: audit, status: stopped }] });
    expect(new Set(rows.map(({ state, extent, trails }) => `${state} ${extent} ${trails.length}`))).toEqual(
      new Set(['lost all 0']),
    );
  });

  test('tells reads from writes, and sources that a selector leaves out', () => {
    const selectors = advanced(
      condition('readOnly', { equals: ['false'] }),
      condition('eventSource', { notEquals: ['logs.amazonaws.com'] }),
    );
    const rows = matrix({ trails: [{ trail: audit, selectors }] });
    expect(statesIn(rows, 'eu-west-1', 'API Gateway')).toEqual(['read lost all', 'write recorded all']);
    expect(statesIn(rows, 'eu-west-1', 'CloudWatch Logs')).toEqual(['read lost all', 'write lost all']);
  });

  test('says so where only some events are lost, and who records the others', () => {
    const selectors = advanced(condition('eventName', { notStartsWith: ['Put'] }));
    const rows = matrix({ trails: [{ trail: audit, selectors }] });
    expect(statesIn(rows, 'eu-west-1', 'EventBridge')).toEqual(['read lost some', 'write lost some']);
    expect(rows[0]?.trails).toEqual([audit.arn]);
  });

  test('a trail of one region without global service events loses IAM, and some of STS', () => {
    const local = trail('local', { multiRegion: false, includeGlobalServiceEvents: false });
    const rows = matrix({ trails: [{ trail: local }] });
    expect(statesIn(rows, 'us-east-1', 'API Gateway')).toEqual(['read recorded all', 'write recorded all']);
    expect(statesIn(rows, 'us-east-1', 'IAM')).toEqual(['read lost all', 'write lost all']);
    expect(statesIn(rows, 'us-east-1', 'STS')).toEqual(['read lost some', 'write lost some']);
    expect(statesIn(rows, 'us-east-1', 'Organizations')).toEqual(['read uncertain all', 'write uncertain all']);
    expect(statesIn(rows, 'eu-west-1', 'API Gateway')).toEqual(['read lost all', 'write lost all']);
  });

  test('is uncertain where a trail could not be read, and names it apart', () => {
    const rows = matrix({ trails: [{ trail: audit, status: statusDenied }] });
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['uncertain']));
    expect(rows[0]).toMatchObject({ trails: [], perhapsTrails: [audit.arn] });
  });

  test('is uncertain in a region whose trails could not be listed, unless another trail covers it', () => {
    const regional = trail('regional', { multiRegion: false, homeRegion: 'eu-west-1' });
    const given = { denied: ['eu-west-1'], trails: [{ trail: regional }] };
    expect(statesIn(matrix(given), 'eu-west-1', 'API Gateway')).toEqual(['read uncertain all', 'write uncertain all']);
    const covered = { denied: ['eu-west-1'], trails: [{ trail: audit }] };
    expect(statesIn(matrix(covered), 'eu-west-1', 'API Gateway')).toEqual(['read recorded all', 'write recorded all']);
  });

  test('is never lost for certain where nobody says whether events arise', () => {
    const rows = matrix({}, 'aws-us-gov');
    expect(statesIn(rows, 'eu-west-1', 'IAM')).toEqual(['read uncertain all', 'write uncertain all']);
    expect(statesIn(rows, 'eu-west-1', 'API Gateway')).toEqual(['read lost all', 'write lost all']);
  });

  test('does not name a trail that leaves a source out, even where nobody says whether events arise', () => {
    const selectors = advanced(condition('eventSource', { notEquals: ['iam.amazonaws.com'] }));
    const row = matrix({ trails: [{ trail: audit, selectors }] }, 'aws-us-gov').find(
      ({ service }) => service === 'IAM',
    );
    expect(row).toMatchObject({ state: 'uncertain', trails: [], perhapsTrails: [] });
  });

  test('without the account’s regions or the trails’ details every row is uncertain', () => {
    for (const key of ['account.regions', 'cloudtrail.trail-details'] as const) {
      const evidence = { ...evidenceOf({ trails: [{ trail: audit, selectors: basic() }] }), [key]: denied() };
      const rows = [...coverageMatrix(targetIn(), evidence)];
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['uncertain']));
    }
  });
});
