import assert from 'node:assert/strict'
import { Agent } from 'node:https'
import { test } from 'node:test'
import {
  DataLakeServiceClient,
  newPipeline,
  type RequestPolicyFactory,
  StorageSharedKeyCredential,
} from '@azure/storage-file-datalake'
import { connectTo, tokenCredential } from './connect.ts'
import { isAnswered, LoopbackHttpClient } from './loopback.ts'
import { startDataLake } from './server.ts'

test('only the hosts of a lake are answered for; another one is an error of the test', () => {
  const answered = ['a.dfs.core.windows.net', 'a.blob.core.windows.net', 'onelake.dfs.fabric.microsoft.com']
  for (const host of [...answered, 'westus-onelake.blob.fabric.microsoft.com', 'login.microsoftonline.com']) {
    assert.equal(isAnswered(host), true, host)
  }
  for (const host of ['127.0.0.1', 'localhost']) assert.equal(isAnswered(host), false, host)
  for (const host of ['example.com', 'dfs.core.windows.net.example.com', 'api.fabric.microsoft.com']) {
    assert.throws(() => isAnswered(host), /a test has left the loopback/, host)
  }
})

test('a regional host of OneLake is OneLake', async t => {
  const lake = await startDataLake({ personality: 'onelake' })
  t.after(() => lake.close())
  const pipeline = newPipeline(tokenCredential(lake), { httpClient: new LoopbackHttpClient(lake.url) })
  const service = new DataLakeServiceClient('https://westus-onelake.dfs.fabric.microsoft.com', pipeline)
  await service.getFileSystemClient('Trials').getFileClient('Lake.Lakehouse/Files/x').create()
})

test('the agent that a client wants for https keeps its limit on the loopback, and its sockets are used again', async t => {
  const lake = await startDataLake()
  t.after(() => lake.close())
  const agent = new Agent({ keepAlive: true, maxTotalSockets: 2 })
  const limited: RequestPolicyFactory = {
    create: next => ({
      sendRequest(request) {
        request.agent = agent
        return next.sendRequest(request)
      },
    }),
  }
  const credential = new StorageSharedKeyCredential(lake.account, lake.accountKey)
  const pipeline = newPipeline(credential, { httpClient: new LoopbackHttpClient(lake.url) })
  pipeline.factories.push(limited)
  const service = new DataLakeServiceClient(`https://${lake.account}.dfs.core.windows.net`, pipeline)
  const create = (name: string) => service.getFileSystemClient('lake').getFileClient(name).create()
  await Promise.all(Array.from({ length: 12 }, (_, at) => create(`${at}`)))
  await create('after')
  assert.equal(lake.connections.total, 2)
  assert.equal(lake.connections.live, 2)
  const unlimited = connectTo(lake).getFileSystemClient('lake')
  await Promise.all(Array.from({ length: 6 }, (_, at) => unlimited.getFileClient(`more ${at}`).create()))
  assert.ok(lake.connections.total > 3, `${lake.connections.total} sockets`)
})
