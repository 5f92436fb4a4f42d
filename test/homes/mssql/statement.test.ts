import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selectTable, sizeByCatalog } from '../../../lib/homes/mssql/statement.ts'

test('all columns, no condition', () => {
  assert.equal(selectTable(['dbo', 'orders'], undefined, undefined), 'SELECT * FROM [dbo].[orders]')
})

test('columns are quoted, casts stand beside them', () => {
  const columns = [{ name: 'Order ID' }, { name: 'a]b' }, { name: 'Node', expression: '[Node].ToString()' }]
  assert.equal(
    selectTable(['dbo', 'Order Details'], columns, undefined),
    'SELECT [Order ID], [a]]b], [Node].ToString() AS [Node] FROM [dbo].[Order Details]',
  )
})

test('a condition that ends in a comment cannot swallow its bracket', () => {
  assert.equal(
    selectTable(['t'], undefined, 'Total > 0 OR 1 = 1 -- all'),
    'SELECT * FROM [t] WHERE (\nTotal > 0 OR 1 = 1 -- all\n)',
  )
})

test('a table of another database is counted in its own catalog', () => {
  const where = 'WHERE object_id = OBJECT_ID(@table) AND index_id IN (0, 1)'
  assert.equal(
    sizeByCatalog(['dbo', 'orders']),
    `SELECT SUM(row_count) AS [rows], SUM(used_page_count) AS [pages] FROM sys.dm_db_partition_stats ${where}`,
  )
  assert.equal(
    sizeByCatalog(['o]ther', 'dbo', 'orders']),
    `SELECT SUM(row_count) AS [rows], SUM(used_page_count) AS [pages] FROM [o]]ther].sys.dm_db_partition_stats ${where}`,
  )
})
