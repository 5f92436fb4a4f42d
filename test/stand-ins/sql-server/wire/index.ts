/** Token encoders of the wire, for whoever makes token streams: the volume tables and the tests of the decoder. */
export { type Collation, collationOf, DEFAULT_COLLATION } from './collation.ts'
export { encodeColumns } from './columns.ts'
export { encodeRows, type RowOptions } from './rows.ts'
