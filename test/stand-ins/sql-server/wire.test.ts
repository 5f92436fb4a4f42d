import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as connectSocket, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { Duplex } from 'node:stream'
import { test } from 'node:test'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { Connection } from 'tedious'
import type { Answer } from './types.ts'
import { PACKET, singlePacket } from './wire/packets.ts'
import { ENCRYPT, encodePrelogin, parsePrelogin } from './wire/prelogin.ts'
import { connect, run, ScriptedEngine, serverFor } from './wire-support.ts'

const one = (): Answer[] => [
  { kind: 'columns', columns: [{ name: 'n', type: { name: 'int' }, nullable: false }] },
  { kind: 'rows', count: 1, values: [[1]] },
  { kind: 'done', rows: 1n },
]
const scripts = { 'select 1': one }

test('a client without encryption logs in, asks, and leaves', async t => {
  const engine = new ScriptedEngine(scripts)
  const server = await serverFor(t, engine)
  const connection = await connect(server)
  assert.deepEqual(engine.logins[0], {
    user: 'reader',
    password: 'pässwörd ✓',
    database: 'erp',
    application: 'wire test',
    host: hostname(),
  })
  assert.deepEqual(await run(connection, 'select 1'), { rows: [[1]], rowCount: 1, error: null })
  assert.equal(server.connections.live, 1)
  assert.equal(server.connections.sessions, 1)
  assert.equal(engine.open, 1)
  connection.close()
  await once(connection, 'end')
  while (server.connections.live > 0) await new Promise(resolve => setImmediate(resolve))
  assert.equal(engine.open, 0, 'the session is closed with its connection')
  assert.equal(server.connections.total, 1)
})

test('TLS inside PRELOGIN: encrypt true, trusting any certificate or checking this one', async t => {
  const server = await serverFor(t, new ScriptedEngine(scripts))
  const trusting = await connect(server, { encrypt: true })
  assert.deepEqual((await run(trusting, 'select 1')).rows, [[1]])
  trusting.close()
  const options = { cryptoCredentialsDetails: { ca: server.certificate } }
  const checking = await connect(server, { encrypt: true, trust: false, options })
  assert.deepEqual((await run(checking, 'select 1')).rows, [[1]])
  checking.close()
  await assert.rejects(connect(server, { encrypt: true, trust: false }), /self.signed/)
})

test('TDS 8.0: TLS first', async t => {
  const server = await serverFor(t, new ScriptedEngine(scripts), { tls: 'strict' })
  const options = { cryptoCredentialsDetails: { ca: server.certificate } }
  const connection = await connect(server, { encrypt: 'strict', options })
  assert.deepEqual((await run(connection, 'select 1')).rows, [[1]])
  connection.close()
  await assert.rejects(connect(server, { encrypt: false }), 'a strict server takes no bare PRELOGIN')
})

test('a server that requires encryption, and one that has none, refuse who wants otherwise', async t => {
  const requiring = await serverFor(t, new ScriptedEngine(scripts), { tls: 'required' })
  await assert.rejects(connect(requiring, { encrypt: false }), /requires encryption/)
  const connection = await connect(requiring, { encrypt: true })
  assert.deepEqual((await run(connection, 'select 1')).rows, [[1]])
  connection.close()
  const bare = await serverFor(t, new ScriptedEngine(scripts), { tls: 'none' })
  await assert.rejects(connect(bare, { encrypt: true }), /did not negotiate encryption/)
})

