/** The stand-in's writer was made by others from the same specification: what it writes, the decoder must read. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SqlColumn, SqlType, SqlValue } from '../../../stand-ins/sql-server/types.ts'
import { encodeColumns, encodeRows, type RowOptions } from '../../../stand-ins/sql-server/wire/index.ts'
import { columnOf, decodeChunks } from './decode.ts'

const DAY = 864_000_000_000n
const TO_1970 = 719162n * DAY
const max: Pick<SqlType, 'length'> = { length: 'max' }

/** A type, values as the stand-in takes them, and as the decoder gives them. */
const table: [type: SqlType, values: SqlValue[], expected?: unknown[]][] = [
  [{ name: 'bit' }, [true, false]],
  [{ name: 'tinyint' }, [0, 255]],
  [{ name: 'smallint' }, [-32768, 32767]],
  [{ name: 'int' }, [-(2 ** 31), 2 ** 31 - 1]],
  [{ name: 'bigint' }, [-(2n ** 63n), 2n ** 63n - 1n]],
  [{ name: 'real' }, [0.5, -0.25]],
  [{ name: 'float' }, [Math.PI, -Number.MAX_VALUE]],
  [{ name: 'decimal', precision: 38, scale: 2 }, [10n ** 38n - 1n, -(10n ** 38n) + 1n]],
  [{ name: 'numeric', precision: 7, scale: 2 }, [9_999_999n, -1n]],
  [{ name: 'money' }, [-(2n ** 63n), 2n ** 63n - 1n]],
  [{ name: 'smallmoney' }, [-(2n ** 31n), 2n ** 31n - 1n]],
  [{ name: 'date' }, [0, 3652058], [-719162, 2932896]],
  [{ name: 'time', scale: 3 }, [0n, DAY - 10_000n], [0n, 86_399_999_000n]],
  [{ name: 'time', scale: 7 }, [0n, DAY - 1n], [0n, (DAY - 1n) * 100n]],
  [{ name: 'datetime' }, [0n, 300n], [-2208988800000000n, -2208988799000000n]],
  [{ name: 'smalldatetime' }, [0, 1], [-2208988800000000n, -2208988740000000n]],
  [{ name: 'datetime2', scale: 7 }, [0n, TO_1970 + 10n], [-TO_1970 / 10n, 1n]],
  [{ name: 'datetime2', scale: 0 }, [0n, TO_1970 + 10_000_000n], [-TO_1970 / 10n, 1_000_000n]],
  [
    { name: 'datetimeoffset', scale: 7 },
    [
      { ticks: TO_1970 + 10n, offset: 120 },
      { ticks: TO_1970 - 10n, offset: -60 },
    ],
    [1n, -1n],
  ],
  [{ name: 'char', length: 4 }, ['ab  ', 'æøå€']],
  [{ name: 'varchar', length: 40 }, ['', 'Smørrebrød']],
  [{ name: 'varchar', ...max }, ['', 'é'.repeat(100_000)]],
  [{ name: 'text' }, ['', 'é'.repeat(1000)]],
  [{ name: 'nchar', length: 4 }, ['ab  ', '日本語 ']],
  [{ name: 'nvarchar', length: 40 }, ['', 'Smørrebrød 😀']],
  [{ name: 'nvarchar', ...max }, ['', '😀'.repeat(50_000)]],
  [{ name: 'ntext' }, ['', '日'.repeat(1000)]],
  [{ name: 'xml' }, ['<a/>', '<ø/>']],
  [{ name: 'binary', length: 2 }, [Buffer.of(0, 1), Buffer.of(255, 255)]],
  [{ name: 'varbinary', length: 10 }, [Buffer.of(), Buffer.of(1, 2, 3)]],
  [{ name: 'varbinary', ...max }, [Buffer.of(), Buffer.alloc(100_000, 3)]],
  [{ name: 'image' }, [Buffer.of(), Buffer.of(1)]],
  [{ name: 'timestamp' }, [Buffer.of(0, 0, 0, 0, 0, 0, 7, 209), Buffer.alloc(8, 255)]],
  [{ name: 'uniqueidentifier' }, ['6F9619FF-8B86-D011-B42D-00C04FC964FF', '00000000-0000-0000-0000-000000000001']],
]

const options: RowOptions[] = [
  {},
  { nbcrow: 'never', decimalLength: 'full', plpChunkBytes: 7, plpUnknownLength: true },
  { nbcrow: 'always', decimalLength: 'precision', plpChunkBytes: 8000, plpUnknownLength: false },
]

describe('what the stand-in writes', () => {
  for (const option of options) {
    it(`with ${JSON.stringify(option)}`, () => {
      const columns = table.map(([type], i): SqlColumn => ({ name: `${type.name} ${i}`, type, nullable: true }))
      const values = table.map(([, list]): SqlValue[] => [null, list[0]!, null, null, list[1]!, null])
      const stream = Buffer.concat([encodeColumns(columns), encodeRows(columns, values, 6, option)])
      const chunks = Array.from({ length: Math.ceil(stream.length / 4088) }, (_, i) =>
        stream.subarray(i * 4088, (i + 1) * 4088),
      )
      const decoded = decodeChunks(chunks)
      table.forEach(([type, list, expected = list], i) => {
        assert.deepEqual(columnOf(decoded, i), [null, expected[0], null, null, expected[1], null], type.name)
      })
    })
  }
})
