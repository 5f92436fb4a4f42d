import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HomeError } from '../../../../lib/errors.ts'
import { TokenDecoder } from '../../../../lib/homes/mssql/tds/decoder.ts'
import { columnOf, decodeChunks, OPTIONS, resultSet } from './decode.ts'
import { Bytes, type ColumnSpec, columnsToken, doneToken, kinds, messageToken, rowToken } from './stream.ts'

const columns: ColumnSpec[] = [{ name: 'a', kind: kinds.int }]
const body = (token: number, bytes: number): Buffer =>
  new Bytes().u8(token).u16(bytes).raw(Buffer.alloc(bytes, 1)).done()
const longBody = (token: number, bytes: number): Buffer =>
  new Bytes().u8(token).u32(bytes).raw(Buffer.alloc(bytes, 1)).done()
const returnValue = (write: (out: Bytes) => void): Buffer => {
  const out = new Bytes().u8(0xac).u16(1).bVarchar('@p').u8(1).u32(0).u16(0)
  write(out)
  return out.done()
}

/** Every token that is passed on, with a value of every layout for RETURNVALUE. */
const passed: Record<string, Buffer> = {
  OFFSET: new Bytes().u8(0x78).u32(1).done(),
  RETURNSTATUS: new Bytes().u8(0x79).u32(0).done(),
  TABNAME: body(0xa4, 7),
  COLINFO: body(0xa5, 3),
  ORDER: body(0xa9, 4),
  ERROR: messageToken(new Bytes(), 0xaa, 1205, 'deadlock').done(),
  INFO: messageToken(new Bytes(), 0xab, 5701, 'changed database').done(),
  LOGINACK: body(0xad, 30),
  FEATUREEXTACK: new Bytes().u8(0xae, 1).u32(2).u8(9, 9).u8(5).u32(0).u8(0xff).done(),
  'ENVCHANGE of no length': body(0xe3, 0),
  ENVCHANGE: body(0xe3, 300),
  SESSIONSTATE: longBody(0xe4, 70_000),
  SSPI: body(0xed, 10),
  FEDAUTHINFO: longBody(0xee, 50),
  DONE: doneToken(new Bytes(), 1).done(),
  DONEPROC: doneToken(new Bytes(), 1, 0xfe).done(),
  DONEINPROC: doneToken(new Bytes(), 1, 0xff).done(),
  'COLMETADATA without columns': new Bytes().u8(0x81).u16(0xffff).done(),
  'COLMETADATA of zero columns': new Bytes().u8(0x81).u16(0).done(),
  'RETURNVALUE fixed': returnValue(out => kinds.intFixed.value(out.u8(0x38), 7)),
  'RETURNVALUE int': returnValue(out => out.u8(0x26, 4, 4).u32(7)),
  'RETURNVALUE null': returnValue(out => out.u8(0x26, 4, 0)),
  'RETURNVALUE decimal': returnValue(out => out.u8(0x6a, 17, 38, 2, 5, 1).u32(7)),
  'RETURNVALUE nvarchar': returnValue(out => {
    kinds.nvarchar(10).info(out)
    kinds.nvarchar(10).value(out, 'abc')
  }),
  'RETURNVALUE null nvarchar': returnValue(out => {
    kinds.nvarchar(10).info(out)
    kinds.nvarchar(10).null(out)
  }),
  'RETURNVALUE nvarchar(max)': returnValue(out => {
    kinds.nvarcharMax().info(out)
    kinds.nvarcharMax({ chunk: 4, known: false }).value(out, 'abcdef')
  }),
  'RETURNVALUE null nvarchar(max)': returnValue(out => {
    kinds.nvarcharMax().info(out)
    kinds.nvarcharMax().null(out)
  }),
  'RETURNVALUE sql_variant': returnValue(out => {
    kinds.variant.info(out)
    kinds.variant.value(out, Buffer.of(0x38, 0, 1, 0, 0, 0))
  }),
}

