/**
 * `npm run verify:lake -- --url https://<account>.dfs.core.windows.net/<filesystem>/<folder>` (or `https://onelake…/<workspace>/<item>/Files/<folder>`):
 * the suites of stores and of the journal's folder on a real lake; on a mirrored database, when the path ends in `Files/LandingZone`. Logs in by `az login`; with `--key` or `--sas` by STORAGE_KEY or STORAGE_SAS.
 * What the lake does otherwise than the stand-in is a test that fails, with what was expected and what came.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { url: { type: 'string' }, key: { type: 'boolean' }, sas: { type: 'boolean' }, login: { type: 'string' } },
})
const { url = '', key, sas, login = 'azure_cli' } = values
if (!URL.canParse(url) || new URL(url).pathname.split('/').length < 3) {
  console.error('Say where: npm run verify:lake -- --url https://<account>.dfs.core.windows.net/<filesystem>/<folder>')
  process.exitCode = 2
} else {
  const how = key ? 'storage_key' : sas ? 'sas' : login
  const suites = /\/Files\/LandingZone\/?$/.test(new URL(url).pathname) ? 'mirror.ts' : 'lake.ts'
  const words = ['--import', 'tsx', '--test', '--test-reporter=spec', fileURLToPath(new URL(suites, import.meta.url))]
  const env = { ...process.env, HYGGE_VERIFY_LAKE: url, HYGGE_VERIFY_LOGIN: how }
  process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit', env }).status ?? 1
}
