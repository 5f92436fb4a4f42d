import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { configurationPage } from '../../schemas/document.ts'

test('docs/configuration.md is what the schema says', async () => {
  const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  assert.equal(page, await configurationPage(), 'run `npm run schemas`')
})
