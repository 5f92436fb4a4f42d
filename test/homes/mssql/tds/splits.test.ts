import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Decoded, decodeChunks } from './decode.ts'
import { Bytes, type ColumnSpec, columnsToken, doneToken, type Kind, kinds, messageToken, rowToken } from './stream.ts'

const SCALES = fc.integer({ min: 0, max: 7 })
const cut = fc.record({ chunk: fc.integer({ min: 1, max: 9 }), known: fc.boolean() })
const bytes = fc.uint8Array({ maxLength: 40 })
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ø', '日', '\ud83d', '\ude00', '😀'), maxLength: 20 })
const time = fc.bigInt({ min: 0n, max: 8_639_999n })
const days = fc.integer({ min: 0, max: 3652058 })

/** A type and an arbitrary for its values. */
type Choice = { kind: Kind<never>; values: fc.Arbitrary<unknown>; nullable: boolean }
const choice = <V>(kind: Kind<V>, values: fc.Arbitrary<V>, nullable = true): Choice => ({
  kind: kind as Kind<never>,
  values,
  nullable,
})

const choices: fc.Arbitrary<Choice> = fc.oneof(
  fc.constantFrom(
    choice(kinds.bit, fc.boolean()),
    choice(kinds.tinyint, fc.integer({ min: 0, max: 255 })),
    choice(kinds.smallint, fc.integer({ min: -32768, max: 32767 })),
    choice(kinds.int, fc.integer()),
    choice(kinds.bigint, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    choice(kinds.float, fc.double()),
    choice(kinds.intFixed, fc.integer(), false),
    choice(kinds.datetimeFixed, fc.tuple(fc.integer({ min: -53690, max: 2958463 }), fc.nat(25_919_999)), false),
    choice(kinds.money, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    choice(kinds.date, days),
    choice(kinds.uniqueidentifier, fc.uuid()),
    choice(kinds.nvarchar(100), text),
    choice(kinds.ntext, text),
    choice(kinds.varchar(100), bytes),
    choice(kinds.text, bytes),
    choice(kinds.varbinary(100), bytes),
    choice(kinds.image, bytes),
  ),
  fc
    .constantFrom(5, 9, 13, 17)
    .map(width =>
      choice(
        kinds.decimal(38, 3, width),
        fc.bigInt({ min: -(2n ** BigInt(8 * width - 8)) + 1n, max: 2n ** BigInt(8 * width - 8) - 1n }),
      ),
    ),
  SCALES.map(scale => choice(kinds.time(scale), time)),
  SCALES.map(scale => choice(kinds.datetime2(scale), fc.record({ days, time }))),
  SCALES.map(scale =>
    choice(kinds.datetimeoffset(scale), fc.record({ days, time, offset: fc.integer({ min: -840, max: 840 }) })),
  ),
  cut.map(one => choice(kinds.nvarcharMax(one), text)),
  cut.map(one => choice(kinds.varcharMax(one), bytes)),
  cut.map(one => choice(kinds.varbinaryMax(one), bytes)),
  cut.map(one => choice(kinds.xml(one, true), text)),
)

/** One result set: its columns, and rows of which each is a ROW or an NBCROW. */
const resultSets = fc.array(choices, { minLength: 1, maxLength: 12 }).chain(columns =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(
      fc.record({
        compressed: fc.boolean(),
        values: fc.tuple(...columns.map(({ values, nullable }) => (nullable ? fc.option(values) : values))),
      }),
      { maxLength: 20 },
    ),
    message: fc.boolean(),
  }),
)

/** Several of them, with other tokens before, between and after. */
const streams = fc.array(resultSets, { minLength: 1, maxLength: 3 }).map(sets => {
  const out = new Bytes()
  for (const { columns, rows, message } of sets) {
    const specs = columns.map(({ kind }, i): ColumnSpec => ({ name: `c${i}`, kind }))
    columnsToken(out, specs)
    out.u8(0xa9).u16(2).u16(1)
    rows.forEach(({ compressed, values }, i) => {
      rowToken(out, specs, values, compressed)
      if (message && i % 7 === 3) messageToken(out, 0xab, 5701, 'in between')
    })
    doneToken(out, rows.length, 0xff)
  }
  return out.u8(0x79).u32(0).done()
})

/** What must not depend on how the stream was cut: all but the size of the buffers. */
const essence = ({ schemas, batches, tokens, log, rows }: Decoded): unknown => ({
  schemas,
  batches: batches.map(({ rows: count, columns, altered }) => ({ count, columns, altered })),
  tokens: tokens.map(token => token.toString('hex')),
  log,
  rows,
})

function pieces(stream: Uint8Array, cuts: number[]): Uint8Array[] {
  const at = [...new Set(cuts.map(one => one % (stream.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => stream.subarray(from, at[i] ?? stream.length))
}

describe('a stream cut anywhere', () => {
  it('decodes to the same batches as in one piece', () => {
    const limits = fc.record({ maxRows: fc.integer({ min: 1, max: 30 }), maxBytes: fc.integer({ min: 1, max: 2000 }) })
    fc.assert(
      fc.property(streams, limits, fc.array(fc.nat(), { maxLength: 12 }), (stream, options, cuts) => {
        assert.deepEqual(essence(decodeChunks(pieces(stream, cuts), options)), essence(decodeChunks([stream], options)))
      }),
      { numRuns: 300 },
    )
  })

  it('byte by byte', () => {
    fc.assert(
      fc.property(streams, stream => {
        const single = Array.from(stream, byte => Uint8Array.of(byte))
        assert.deepEqual(essence(decodeChunks(single)), essence(decodeChunks([stream])))
      }),
      { numRuns: 100 },
    )
  })

  it('in two, at every byte there is', () => {
    const [stream] = fc.sample(streams, { numRuns: 1, seed: 7 })
    const whole = essence(decodeChunks([stream!]))
    for (let at = 0; at <= stream!.length; at++) {
      assert.deepEqual(essence(decodeChunks([stream!.subarray(0, at), stream!.subarray(at)])), whole, `cut at ${at}`)
    }
  })
})
