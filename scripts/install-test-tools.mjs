// Installs what only the tests need: a browser, the SARIF Multitool and a second Node in test/tools, judges of workflows
// and Terraform in test/tools/bin, and moto server and other Python tools in .venv/tools. All stand on files with hashes.
// Does nothing, and says nothing, once they are in place.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tools = `${root}test/tools`;
const venv = `${root}.venv/tools`;
const OLDEST_PYTHON = [3, 11];

try {
  installTools();
  installGoTools();
  installPythonTools();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function installTools() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('The browser and the SARIF Multitool are for Linux x64: tests that need them will be skipped.');
    return;
  }
  const stamp = stampOf(`${tools}/node_modules`, [`${tools}/package.json`, `${tools}/package-lock.json`]);
  if (stamp.fresh()) return;
  console.log('Installing the browser and the SARIF Multitool into test/tools ...');
  run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: tools });
  // The package's own install script does only this.
  chmodSync(`${tools}/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool`, 0o755);
  stamp.write();
}

function installGoTools() {
  const stamp = stampOf(`${tools}/bin`, [`${tools}/go.mod`, `${tools}/go.sum`]);
  if (stamp.fresh()) return;
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) {
    missing('Go 1.24 or later is not installed: the tests of workflows and Terraform');
    return;
  }
  console.log('Building actionlint and the judges of Terraform into test/tools/bin ...');
  run('go', ['install', 'tool'], { cwd: tools, env: { ...process.env, GOBIN: `${tools}/bin` } });
  stamp.write();
}

function installPythonTools() {
  const requirements = `${root}test/tools/requirements.txt`;
  const stamp = stampOf(venv, [requirements]);
  // bin/python is a link to the Python that made the environment, which may be gone.
  if (stamp.fresh() && existsSync(`${venv}/bin/python`)) return;
  const python = findPython();
  if (python === null) {
    missing(`Python ${OLDEST_PYTHON.join('.')} or later is not installed: the tests against moto server`);
    return;
  }
  console.log('Installing moto server and the tools of the tests into .venv/tools ...');
  run(python, ['-m', 'venv', '--clear', venv]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
  run(`${venv}/bin/python`, [...pip, '-r', requirements]);
  stamp.write();
}

/** Says which tests will be skipped. In CI that is an error: a pipeline that silently skips is worse than one that fails. */
function missing(line) {
  if (process.env.CI === 'true') throw new Error(`${line} cannot run.`);
  console.log(`${line} will be skipped.`);
}

/** The first Python on the path that is new enough. None on Windows, where a virtual environment looks different. */
function findPython() {
  if (process.platform === 'win32') return null;
  const check = `import sys; sys.exit(sys.version_info < (${OLDEST_PYTHON.join(', ')}))`;
  const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python'];
  return names.find((name) => spawnSync(name, ['-c', check], { stdio: 'ignore' }).status === 0) ?? null;
}

/** A file in an installed folder that says what the folder was made from. */
function stampOf(folder, sources) {
  const file = `${folder}/.installed-from`;
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const wanted = hash.digest('hex');
  return {
    fresh: () => existsSync(file) && readFileSync(file, 'utf8') === wanted,
    write: () => writeFileSync(file, wanted),
  };
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (status === 0) return;
  const why = error === undefined ? `ended with status ${status}` : `could not be started (${error.code})`;
  throw new Error(`The test tools are not installed: \`${command} ${args.join(' ')}\` ${why}.`);
}