describe('tokens that are no rows', () => {
  for (const [name, token] of Object.entries(passed)) {
    it(`${name} passes untouched, cut at every byte`, () => {
      const stream = Buffer.concat([resultSet(columns, [[1]]), token, passed.RETURNSTATUS!])
      for (let at = 0; at <= Math.min(stream.length, 400); at++) {
        const { tokens } = decodeChunks([stream.subarray(0, at), stream.subarray(at)])
        assert.deepEqual(tokens.slice(2), [token, passed.RETURNSTATUS])
      }
    })
  }

  it('all of them, and what they were, are the stream without its rows', () => {
    const head = columnsToken(new Bytes(), columns).done()
    const all = Object.values(passed)
    const stream = Buffer.concat([...all, head, rowToken(new Bytes(), columns, [1]).done(), ...all])
    assert.deepEqual(Buffer.concat(decodeChunks([stream]).tokens), Buffer.concat([...all, head, ...all]))
  })

  it('are copies: later bytes do not change them', () => {
    const kept: Uint8Array[] = []
    const decoder = new TokenDecoder(OPTIONS, { columns() {}, batch() {}, token: bytes => void kept.push(bytes) })
    const chunk = Buffer.from(passed.ORDER!)
    decoder.push(chunk)
    chunk.fill(0)
    decoder.push(passed.INFO!)
    assert.deepEqual(Buffer.from(kept[0]!), passed.ORDER)
  })
})

describe('the order of things', () => {
  it('rows are handed out before the DONE that counts them, and not for an INFO between them', () => {
    const out = columnsToken(new Bytes(), columns)
    rowToken(out, columns, [1])
    messageToken(out, 0xab, 1, 'between')
    rowToken(out, columns, [2])
    doneToken(out, 2)
    assert.deepEqual(decodeChunks([out.done()]).log, ['columns', 'token 81', 'token ab', 'batch 2', 'token fd'])
  })

  it('several result sets of different columns', () => {
    const other: ColumnSpec[] = [
      { name: 'b', kind: kinds.nvarchar(5) },
      { name: 'c', kind: kinds.bit, nullable: false },
    ]
    const decoded = decodeChunks([
      Buffer.concat([resultSet(columns, [[1], [2]]), resultSet(other, []), resultSet(other, [['x', true]])]),
    ])
    assert.deepEqual(decoded.log, [
      'columns',
      'token 81',
      'batch 2',
      'token fd',
      'columns',
      'token 81',
      'token fd',
      'columns',
      'token 81',
      'batch 1',
      'token fd',
    ])
    assert.equal(decoded.rows, 3)
    assert.deepEqual(
      decoded.schemas[1]!.fields.map(({ name, nullable }) => [name, nullable]),
      [
        ['b', true],
        ['c', false],
      ],
    )
  })

  it('a stream that ends without DONE gives its rows at the end', () => {
    const out = rowToken(columnsToken(new Bytes(), columns), columns, [1])
    assert.deepEqual(decodeChunks([out.done()]).log, ['columns', 'token 81', 'batch 1'])
  })

  it('1,024 columns, most of them NULL', () => {
    const many: ColumnSpec[] = Array.from({ length: 1024 }, (_, i) => ({
      name: `c${i}`,
      kind: i % 2 ? kinds.nvarchar(10) : kinds.int,
    }))
    const values = many.map((_, i) => (i % 100 === 0 ? i : i % 100 === 1 ? `v${i}` : null))
    const rows = Array.from({ length: 100 }, () => values)
    for (const compressed of [true, false]) {
      const decoded = decodeChunks([resultSet(many, rows, compressed)])
      for (let i = 0; i < 1024; i++)
        assert.deepEqual(
          columnOf(decoded, i),
          rows.map(row => row[i]),
        )
    }
  })
})

