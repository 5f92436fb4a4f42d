import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import manifest from '../../package.json' with { type: 'json' }
import eventsSchema from '../../schemas/events.schema.json' with { type: 'json' }
import flowsSchema from '../../schemas/flows.schema.json' with { type: 'json' }
import { runProgram } from './process.ts'

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(eventsSchema)

/** What the tests look at in a line; the schema looks at the rest. */
interface Line {
  type: string
  exit_code?: number
  error: { code: string; message: string }
}

/** The lines that `--json` printed; each must be held to the schema. */
function jsonLines(stdout: string): Line[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map(text => {
      const line: Line = JSON.parse(text)
      const valid: boolean = validate(line)
      assert.ok(valid, `${text}: ${JSON.stringify(validate.errors)}`)
      return line
    })
}

/** The only line of an output that must have no other. */
function oneLine(stdout: string): Line {
  const [line, ...others] = jsonLines(stdout)
  assert.ok(line && others.length === 0, stdout)
  return line
}

const run = (...words: string[]) => runProgram('bin/hygge-run.ts', words)

suite('hygge-run', { concurrency: 2 }, () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-cli-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('--help and --version are results', async () => {
    const help = await run('--help')
    assert.deepEqual([help.code, help.stderr], [0, ''])
    assert.match(help.stdout, /^Usage: hygge-run/)
    assert.deepEqual(await run('--version'), { code: 0, stdout: `hygge ${manifest.version}\n`, stderr: '' })
  })

  test('a wrong command line is told on stderr and ends with 2', async () => {
    const lost = await run()
    assert.deepEqual([lost.code, lost.stdout], [2, ''])
    assert.match(
      lost.stderr,
      /^No file was named, and there is no hygge\.yml or flows\.yml here or above\. Tried:\n {2}\//,
    )
    const { code, stdout, stderr } = await run('a.yml', '--bogus')
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /^error: unknown option '--bogus'/)
  })

  test('with --json a wrong command line is an error line, too', async () => {
    const { code, stdout, stderr } = await run('--json', 'a.yml', '--bogus')
    assert.equal(code, 2)
    const { type, exit_code, error } = oneLine(stdout)
    assert.deepEqual([type, exit_code, error.code], ['error', 2, 'USAGE'])
    assert.match(error.message, /unknown option '--bogus'/)
    assert.match(stderr, /unknown option '--bogus'/)
  })

  test('schemas are printed whole', async () => {
    const [flows, events] = await Promise.all([run('schema'), run('schema', '--events')])
    assert.deepEqual(JSON.parse(flows.stdout), flowsSchema)
    assert.deepEqual(JSON.parse(events.stdout), eventsSchema)
    assert.deepEqual([flows.code, flows.stderr, events.code, events.stderr], [0, '', 0, ''])
  })

  test('a file that is not there', async () => {
    const missing = join(folder, 'missing.yml')
    const { code, stdout, stderr } = await run(missing)
    assert.deepEqual([code, stdout], [2, ''])
    assert.ok(stderr.includes('missing.yml'), stderr)
    const json = await run('run', missing, '--json')
    assert.equal(json.code, 2)
    const { type, exit_code, error } = oneLine(json.stdout)
    assert.deepEqual([type, exit_code], ['error', 2])
    assert.ok(error.message.includes('missing.yml'), error.message)
  })

  test('a file that is wrong, and a selection that matches nothing, end with 2', async () => {
    const wrong = join(folder, 'wrong.yml')
    writeFileSync(wrong, 'name: erp\nflowz: {}\n')
    const refused = await run(wrong)
    assert.deepEqual([refused.code, refused.stdout], [2, ''])
    assert.match(refused.stderr, /wrong\.yml:2:1/)

    const right = join(folder, 'right.yml')
    writeFileSync(right, FLOWS)
    const nothing = await run(right, '--select', 'files.order')
    assert.deepEqual([nothing.code, nothing.stdout], [2, ''], nothing.stderr)
    assert.match(nothing.stderr, /files\.order/)
  })

  test('an entity whose source cannot be reached fails with 1, told to people and programs, without the password', async () => {
    const file = join(folder, 'unreachable.yml')
    writeFileSync(file, FLOWS)
    const people = await run(file)
    assert.equal(people.code, 1, people.stderr)
    assert.match(
      people.stderr,
      /✗ files\.orders failed after .*\n(.*\n)+ {4}safe now: no half-written file can be seen; /,
    )
    assert.match(people.stdout, /^entity .*\nfiles\.orders +full_drop .* failed\n\nDone\. OK=0 EMPTY=0 FAILED=1 of 1 /)
    const programs = await run(file, '--json')
    assert.equal(programs.code, 1)
    const lines = jsonLines(programs.stdout)
    assert.deepEqual([lines[0]?.type, lines.at(-1)?.type, lines.at(-1)?.exit_code], ['run.started', 'run.finished', 1])
    assert.equal(programs.stderr, '')
    const dry = await run(file, '--dry-run')
    assert.equal(dry.code, 1)
    assert.match(dry.stdout, /^Plan for erp: 1 entity\. Nothing is written\.\n\nfiles\.orders {2}full_drop\n/)
    assert.match(dry.stdout, /1 cannot run/)
    const dryJson = await run(file, '--dry-run', '--json')
    assert.deepEqual(
      jsonLines(dryJson.stdout).map(line => line.type),
      ['plan'],
    )
    for (const { stdout, stderr } of [people, programs, dry, dryJson]) assert.ok(!(stdout + stderr).includes('hunter2'))
  })

  test('--offline plans what the file says, and asks nobody', async () => {
    const file = join(folder, 'offline.yml')
    writeFileSync(
      file,
      FLOWS.replace(', table: "dbo.{entity}"', '').replace(
        '[orders]',
        '[{ name: orders, home: { table: dbo.orders } }, "sales.*"]',
      ),
    )
    const people = await run(file, '--offline')
    assert.deepEqual([people.code, people.stderr], [0, ''])
    assert.match(
      people.stdout,
      /^Plan for erp: 2 entities\. Nothing was opened, and nothing is written\.\n\nfiles\.orders {2}full_drop\n/,
    )
    assert.match(people.stdout, / {2}why +the workspace says full_drop\n/)
    assert.match(people.stdout, /files\.sales\.\* {2}full_drop\n {2}from +a pattern of tables\n/)
    assert.match(people.stdout, /\n2 full_drop · 0 incremental\nRun it with: hygge-run \S+offline\.yml\n$/)
    const programs = await run(file, '--offline', '--full-drop', '--json', '--select', 'files.orders')
    assert.equal(programs.code, 0)
    assert.equal(oneLine(programs.stdout).type, 'plan')
    assert.match(programs.stdout, /"offline":true.*full_drop was asked for when this was started/)
    assert.equal(existsSync(join(folder, 'out')), false)
  })

  test('output that cannot be written is said', {
    skip: !existsSync('/dev/full') && 'there is no /dev/full here',
  }, async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, ['--import', 'tsx', 'bin/hygge-run.ts', 'schema', '--events'], {
      stdio: ['ignore', full, 'pipe'],
    })
    closeSync(full)
    let stderr = ''
    child.stderr?.on('data', text => {
      stderr += text
    })
    await once(child, 'close')
    assert.equal(child.exitCode, 1)
    assert.match(stderr, /^The output could not be written in full: .*ENOSPC/)
  })

  test('a reader that leaves is no error', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'bin/hygge-run.ts', 'schema'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout?.destroy()
    let stderr = ''
    child.stderr?.on('data', text => {
      stderr += text
    })
    await once(child, 'close')
    assert.deepEqual([child.exitCode, stderr], [0, ''])
  })
})

/** Port 1 of this machine: nobody listens there. */
const FLOWS = `\
name: erp
options: { tries: 2 }
connections:
  erp:
    type: mssql
    server: 127.0.0.1
    port: 1
    database: erp
    encrypt: false
    connect_timeout: 2
    authentication: { type: sql, user: reader, password: hunter2 }
flows:
  files:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: out }
    entities: [orders]
`
