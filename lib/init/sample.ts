/** The workspace that `hygge-run init` writes when it knows no database: small, whole, and explained. */
import { SCHEMA_LINE } from './workspace-text.ts'

export const SAMPLE = `${SCHEMA_LINE}# Look first: hygge-run flows.yml --dry-run. Then run it: hygge-run flows.yml. Every key is in docs/configuration.md.

name: erp

connections:
  erp:
    type: mssql
    server: \${ERP_SERVER:-127.0.0.1}        # host name; an unset variable without :-default is an error
    database: erp
    authentication: { type: sql, user: reader, password: "\${ERP_PASSWORD}" }

flows:
  erp_to_files:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: out, format: parquet, compression: zstd }
    defaults: { run_type: full_drop }        # every run replaces the files
    entities:
      - customers
      - { name: orders, columns: [OrderId, CustomerId, OrderDate, Total], where: "Total > 0" }
      - name: stock_levels
        run_type: incremental               # only what is new since the last run
        watermark: { column: Version }      # a rowversion misses nothing; see docs/watermarks.md
      - { name: big_orders, home: { query: "select * from dbo.orders where Total > 10000" } }
`