describe('streams that cannot be read', () => {
  const head = columnsToken(new Bytes(), columns).done()
  const refused = (bytes: Uint8Array, message: RegExp, facts: Record<string, unknown>): void => {
    assert.throws(
      () => decodeChunks([bytes]),
      (error: unknown) => {
        assert.ok(error instanceof HomeError)
        assert.equal(error.code, 'TDS_PROTOCOL')
        assert.match(error.message, message)
        assert.deepEqual(error.facts, facts)
        assert.ok(error.advice)
        return true
      },
    )
  }
  it('an unknown token', () => refused(Buffer.of(0x42), /token 0x42 is not known/, { token: 0x42 }))
  it('an unknown token after a row', () =>
    refused(Buffer.concat([resultSet(columns, [[1]]).subarray(0, -13), Buffer.of(0)]), /token 0x0/, { token: 0 }))
  it('a row before its columns', () => refused(Buffer.of(0xd1, 4), /before its columns/, { token: 0xd1 }))
  it('a row after columns that are none', () =>
    refused(Buffer.of(0x81, 0xff, 0xff, 0xd2, 0), /before its columns/, { token: 0xd2 }))
  it('an int of three bytes', () =>
    refused(Buffer.concat([head, Buffer.of(0xd1, 3, 0, 0, 0)]), /"a".*3 bytes/, { column: 'a', type: 0x26, length: 3 }))
  it('text longer than its column', () => {
    const text: ColumnSpec[] = [{ name: 'n', kind: kinds.nvarchar(2) }]
    refused(resultSet(text, [['abc']]), /"n".*6 bytes/, { column: 'n', type: 0xe7, length: 6 })
  })
  it('UTF-16 of an odd length', () => {
    const out = columnsToken(new Bytes(), [{ name: 'n', kind: kinds.nvarchar(2) }])
      .u8(0xd1)
      .u16(3)
      .u8(1, 2, 3)
    refused(out.done(), /"n".*odd/, { column: 'n', bytes: 3 })
  })
  it('a decimal of an unknown length', () => {
    refused(resultSet([{ name: 'd', kind: kinds.decimal(38, 0, 8) }], [[1n]]), /"d".*8 bytes/, {
      column: 'd',
      length: 8,
    })
  })
  it('a time of an unknown length', () => {
    for (const kind of [kinds.time(7), kinds.datetime2(7), kinds.datetimeoffset(7)]) {
      const out = columnsToken(new Bytes(), [{ name: 't', kind }]).u8(0xd1, 2, 0, 0)
      assert.throws(() => decodeChunks([out.done()]), { code: 'TDS_PROTOCOL' })
    }
  })
  it('an end in the middle of a token or a row', () => {
    const stream = resultSet(columns, [[1], [2]])
    const ends = new Set([0, head.length, head.length + 6, head.length + 12, stream.length])
    for (let at = 0; at <= stream.length; at++) {
      const cutOff = (): unknown => decodeChunks([stream.subarray(0, at)])
      if (ends.has(at)) cutOff()
      else assert.throws(cutOff, { code: 'TDS_PROTOCOL', message: /ends in the middle of a token/ })
    }
  })

  it('throw once; what follows is ignored', () => {
    const log: string[] = []
    const decoder = new TokenDecoder(OPTIONS, {
      columns: () => log.push('columns'),
      batch: () => log.push('batch'),
      token: () => log.push('token'),
    })
    decoder.push(head)
    assert.throws(() => decoder.push(Buffer.of(0x42)), { code: 'TDS_PROTOCOL' })
    decoder.push(resultSet(columns, [[1]]))
    decoder.end()
    assert.deepEqual(log, ['columns', 'token'])
  })

  it('types that need a conversion are refused by name before a row', () => {
    for (const [kind, source] of [
      [kinds.variant, 'sql_variant'],
      [kinds.udt('geography'), 'geography'],
    ] as const) {
      assert.throws(
        () => decodeChunks([resultSet([{ name: 'Where it is', kind }], [])]),
        (error: unknown) => {
          assert.ok(error instanceof HomeError)
          assert.equal(error.code, 'TYPE_NOT_SUPPORTED')
          assert.equal(error.facts.column, 'Where it is')
          assert.equal(error.facts.source, source)
          assert.match(error.message, new RegExp(`"Where it is" is ${source}`))
          return true
        },
      )
    }
  })

  it('a type byte nobody knows is refused by its place', () => {
    const out = new Bytes().u8(0x81).u16(1).u32(0).u16(9).u8(0xf5)
    assert.throws(() => decodeChunks([out.done()]), { code: 'TYPE_NOT_SUPPORTED', message: /Column 1 .*0xf5/ })
  })
})
