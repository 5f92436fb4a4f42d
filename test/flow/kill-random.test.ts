/** hygge killed from outside at seeded random moments: the short form of `npm run stress -- kill`. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { killOnce } from '../support/kill-once.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

describe('SIGKILL from outside', { concurrency: 2 }, () => {
  for (const seed of [1, 2, 3, 4]) {
    test(`seed ${seed}`, async () => {
      assert.ok((await killOnce(server, seed)) >= 0)
    })
  }
})