test('encryption of the login only: the password is hidden, what follows is bare', async t => {
  const engine = new ScriptedEngine(scripts)
  const server = await serverFor(t, engine)
  const socket = connectSocket(server.port, server.host)
  t.after(async () => void socket.destroy())
  socket.write(singlePacket(PACKET.PRELOGIN, encodePrelogin({ encryption: ENCRYPT.OFF, fedAuth: false })))
  const answer = await readPacket(socket)
  assert.equal(parsePrelogin(answer.subarray(8)).encryption, ENCRYPT.OFF)
  const tls = await handshakeInPackets(socket)
  tls.write(singlePacket(PACKET.LOGIN7, login7('reader', 'pässwörd ✓', 'erp')))
  const welcome = await readPacket(socket)
  assert.equal(welcome[0], PACKET.RESPONSE, 'the answer to the login is not a TLS record')
  assert.ok(welcome.includes(Buffer.from("Changed database context to 'erp'.", 'utf16le')))
  assert.equal(engine.logins[0].password, 'pässwörd ✓')
  const headers = Buffer.from('16000000120000000200000000000000000001000000', 'hex')
  socket.write(singlePacket(PACKET.SQL_BATCH, Buffer.concat([headers, Buffer.from('select 1', 'utf16le')])))
  const result = await readPacket(socket)
  assert.equal(result[8], 0x81, 'COLMETADATA in the clear')
})

test('a wrong password is error 18456, a missing database 4060, and the socket closes', async t => {
  const engine = new ScriptedEngine(scripts)
  const server = await serverFor(t, engine)
  const seen: number[] = []
  const connection = new Connection({
    server: 'localhost',
    authentication: { type: 'default', options: { userName: 'reader', password: 'guess' } },
    options: { port: server.port, encrypt: false },
  })
  connection.on('errorMessage', ({ number }) => seen.push(number))
  const error = await new Promise<Error | undefined>(resolve => connection.connect(resolve))
  assert.match(String(error), /Login failed for user 'reader'/)
  assert.deepEqual(seen, [18456])
  await assert.rejects(connect(server, { database: 'nowhere' }), /Cannot open database "nowhere"/)
  while (server.connections.live > 0) await new Promise(resolve => setImmediate(resolve))
  assert.equal(engine.open, 0)
})

test('an access token logs in, whether sent along or on request', async t => {
  const engine = new ScriptedEngine(scripts)
  const server = await serverFor(t, engine)
  const connection = await connect(server, { encrypt: true, token: 'a good token' })
  assert.equal(engine.logins[0].user, '')
  assert.equal(engine.logins[0].password, 'a good token')
  assert.deepEqual((await run(connection, 'select 1')).rows, [[1]])
  connection.close()
  await assert.rejects(connect(server, { encrypt: true, token: 'a bad token' }), /Login failed/)

  const scopes: string[] = []
  const credential = {
    getToken: async (scope: string | string[]) => {
      scopes.push(String(scope))
      return { token: 'a good token', expiresOnTimestamp: Date.now() + 3_600_000 }
    },
  }
  const requested = new Connection({
    server: 'localhost',
    authentication: { type: 'token-credential', options: { credential } },
    options: { port: server.port, encrypt: true, trustServerCertificate: true, database: 'erp' },
  })
  const error = await new Promise<Error | undefined>(resolve => requested.connect(resolve))
  assert.equal(error, undefined)
  assert.deepEqual(scopes, ['https://database.windows.net/.default'])
  requested.close()
})

test('the packet size is what both agree to', async t => {
  const text = 'x'.repeat(50_000)
  const long = (): Answer[] => [
    { kind: 'columns', columns: [{ name: 't', type: { name: 'nvarchar', length: 'max' }, nullable: true }] },
    { kind: 'rows', count: 1, values: [[text]] },
    { kind: 'done', rows: 1n },
  ]
  const server = await serverFor(t, new ScriptedEngine({ long }), { packetSize: 8000 })
  for (const [asked, agreed] of [
    [512, 512],
    [4096, 4096],
    [32767, 8000],
  ]) {
    const connection = await connect(server, {
      packetSize: asked,
      options: { debug: { packet: true, data: false, payload: false, token: false } },
    })
    const sizes = new Set<number>()
    connection.on('debug', message => {
      const match =
        /Received.*length:0x([0-9A-F]{4})/s.exec(message) ?? /type:0x04.*length:0x([0-9A-F]{4})/.exec(message)
      if (match !== null) sizes.add(Number.parseInt(match[1], 16))
    })
    assert.deepEqual((await run(connection, 'long')).rows, [[text]])
    assert.equal(Math.max(...sizes), agreed)
    connection.close()
  }
})

