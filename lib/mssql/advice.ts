/** What SQL Server's error numbers and the network's error codes mean for the reader. Data only. */

/** Errors after which the same request may well succeed: deadlocks, lock timeouts, failovers, throttling. */
export const RETRYABLE: ReadonlySet<number> = new Set([
  1205, 1222, 3960, 4060, 10928, 10929, 40197, 40501, 40613, 41839, 49918, 49919, 49920,
])

/** By SQL Server's error number. */
export const SERVER_ADVICE: Readonly<Record<number, string>> = {
  207: 'Compare the column names with the table: a column was renamed or misspelt.',
  208: 'Check the spelling, the schema and the database of the name, and that this login may see it.',
  229: 'Grant SELECT on the object to this login.',
  230: 'Grant SELECT on the column to this login, or leave it out with `columns`.',
  916: 'Give the login a user in this database, or correct `database`.',
  1205: 'The server chose this read as deadlock victim; it is safe to run again. `isolation: snapshot` avoids such deadlocks.',
  1222: 'A lock was held too long; it is safe to run again. `isolation: snapshot` does not wait for locks.',
  3952: 'Run ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON, or use `isolation: read_committed`.',
  3960: 'A snapshot conflict; it is safe to run again.',
  4060: 'Check the spelling of `database`, that it is online, and that this login has a user in it.',
  11525:
    'The query uses a temporary table, whose columns cannot be known beforehand: use a common table expression or a table variable.',
  11526:
    'The query uses a temporary table, whose columns cannot be known beforehand: use a common table expression or a table variable.',
  18456: 'Check user and password, and that the server accepts this kind of login.',
  18452:
    'The server accepts Windows logins only, or does not trust this one: enable SQL Server authentication or use Entra ID.',
  40615: 'Add the address of this machine to the firewall rules of the Azure SQL server.',
  40501: 'The service is busy; try again with a lower `options.concurrency`.',
  10928: 'The database is out of workers or sessions; try again with a lower `options.concurrency`.',
  10929: 'The database is out of workers or sessions; try again with a lower `options.concurrency`.',
}

/** By the operating system's or TLS's error code. */
export const NETWORK_ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Check `server` and `port`, that SQL Server runs there, and that TCP/IP is enabled for it.',
  ENOTFOUND: 'Check the spelling of `server`; the name is not known to the DNS.',
  EAI_AGAIN: 'The DNS did not answer; check the network and try again.',
  EHOSTUNREACH: 'Check the network, the VPN and the firewall between here and the server.',
  ENETUNREACH: 'Check the network, the VPN and the firewall between here and the server.',
  ETIMEDOUT: 'Check `server` and `port`, and the firewall between here and the server.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Connect by a name that the certificate carries, or set `trust_server_certificate: true`.',
  CERT_HAS_EXPIRED: 'Renew the certificate of the server; `trust_server_certificate: true` accepts it meanwhile.',
}

/** TLS error codes that say: nobody we trust has signed this certificate. */
export const UNTRUSTED: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
])
