import { defineCollector } from './collector.ts';
import { restApis } from './rest-apis.ts';
import { v2Apis } from './v2-apis.ts';

/** Every API of a region and its stages. REST and v2 are asked apart: either may be denied without the other. */
export const apis = defineCollector({
  key: 'apigateway.apis',
  needs: [],
  permissions: [
    {
      action: 'apigateway:GET',
      resources: ['/restapis', '/restapis/*/stages', '/apis', '/apis/*/stages'].map(
        (path) => `arn:*:apigateway:*::${path}`,
      ),
    },
  ],
  collect: async (target, ask) => {
    const [rest, v2] = await Promise.all([
      ask.apart((apart) => restApis(target, apart)),
      ask.apart((apart) => v2Apis(target, apart)),
    ]);
    return { rest, v2 };
  },
});
