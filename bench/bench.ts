/**
 * Runs the benchmarks, each in a process of its own: `npm run bench` all of them, `npm run bench -- read flow` some, `-- --smoke` a short form
 * of all that fails on broken output only, never on time. Other arguments go to each program.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PROGRAMS = ['decode', 'encode', 'checksum', 'read', 'readers', 'bulk', 'flow', 'small', 'start', 'journal']

const words = process.argv.slice(2)
const chosen = PROGRAMS.filter(name => words.includes(name))
const passed = words.filter(word => !PROGRAMS.includes(word))
for (const name of chosen.length > 0 ? chosen : PROGRAMS) {
  const program = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  const { status, signal } = spawnSync(process.execPath, ['--import', 'tsx', program, ...passed], { stdio: 'inherit' })
  if (status === 0) continue
  console.error(`The benchmark ${name} failed: ${signal ?? `exit code ${status}`}.`)
  process.exit(1)
}
