/** Every type of a column that hygge makes in a SQL Server, and values of it. */
import type { Batch } from '../../../lib/columns/batch.ts'
import type { Schema } from '../../../lib/columns/schema.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import type { TestServer } from '../../support/sql-server.ts'

const NEVER = new AbortController().signal

/** A type, what it is made as where that is another one, and two values: an ordinary one and one at the border. */
export const TYPES: [type: string, made: string | null, ordinary: string, border: string][] = [
  ['bit', null, '1', '0'],
  ['tinyint', null, '7', '255'],
  ['smallint', null, '7', '-32768'],
  ['int', null, '7', '-2147483648'],
  ['bigint', null, '7', '-9223372036854775808'],
  ['real', null, '0.5', '-1.5E30'],
  ['float', null, '0.1', '1.7E308'],
  ['decimal(9,2)', null, '-12.34', '9999999.99'],
  ['decimal(38,10)', null, '0.0000000001', '-9999999999999999999999999999.9999999999'],
  ['numeric(20,0)', null, '1', '99999999999999999999'],
  ['money', null, '-1.2345', '922337203685477.5807'],
  ['smallmoney', null, '1.5', '-214748.3648'],
  ['date', null, "'2024-02-29'", "'0001-01-01'"],
  ['time(0)', null, "'12:34:56'", "'23:59:59'"],
  ['time(3)', null, "'12:34:56.789'", "'00:00:00.001'"],
  ['time(7)', null, "'12:34:56.1234567'", "'23:59:59.9999999'"],
  ['smalldatetime', null, "'2024-02-29T12:34:00'", "'2079-06-06T23:59:00'"],
  ['datetime', null, "'2024-02-29T12:34:56.997'", "'1753-01-01T00:00:00.003'"],
  ['datetime2(0)', null, "'2024-02-29T12:34:56'", "'0001-01-01T00:00:00'"],
  ['datetime2(6)', null, "'2024-02-29T12:34:56.123456'", "'9999-12-31T23:59:59.999999'"],
  ['datetime2(7)', null, "'2024-02-29T12:34:56.123456'", "'9999-12-31T23:59:59.999999'"],
  ['datetimeoffset(7)', null, "'2024-02-29T12:34:56.123456+00:00'", "'0001-01-01T00:00:00+00:00'"],
  ['uniqueidentifier', null, "'6F9619FF-8B86-D011-B42D-00C04FC964FF'", "'00000000-0000-0000-0000-000000000000'"],
  ['nchar(6)', null, "N'abcdef'", "N'ÅÄÖ東京x'"],
  ['nvarchar(20)', null, "N'Smørrebrød'", "N''"],
  ['nvarchar(max)', null, "REPLICATE(CAST(N'東' AS nvarchar(max)), 9000)", "N''"],
  ['varchar(20)', 'nvarchar(20)', "'café'", "''"],
  ['varchar(max)', 'nvarchar(max)', "'plain'", "''"],
  ['char(5)', 'nvarchar(5)', "'abcde'", "'ab'"],
  ['binary(4)', null, '0x01020304', '0x00000000'],
  ['varbinary(20)', null, '0x00FF', '0x'],
  ['varbinary(max)', null, '0xDEADBEEF', '0x'],
]

/** A whole table. */
export async function readAll(server: TestServer, table: string): Promise<{ schema: Schema; batches: Batch[] }> {
  const home = mssqlHome(server.pool(), { type: 'mssql', connection: 'it', table })
  try {
    const { schema, ranges } = await home.describe(NEVER)
    const batches: Batch[] = []
    for (const range of ranges) for await (const batch of home.read(range, schema, NEVER)) batches.push(batch)
    return { schema, batches }
  } finally {
    await home.close()
  }
}