test('many connections at once, each with its own answers', async t => {
  const columns = [{ name: 'n', type: { name: 'int' as const }, nullable: false }]
  const scriptsOf = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `select ${index}`,
      (): Answer[] => [
        { kind: 'columns', columns },
        { kind: 'rows', count: 500, values: [Array.from({ length: 500 }, () => index)] },
        { kind: 'done', rows: 500n },
      ],
    ]),
  )
  const server = await serverFor(t, new ScriptedEngine(scriptsOf))
  const connections = await Promise.all(Array.from({ length: 40 }, () => connect(server)))
  assert.equal(server.connections.sessions, 40)
  const results = await Promise.all(connections.map((connection, index) => run(connection, `select ${index}`)))
  for (const [index, { rows, rowCount }] of results.entries()) {
    assert.equal(rowCount, 500)
    assert.ok(rows.every(([value]) => value === index))
  }
  for (const connection of connections) connection.close()
})

test('bytes that are no TDS end that connection and nothing else', async t => {
  const server = await serverFor(t, new ScriptedEngine(scripts))
  for (const bytes of [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    Buffer.from([0x12, 1, 0, 4, 0, 0, 1, 0]),
    singlePacket(PACKET.PRELOGIN, Buffer.from([1, 0xff, 0xff, 0, 1, 0xff])),
    singlePacket(PACKET.SQL_BATCH, Buffer.alloc(40)),
    Buffer.from([0x16, 3, 1, 0, 4, 1, 2, 3, 4]),
  ]) {
    const socket = connectSocket(server.port, server.host)
    socket.on('error', () => undefined)
    socket.write(bytes)
    socket.resume()
    await once(socket, 'close')
  }
  const connection = await connect(server)
  assert.deepEqual((await run(connection, 'select 1')).rows, [[1]])
  connection.close()
})

/** The next packet that arrives on a bare socket. */
async function readPacket(socket: Socket): Promise<Buffer> {
  let bytes = Buffer.alloc(0)
  while (bytes.length < 8 || bytes.length < bytes.readUInt16BE(2)) {
    const [chunk] = await once(socket, 'data')
    bytes = Buffer.concat([bytes, chunk])
  }
  return bytes
}

/** A client's side of TLS inside PRELOGIN packets, and bare afterwards. */
async function handshakeInPackets(socket: Socket): Promise<TLSSocket> {
  let wrapped = true
  const tunnel = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      socket.write(wrapped ? singlePacket(PACKET.PRELOGIN, chunk) : chunk)
      done()
    },
  })
  const onData = (chunk: Buffer) => {
    let bytes = chunk
    while (bytes.length > 0) {
      assert.equal(bytes[0], PACKET.PRELOGIN)
      const length = bytes.readUInt16BE(2)
      tunnel.push(bytes.subarray(8, length))
      bytes = bytes.subarray(length)
    }
  }
  socket.on('data', onData)
  const tls = connectTls({ socket: tunnel, rejectUnauthorized: false, maxVersion: 'TLSv1.2' })
  await once(tls, 'secureConnect')
  socket.off('data', onData)
  wrapped = false
  return tls
}

/** LOGIN7 by hand, with nothing but a user, a password and a database. */
function login7(user: string, password: string, database: string): Buffer {
  const fixed = Buffer.alloc(94)
  const parts: Buffer[] = []
  let at = fixed.length
  const put = (field: number, text: string, scramble = false) => {
    const bytes = Buffer.from(text, 'utf16le')
    fixed.writeUInt16LE(at, field)
    fixed.writeUInt16LE(text.length, field + 2)
    parts.push(scramble ? Buffer.from(bytes.map(byte => (((byte << 4) | (byte >> 4)) & 0xff) ^ 0xa5)) : bytes)
    at += bytes.length
  }
  fixed.writeUInt32LE(0x74000004, 4)
  for (const field of [36, 48, 52, 60, 64]) put(field, '')
  put(40, user)
  put(44, password, true)
  put(68, database)
  fixed.writeUInt32LE(at, 0)
  return Buffer.concat([fixed, ...parts])
}
