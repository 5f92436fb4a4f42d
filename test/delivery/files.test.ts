/** What strangers deploy is at least what its readers take: linted where a linter is to be had, else parsed and held to what matters. */
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { validate } from 'dockerfile-utils'
import { parseAllDocuments, parseDocument } from 'yaml'
import manifest from '../../package.json' with { type: 'json' }

const root = new URL('../../', import.meta.url)
const text = (path: string) => readFile(new URL(path, root), 'utf8')

async function yaml(path: string) {
  const document = parseDocument(await text(path), { strict: true, uniqueKeys: true })
  assert.deepEqual([document.errors, document.warnings], [[], []], path)
  return document
}

suite('what is deployed', () => {
  test('the Dockerfile has nothing that a linter complains of, runs as nobody special, under tini, on Node 24', async () => {
    const file = await text('Dockerfile')
    assert.deepEqual(validate(file), [])
    const last = file.slice(file.lastIndexOf('\nFROM '))
    assert.match(last, /^FROM node:24-/m)
    assert.match(last, /^USER node$/m)
    assert.match(last, /^ENTRYPOINT \["\/usr\/bin\/tini", "--", "node", "\/app\/(?<program>.+)"\]$/m)
    const program = /"\/app\/([^"]+)"\]$/m.exec(last)?.[1]
    assert.equal(`./${program}`, manifest.bin['hygge-run'])
  })

  test('the CronJob is one, keeps no secret, and lets SIGTERM do its work', async () => {
    const [document, ...others] = parseAllDocuments(await text('deploy/kubernetes/cronjob.yaml'), { strict: true })
    assert.ok(document && 'contents' in document && others.length === 0 && document.errors.length === 0)
    const job = document.toJS()
    assert.deepEqual([job.apiVersion, job.kind, job.spec.concurrencyPolicy], ['batch/v1', 'CronJob', 'Forbid'])
    const pod = job.spec.jobTemplate.spec.template.spec
    assert.equal(pod.restartPolicy, 'Never')
    assert.equal(pod.securityContext.runAsNonRoot, true)
    assert.ok(pod.terminationGracePeriodSeconds >= 30)
    const [container] = pod.containers
    assert.equal(container.image, `hygge:${manifest.version}`)
    const mounted = container.volumeMounts.map(({ name }: { name: string }) => name).sort()
    assert.deepEqual(mounted, pod.volumes.map(({ name }: { name: string }) => name).sort())
    assert.ok(!JSON.stringify(container).includes('"value":'), 'secrets come from the platform')
  })

  test('the Bicep file closes what it opens and says what every resource needs', async () => {
    const file = (await text('deploy/container-apps/main.bicep')).replaceAll(/\/\/.*|'(?:[^'\\]|\\.)*'/g, '')
    const open: string[] = []
    const closing: Record<string, string> = { '}': '{', ']': '[', ')': '(' }
    for (const char of file) {
      if ('{[('.includes(char)) open.push(char)
      else if (closing[char] !== undefined) assert.equal(open.pop(), closing[char])
    }
    assert.deepEqual(open, [])
    const whole = await text('deploy/container-apps/main.bicep')
    for (const word of [
      'AZURE_CLIENT_ID',
      'keyVaultUrl',
      'cronExpression',
      'userAssignedIdentities',
      'replicaRetryLimit',
    ])
      assert.ok(whole.includes(word), word)
    const declared = [...whole.matchAll(/^(?:param|resource|var) (\w+)/gm)].map(match => match[1]!)
    for (const name of declared)
      assert.ok(whole.split(new RegExp(`\\b${name}\\b`)).length > 2, `${name} is used nowhere`)
  })

  test('every workflow is YAML, pins its actions by commit, and runs scripts that exist', async () => {
    const names = await readdir(new URL('.github/workflows/', root))
    assert.ok(names.length >= 3)
    for (const name of names) {
      const path = `.github/workflows/${name}`
      const workflow = (await yaml(path)).toJS()
      assert.ok(workflow.permissions, `${name} says what its token may do`)
      const source = await text(path)
      for (const [, used] of source.matchAll(/uses: (\S+)/g)) assert.match(used!, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
      for (const [, script] of source.matchAll(/npm (?:run )?(?!ci|publish|config)([\w:-]+)/g)) {
        assert.ok(script === 'run' || Object.hasOwn(manifest.scripts, script!), `${name}: npm run ${script}`)
      }
      for (const job of Object.values<{ 'timeout-minutes'?: number }>(workflow.jobs)) assert.ok(job['timeout-minutes'])
    }
  })
})
