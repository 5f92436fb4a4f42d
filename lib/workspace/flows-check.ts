/** Generated from `schemas/flows.schema.json` by `schemas/generate.ts`: change the schema, then run it. */
// @ts-nocheck: ajv writes JavaScript
import type { ValidateFunction } from 'ajv'
import module0 from 'ajv/dist/runtime/ucs2length.js'
import module1 from 'ajv/dist/runtime/equal.js'

export const checks: Record<'FlowsFile' | 'MssqlHome' | 'LocalHome' | 'LocalStore' | 'AdlsStore' | 'OneLakeStore' | 'OpenMirroringStore' | 'MssqlStore' | 'SqliteStore', ValidateFunction> = {
  FlowsFile: validate10,
  MssqlHome: validate65,
  LocalHome: validate66,
  LocalStore: validate67,
  AdlsStore: validate69,
  OneLakeStore: validate72,
  OpenMirroringStore: validate75,
  MssqlStore: validate78,
  SqliteStore: validate80,
}


const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"FlowsFile","description":"A hygge flows file: where rows come from, where they settle, and which tables move.","type":"object","additionalProperties":false,"required":["flows"],"properties":{"name":{"description":"What the run is called in reports. Default: the name of the folder that holds the file.","type":"string","minLength":1},"options":{"$ref":"#/definitions/RunSettings"},"journal":{"$ref":"#/definitions/JournalSettings"},"connections":{"description":"Servers, by a name of your choice. A flow's home names one of them.","type":"object","propertyNames":{"minLength":1},"additionalProperties":{"$ref":"#/definitions/Connection"}},"defaults":{"$ref":"#/definitions/Defaults"},"hooks":{"$ref":"#/definitions/Hooks"},"flows":{"description":"Flows, by a name of your choice. Each one moves its entities from one home to one store.","type":"object","minProperties":1,"propertyNames":{"minLength":1},"additionalProperties":{"$ref":"#/definitions/Flow"}}},"definitions":{"RunSettings":{"description":"How the whole run uses the machine.","type":"object","additionalProperties":false,"properties":{"concurrency":{"description":"Entities that move at the same time.","type":"integer","minimum":1,"maximum":1000,"default":4},"memory":{"description":"Rows that may be in memory at once: bytes, or a number with KB, MB, GB, KiB, MiB or GiB. Default: a quarter of the memory of the machine or of the container.","type":["integer","string"],"minimum":1048576,"pattern":"^[0-9]+(\\.[0-9]+)? ?([KMG]i?B)$","examples":["512 MiB","2 GB"]},"workers":{"description":"Threads that encode files. Default: the cores this process may use.","type":"integer","minimum":1,"maximum":1000},"readers":{"description":"Threads that read from SQL Server, each with its own connections, and decode what they read; 0: the main thread does. Default: 0 below four cores, then two fifths of them less one, for all connections but the first.","type":"integer","minimum":0,"maximum":64},"continue_on_error":{"description":"false: after the first entity that failed nothing new begins, and the rest is skipped. Default: true.","type":"boolean"},"resume_within":{"description":"How old an unfinished full_drop may be to be finished instead of begun anew: a number with s, m, h or d.","type":"string","pattern":"^[0-9]+(\\.[0-9]+)? ?[smhd]$","examples":["1h","90m","30s"],"default":"1h"},"tries":{"description":"How often a step (connecting, reading, publishing) is tried when what it failed of may pass: a lost connection, a deadlock, a server that is busy. 1: never again.","type":"integer","minimum":1,"maximum":100,"default":5}}},"Hooks":{"description":"Who is told when a run has ended, as docs/hooks.md tells. Nothing fails of a hook that fails.","type":"object","additionalProperties":false,"properties":{"on_success":{"description":"Called when the exit code is 0.","type":"array","items":{"$ref":"#/definitions/Hook"}},"on_failure":{"description":"Called when it is another.","type":"array","items":{"$ref":"#/definitions/Hook"}}}},"Hook":{"description":"A command that gets the JSON on its standard input, or a URL that gets it as a POST.","type":"object","additionalProperties":false,"properties":{"command":{"description":"Program and arguments; it runs in the folder of this file, without a shell.","type":"array","minItems":1,"items":{"type":"string"},"examples":[["./notify.sh","data-team"]]},"url":{"description":"http or https. Keep it out of the file where it is a secret: write ${NAME}.","type":"string","pattern":"^https?://","examples":["${ALERT_WEBHOOK}"]},"headers":{"description":"Headers of the POST, besides its content type.","type":"object","additionalProperties":{"type":"string"}},"timeout":{"description":"Seconds for each try.","type":"number","exclusiveMinimum":0,"maximum":3600,"default":30},"tries":{"description":"How often it is called until it succeeds.","type":"integer","minimum":1,"maximum":20,"default":3}}},"JournalSettings":{"description":"Where hygge remembers what it has done: `path` or `location`. Default: the folder .hygge/journal beside this file.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Folder of the journal, relative to the folder of this file.","type":"string","minLength":1,"examples":["../journal"]},"location":{"description":"store: the folder .hygge_journal in the base of each entity's store, on this machine or in the lake; home: in its home, where that has a folder.","enum":["store","home"]}}},"Connection":{"description":"A server, and how to log in to it.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/MssqlConnection"}]},"MssqlConnection":{"description":"A SQL Server, Azure SQL or Fabric SQL database.","type":"object","additionalProperties":false,"required":["type","server","database","authentication"],"properties":{"type":{"description":"Kind of server.","const":"mssql"},"server":{"description":"Host name or address, without the port.","type":"string","minLength":1,"examples":["erp.database.windows.net"]},"port":{"description":"TCP port.","type":"integer","minimum":1,"maximum":65535,"default":1433},"database":{"description":"Database to read from.","type":"string","minLength":1},"encrypt":{"description":"true: TLS; false: no TLS for the data; strict: TDS 8.0, TLS before anything else.","enum":[true,false,"strict"],"default":true},"trust_server_certificate":{"description":"Accept a certificate that no known authority has signed. For test servers.","type":"boolean","default":false},"authentication":{"$ref":"#/definitions/Authentication"},"connect_timeout":{"description":"Seconds to be connected and logged in.","type":"number","exclusiveMinimum":0,"maximum":3600,"default":30},"request_timeout":{"description":"Seconds without a byte from the server after which a request counts as lost; 0 = never.","type":"number","minimum":0,"maximum":86400,"default":300},"application_intent":{"description":"read_only lets an availability group route to a readable secondary.","enum":["read_write","read_only"],"default":"read_write"},"pool":{"$ref":"#/definitions/Pool"}}},"Pool":{"description":"How many sessions of the server there may be. They are opened when they are needed, and used again.","type":"object","additionalProperties":false,"properties":{"size":{"description":"Sessions for reading, and as many for writing, so that neither waits for the other. Default: twice `options.concurrency`, at least 4.","type":"integer","minimum":1,"maximum":1000},"acquire_timeout":{"description":"Seconds to wait until a session is free; 0 = as long as it takes. Default: 3600, as others may read for long.","type":"number","minimum":0,"maximum":86400}}},"Authentication":{"description":"How to log in. Keep secrets out of the file: write ${NAME} and set the environment variable.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/SqlAuthentication"},{"$ref":"#/definitions/DefaultAuthentication"},{"$ref":"#/definitions/ManagedIdentityAuthentication"},{"$ref":"#/definitions/ServicePrincipalAuthentication"},{"$ref":"#/definitions/AzureCliAuthentication"},{"$ref":"#/definitions/AccessTokenAuthentication"}]},"SqlAuthentication":{"description":"A SQL Server login.","type":"object","additionalProperties":false,"required":["type","user","password"],"properties":{"type":{"description":"A SQL Server login.","const":"sql"},"user":{"description":"Login name.","type":"string","minLength":1},"password":{"description":"Password of the login.","type":"string","examples":["${ERP_PASSWORD}"]}}},"DefaultAuthentication":{"description":"Microsoft Entra, whatever identity this machine offers (DefaultAzureCredential).","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"description":"Whatever Entra identity this machine offers.","const":"default"}}},"ManagedIdentityAuthentication":{"description":"The managed identity of the Azure resource that hygge runs on.","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"description":"The managed identity of this Azure resource.","const":"managed_identity"},"client_id":{"description":"Client id of a user-assigned identity. Default: the system-assigned one.","type":"string","minLength":1}}},"ServicePrincipalAuthentication":{"description":"An Entra application with a client secret.","type":"object","additionalProperties":false,"required":["type","tenant_id","client_id","client_secret"],"properties":{"type":{"description":"An Entra application.","const":"service_principal"},"tenant_id":{"description":"Id of the tenant.","type":"string","minLength":1},"client_id":{"description":"Id of the application.","type":"string","minLength":1},"client_secret":{"description":"Secret of the application.","type":"string","minLength":1,"examples":["${AZURE_CLIENT_SECRET}"]}}},"AzureCliAuthentication":{"description":"The account that is logged in to the Azure command line (az login).","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"description":"The account of `az login`.","const":"azure_cli"},"tenant_id":{"description":"Tenant to ask. Default: the account's own.","type":"string","minLength":1}}},"AccessTokenAuthentication":{"description":"A token that something else has got already.","type":"object","additionalProperties":false,"required":["type","token"],"properties":{"type":{"description":"A token that something else has got already.","const":"access_token"},"token":{"description":"Access token for https://database.windows.net/.","type":"string","minLength":1,"examples":["${SQL_TOKEN}"]}}},"Flow":{"description":"One home, one store, and the entities that move between them.","type":"object","additionalProperties":false,"required":["home","store","entities"],"properties":{"home":{"$ref":"#/definitions/Home"},"store":{"$ref":"#/definitions/Store"},"defaults":{"$ref":"#/definitions/Defaults"},"entities":{"description":"The tables or data sets to move, as names or as maps.","type":"array","minItems":1,"items":{"$ref":"#/definitions/FlowEntity"}}}},"Home":{"description":"Where rows come from.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/MssqlHome"},{"$ref":"#/definitions/LocalHome"}]},"MssqlHome":{"description":"Tables or queries of a SQL Server.","type":"object","additionalProperties":false,"required":["type","connection"],"properties":{"type":{"description":"Kind of source.","const":"mssql"},"connection":{"description":"One of the names under `connections`.","type":"string","minLength":1},"table":{"description":"Table or view, one to three parts, brackets around parts that need them. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["dbo.{entity}","dbo.[Order Details]"]},"query":{"description":"A SELECT of your own, instead of `table`. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1},"columns":{"description":"Columns to read, as the table names them, in this order. Default: all. Goes with `table`.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"where":{"description":"A T-SQL condition on the rows to read. Goes with `table`.","type":"string","minLength":1,"examples":["Total > 0"]},"ranges":{"description":"The most ranges that a table is read in at the same time, each over a connection of its own; 1: never more than one. Default: what its size is worth, at most 4 and one a core.","type":"integer","minimum":1,"maximum":64},"range_column":{"description":"The column whose values cut the table into ranges. Default: the key of the clustered index. Goes with `table`.","type":"string","minLength":1},"isolation":{"description":"Transaction isolation level of the read.","enum":["read_committed","snapshot","read_uncommitted"],"default":"read_committed"},"datetime2":{"description":"What becomes of the seventh digit of datetime2(7) and datetimeoffset(7): cut to microseconds, or kept as nanoseconds or as text.","enum":["microseconds","nanoseconds","string"],"default":"microseconds"},"datetimeoffset":{"description":"utc moves the instant to UTC; string keeps the offset.","enum":["utc","string"],"default":"utc"},"uniqueidentifier":{"description":"string as the server prints it, or uuid as 16 bytes.","enum":["string","uuid"],"default":"string"}}},"LocalHome":{"description":"Files of this machine, as docs/homes/local.md tells.","type":"object","additionalProperties":false,"required":["type","path"],"properties":{"type":{"description":"Kind of source.","const":"local"},"path":{"description":"A file, a folder or a glob, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity} or a glob, the flow's path is the folder in which each entity has a file or folder of its name.","type":"string","minLength":1,"examples":["in","in/{entity}.parquet","in/{entity}/2026-*/**/*.parquet"]},"format":{"description":"File format.","enum":["parquet","csv","ndjson"],"default":"parquet"},"columns":{"description":"Columns to read, as the files name them, in this order. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"where":{"description":"Which rows to read: comparisons, IS [NOT] NULL and [NOT] IN, joined by AND.","type":"string","minLength":1,"examples":["status = 'open' AND amount >= 10.5"]},"csv":{"$ref":"#/definitions/CsvFiles"},"encoding":{"description":"Of csv and ndjson: utf-8, utf-16le, windows-1252, latin1 and others. Default: utf-8.","type":"string","minLength":1,"examples":["windows-1252"]},"types":{"description":"Of csv and ndjson: the types of columns, by their names. The others are inferred from a sample.","type":"object","additionalProperties":{"description":"bool, int16, int32, int64, float32, float64, decimal(18,2), date, time, timestamp, timestamp(us,utc), timestamp(ns), text, binary or uuid.","type":"string","minLength":1,"examples":["decimal(18,2)"]}}}},"CsvFiles":{"description":"How CSV files are written.","type":"object","additionalProperties":false,"properties":{"header":{"description":"true: the first row has the names; false: there are none, and columns are called column1, column2 …; a list: these are the names. Default: true.","type":["boolean","array"],"minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"delimiter":{"description":"What stands between values: one character. Default: a comma.","type":"string","minLength":1,"maxLength":1,"examples":[";","\t"]},"quote":{"description":"What stands around values that hold a delimiter: one character, or null for nothing. Default: a double quote.","type":["string","null"],"minLength":1,"maxLength":1},"nulls":{"description":"Texts that mean NULL when no quotes are around them. Nothing at all always does.","type":"array","uniqueItems":true,"items":{"type":"string"},"examples":[["NULL","\\N"]]}}},"HomeChanges":{"description":"What differs from the flow's home: keys that its type has. A `query` replaces an inherited `table`, and the other way round.","type":"object","additionalProperties":false,"properties":{"connection":{"$ref":"#/definitions/MssqlHome/properties/connection"},"table":{"$ref":"#/definitions/MssqlHome/properties/table"},"query":{"$ref":"#/definitions/MssqlHome/properties/query"},"columns":{"$ref":"#/definitions/MssqlHome/properties/columns"},"where":{"$ref":"#/definitions/FlowEntity/properties/where"},"ranges":{"$ref":"#/definitions/MssqlHome/properties/ranges"},"range_column":{"$ref":"#/definitions/MssqlHome/properties/range_column"},"isolation":{"$ref":"#/definitions/MssqlHome/properties/isolation"},"datetime2":{"$ref":"#/definitions/MssqlHome/properties/datetime2"},"datetimeoffset":{"$ref":"#/definitions/MssqlHome/properties/datetimeoffset"},"uniqueidentifier":{"$ref":"#/definitions/MssqlHome/properties/uniqueidentifier"},"path":{"$ref":"#/definitions/LocalHome/properties/path"},"format":{"$ref":"#/definitions/LocalHome/properties/format"},"csv":{"$ref":"#/definitions/LocalHome/properties/csv"},"encoding":{"$ref":"#/definitions/LocalHome/properties/encoding"},"types":{"$ref":"#/definitions/LocalHome/properties/types"}}},"Store":{"description":"Where rows settle.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/LocalStore"},{"$ref":"#/definitions/AdlsStore"},{"$ref":"#/definitions/OneLakeStore"},{"$ref":"#/definitions/OpenMirroringStore"},{"$ref":"#/definitions/MssqlStore"},{"$ref":"#/definitions/SqliteStore"}]},"LocalStore":{"description":"Files in a folder of this machine.","type":"object","additionalProperties":false,"required":["type","path"],"properties":{"type":{"description":"Kind of destination.","const":"local"},"path":{"description":"Folder, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.","type":"string","minLength":1,"examples":["out","out/{flow}/{entity}"]},"format":{"description":"File format.","enum":["parquet","csv","ndjson"],"default":"parquet"},"compression":{"description":"How files are compressed: Parquet column by column, the others as a whole, and not by snappy. Default: zstd for Parquet, none for the others.","enum":["zstd","snappy","gzip","none"]},"rows_per_file":{"description":"Rows after which a new file begins.","type":"integer","minimum":1,"maximum":2147483647,"default":1000000},"polish":{"$ref":"#/definitions/Polish"}}},"AdlsStore":{"description":"Files in an Azure storage account with a hierarchical namespace (ADLS Gen2), as docs/stores/adls.md tells.","type":"object","additionalProperties":false,"required":["type","account_url","filesystem","path"],"properties":{"type":{"description":"Kind of destination.","const":"adls"},"account_url":{"description":"Address of the account's dfs endpoint.","type":"string","minLength":1,"examples":["https://account.dfs.core.windows.net"]},"filesystem":{"description":"Name of the file system (container); it must be there.","type":"string","minLength":1,"examples":["raw"]},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"path":{"description":"Folder in the file system. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.","type":"string","minLength":1,"examples":["erp/{entity}"]},"format":{"$ref":"#/definitions/LocalStore/properties/format"},"compression":{"$ref":"#/definitions/LocalStore/properties/compression"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"polish":{"$ref":"#/definitions/Polish"}}},"OneLakeStore":{"description":"Files in a lakehouse of Microsoft Fabric, as docs/stores/onelake.md tells.","type":"object","additionalProperties":false,"required":["type","workspace","lakehouse"],"properties":{"type":{"description":"Kind of destination.","const":"onelake"},"account_url":{"description":"Address of OneLake's dfs endpoint: that of a region, where one must be named.","type":"string","minLength":1,"examples":["https://westeurope-onelake.dfs.fabric.microsoft.com"],"default":"https://onelake.dfs.fabric.microsoft.com"},"workspace":{"description":"GUID of the workspace (advised), or its name. Workspace and lakehouse are both GUIDs or both names.","type":"string","minLength":1,"examples":["8a1f0c7e-6f0b-4a6e-9d55-0b8f1c2d3e4f"]},"lakehouse":{"description":"GUID of the lakehouse (advised), or its name.","type":"string","minLength":1,"examples":["0c9d8e7f-1a2b-4c3d-8e9f-a0b1c2d3e4f5"]},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"schema":{"description":"Schema of the tables: the default path is then Files/<schema>.schema/{entity}. Goes without `path`.","type":"string","minLength":1,"examples":["sales"]},"path":{"description":"Folder in the lakehouse, below Files. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it. Default: Files/{entity}.","type":"string","minLength":1,"examples":["Files/erp/{entity}"]},"format":{"$ref":"#/definitions/LocalStore/properties/format"},"compression":{"$ref":"#/definitions/LocalStore/properties/compression"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"polish":{"$ref":"#/definitions/Polish"}}},"OpenMirroringStore":{"description":"Tables of a mirrored database of Microsoft Fabric (Open Mirroring), as docs/stores/open-mirroring.md tells.","type":"object","additionalProperties":false,"required":["type","workspace","mirror"],"properties":{"type":{"description":"Kind of destination.","const":"open_mirroring"},"account_url":{"$ref":"#/definitions/OneLakeStore/properties/account_url"},"workspace":{"description":"GUID of the workspace (advised), or its name. Workspace and mirror are both GUIDs or both names.","type":"string","minLength":1,"examples":["8a1f0c7e-6f0b-4a6e-9d55-0b8f1c2d3e4f"]},"mirror":{"description":"GUID of the mirrored database (advised), or its name.","type":"string","minLength":1,"examples":["5e6f7a8b-9c0d-4e1f-a2b3-c4d5e6f7a8b9"]},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"schema":{"description":"Schema of the tables in the mirrored database; without it they are in dbo. {schema} is filled in. Goes without `path`.","type":"string","minLength":1,"examples":["sales","{schema}"]},"path":{"description":"Folder of the table in the landing zone. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it. Default: Files/LandingZone/{entity}.","type":"string","minLength":1,"examples":["Files/LandingZone/{schema}.schema/{entity}"]},"key_columns":{"description":"One column, or several, that tell rows apart, as the source or the files name them. Needed for rows that update or delete others; cannot be changed without a full_drop.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"minItems":1,"uniqueItems":true,"examples":["OrderId",["CompanyId","OrderId"]]},"row_marker":{"description":"What the rows of an increment do: 0 insert, 1 update, 2 delete, 4 insert or update. Needs `key_columns`; default then: 4. A column __rowMarker__ of the source says it for each row.","enum":[0,1,2,4]},"file_detection":{"description":"How the replicator knows which file comes next: sequential, by numbers without a gap; last_update, by the time of each file.","enum":["sequential","last_update"],"default":"sequential"},"partner":{"$ref":"#/definitions/MirrorPartner"},"mirror_journal":{"description":"The journal is a table of the mirrored database, too: hygge.journal, one row for each finished run of an entity, brought up to date at the end of each run.","type":"boolean","default":false},"folder_deletion_wait_seconds":{"description":"Seconds that a dropped table may take to be gone in Fabric, before a full_drop puts the new one in its place.","type":"number","minimum":0,"maximum":3600,"default":120},"compression":{"description":"How the columns of the files, which are Parquet, are compressed.","enum":["zstd","snappy","gzip","none"],"default":"zstd"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"polish":{"$ref":"#/definitions/Polish"}}},"MirrorPartner":{"description":"Who writes to the landing zone: Fabric shows it. Written once, to _partnerEvents.json.","type":"object","additionalProperties":false,"required":["name","source_type"],"properties":{"name":{"description":"Who it is.","type":"string","minLength":1,"examples":["hygge"]},"source_type":{"description":"What kind of source the rows come from.","type":"string","minLength":1,"examples":["SQL Server"]},"source_version":{"description":"Its version.","type":"string","minLength":1,"examples":["2022"]}}},"LakeAuthentication":{"description":"How to log in to a lake. Default: { type: default }. Keep secrets out of the file: write ${NAME} and set the environment variable.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/DefaultAuthentication"},{"$ref":"#/definitions/ManagedIdentityAuthentication"},{"$ref":"#/definitions/ServicePrincipalAuthentication"},{"$ref":"#/definitions/AzureCliAuthentication"},{"$ref":"#/definitions/StorageKeyAuthentication"},{"$ref":"#/definitions/SasAuthentication"}]},"StorageKeyAuthentication":{"description":"An account key. OneLake has none.","type":"object","additionalProperties":false,"required":["type","key"],"properties":{"type":{"description":"An account key.","const":"storage_key"},"key":{"description":"The key.","type":"string","minLength":1,"examples":["${STORAGE_KEY}"]}}},"SasAuthentication":{"description":"A shared access signature with the rights to read, add, create, write, delete, list and move.","type":"object","additionalProperties":false,"required":["type","token"],"properties":{"type":{"description":"A shared access signature.","const":"sas"},"token":{"description":"The signature's query, with or without the question mark in front.","type":"string","minLength":1,"examples":["${STORAGE_SAS}"]}}},"MssqlStore":{"description":"Tables of a SQL Server, as docs/stores/mssql.md tells.","type":"object","additionalProperties":false,"required":["type","connection","table"],"properties":{"type":{"description":"Kind of destination.","const":"mssql"},"connection":{"description":"One of the names under `connections`.","type":"string","minLength":1},"table":{"description":"Table, one or two parts, brackets around parts that need them; of dbo when it has one. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["dbo.{entity}","staging.[{flow} {entity}]"]},"if_exists":{"description":"What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.","enum":["fail","append","replace","merge"]},"key":{"description":"Columns that tell rows apart, by their names in the table: for merge, and for rowstore.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"keep":{"description":"What a table that replaces another one takes over from it.","type":"array","uniqueItems":true,"items":{"enum":["indexes","permissions"]},"default":[]},"storage":{"description":"How a table that hygge makes is stored: clustered columnstore, heap, or rowstore with a clustered index on the `key`.","enum":["columnstore","heap","rowstore"],"default":"columnstore"},"rows_per_load":{"description":"Rows of one bulk load, which is one transaction.","type":"integer","minimum":1,"maximum":2147483647,"default":1048576},"polish":{"$ref":"#/definitions/Polish"}}},"SqliteStore":{"description":"Tables of an SQLite file of this machine, as docs/stores/sqlite.md tells.","type":"object","additionalProperties":false,"required":["type","path"],"properties":{"type":{"description":"Kind of destination.","const":"sqlite"},"path":{"description":"Database file, relative to the folder of this file; it is made when it is not there. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["out/erp.db"]},"table":{"description":"Name of the table. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"default":"{entity}"},"if_exists":{"description":"What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.","enum":["fail","append","replace","merge"]},"key":{"description":"Columns that tell rows apart, by their names in the table: rows with the same key are one row.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"rows_per_part":{"description":"Rows that are staged as one file: what a run that died need not read again.","type":"integer","minimum":1,"maximum":2147483647,"default":1000000},"polish":{"$ref":"#/definitions/Polish"}}},"StoreChanges":{"description":"What differs from the flow's store: keys that its type has.","type":"object","additionalProperties":false,"properties":{"account_url":{"$ref":"#/definitions/AdlsStore/properties/account_url"},"filesystem":{"$ref":"#/definitions/AdlsStore/properties/filesystem"},"workspace":{"$ref":"#/definitions/OneLakeStore/properties/workspace"},"lakehouse":{"$ref":"#/definitions/OneLakeStore/properties/lakehouse"},"mirror":{"$ref":"#/definitions/OpenMirroringStore/properties/mirror"},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"schema":{"$ref":"#/definitions/OneLakeStore/properties/schema"},"path":{"$ref":"#/definitions/LocalStore/properties/path"},"key_columns":{"$ref":"#/definitions/OpenMirroringStore/properties/key_columns"},"row_marker":{"$ref":"#/definitions/OpenMirroringStore/properties/row_marker"},"file_detection":{"$ref":"#/definitions/OpenMirroringStore/properties/file_detection"},"partner":{"$ref":"#/definitions/MirrorPartner"},"mirror_journal":{"description":"The journal is a table of the mirrored database, too: hygge.journal, one row for each finished run of an entity, brought up to date at the end of each run.","type":"boolean","default":false},"folder_deletion_wait_seconds":{"$ref":"#/definitions/OpenMirroringStore/properties/folder_deletion_wait_seconds"},"format":{"$ref":"#/definitions/LocalStore/properties/format"},"compression":{"$ref":"#/definitions/LocalStore/properties/compression"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"connection":{"$ref":"#/definitions/MssqlStore/properties/connection"},"table":{"$ref":"#/definitions/MssqlStore/properties/table"},"if_exists":{"$ref":"#/definitions/MssqlStore/properties/if_exists"},"key":{"$ref":"#/definitions/MssqlStore/properties/key"},"keep":{"$ref":"#/definitions/MssqlStore/properties/keep"},"storage":{"$ref":"#/definitions/MssqlStore/properties/storage"},"rows_per_load":{"$ref":"#/definitions/MssqlStore/properties/rows_per_load"},"rows_per_part":{"$ref":"#/definitions/SqliteStore/properties/rows_per_part"},"polish":{"$ref":"#/definitions/Polish"}}},"Polish":{"description":"What is done to the columns before they are written, as docs/polish.md tells.","type":"object","additionalProperties":false,"properties":{"columns":{"$ref":"#/definitions/PolishColumns"},"hash_ids":{"description":"New columns, in front, that are hashes of others.","type":"array","items":{"$ref":"#/definitions/PolishHashId"}},"constants":{"description":"New columns that hold one value.","type":"array","items":{"$ref":"#/definitions/PolishConstant"}},"timestamps":{"description":"New columns that hold the moment the run began: one value for all rows of a run.","type":"array","items":{"$ref":"#/definitions/PolishTimestamp"}},"add_row_marker":{"$ref":"#/definitions/PolishRowMarker"},"mask":{"description":"Columns whose values must not leave the source as they are. Hash ids are made of the masked values.","type":"array","items":{"$ref":"#/definitions/PolishMask"}}}},"PolishColumns":{"description":"How columns are renamed, in this order. Names that would be the same get _1, _2 and so on.","type":"object","additionalProperties":false,"properties":{"remove_special":{"description":"Keep ASCII letters, digits, blanks, _ and - only; what is in parentheses moves to the end.","type":"boolean","default":false},"remove_spaces":{"description":"Remove blanks.","type":"boolean","default":false},"case":{"description":"EmployeeNumber, employeeNumber, employee_number, or as it is.","enum":["pascal","camel","snake","none"],"default":"none"}}},"PolishHashId":{"description":"A column that is the hash of others; never NULL.","type":"object","additionalProperties":false,"required":["name","from_columns"],"properties":{"name":{"description":"Name of the new column; it is renamed like the others.","type":"string","minLength":1},"from_columns":{"description":"Columns of the source, by their names there or in the files; their order counts.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"algo":{"description":"Hash function.","enum":["sha256","sha512"],"default":"sha256"},"hex":{"description":"true: text, in lower case; false: bytes.","type":"boolean","default":true}}},"PolishConstant":{"description":"A column that holds one value.","type":"object","additionalProperties":false,"required":["name","value"],"properties":{"name":{"description":"Name of the new column.","type":"string","minLength":1},"value":{"description":"Text, a number or true or false; a whole number becomes an int32 or an int64.","type":["string","number","boolean"]}}},"PolishTimestamp":{"description":"A column that holds the moment the run began.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"description":"Name of the new column.","type":"string","minLength":1},"source":{"description":"In UTC, or as the clocks of this machine show it.","enum":["now_utc","now_local"],"default":"now_utc"},"type":{"description":"A timestamp of microseconds, or text.","enum":["datetime","string"],"default":"datetime"},"format":{"description":"How the text looks, with %Y %y %m %d %H %M %S %f %j %F %T and %%. Default: ISO 8601.","type":"string","minLength":1,"examples":["%Y-%m-%d %H:%M:%S"]}}},"PolishRowMarker":{"description":"Adds the column __rowMarker__ of Open Mirroring, as the last.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"false takes out what is said further away.","type":"boolean","default":true},"value":{"description":"What is to be done with the rows: 0 insert, 1 update, 2 delete, 4 insert or update.","enum":[0,1,2,4],"default":4}}},"PolishMask":{"description":"A column whose values are replaced by their hashes, by hashes with a key, or by NULL.","type":"object","additionalProperties":false,"required":["column","method"],"properties":{"column":{"description":"Column of the source, by its name there or in the files.","type":"string","minLength":1},"method":{"description":"sha256: can be guessed when there are few possible values; hmac: not without the key; null: nothing is left.","enum":["sha256","hmac","null",null]},"key":{"description":"Key for hmac, at least 16 characters. Keep it out of the file: write ${NAME}.","type":"string","examples":["${MASK_KEY}"]}}},"RunType":{"description":"full_drop replaces what is in the store; incremental adds to it.","enum":["full_drop","incremental"],"default":"full_drop"},"Timeout":{"description":"Seconds that an entity may take to be described, read and staged. When they are over it has failed, and nothing of it is kept. Default: no limit.","type":"number","exclusiveMinimum":0,"maximum":604800},"Verify":{"description":"What is looked at again after publishing. rows: that every file is there and has its rows; checksum: every value in the files, too; source: the source is asked to count, too; full: all of it. A difference is exit code 3.","enum":["rows","checksum","source","full"],"default":"rows"},"Watermark":{"description":"How an incremental run knows what is new: a column whose values only grow. Who names a `column` says all of it; who does not, adds to what the defaults say.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"column":{"description":"Column of the table; it need not be among `columns`. A rowversion is the safest.","type":"string","minLength":1,"examples":["ModifiedAt"]},"key":{"description":"One column, or several, that together tell rows with the same value apart: those that come late are not missed. Never NULL, and need not be among `columns`.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"minItems":1,"uniqueItems":true,"examples":["OrderId",["OrderId","Line"]]},"overlap":{"description":"How late rows may come: every run looks so far behind the last one again, and moves what it has not moved. A duration for times, a number for numbers. Needs `key`.","type":["string","number"],"pattern":"^[0-9]+(\\.[0-9]+)? ?[smhd]$","exclusiveMinimum":0,"examples":["10m","2h",1000]},"initial":{"description":"Where the first incremental run begins: behind this value, or `now`, which moves only rows that come from then on. Default: at the first row.","type":["string","number"],"minLength":1,"examples":["2026-01-01T00:00:00",1000,"now"]}}},"EntityWatermark":{"description":"How an incremental run knows what is new; false: not by what the defaults say.","type":["object","boolean"],"additionalProperties":false,"minProperties":1,"properties":{"column":{"$ref":"#/definitions/Watermark/properties/column"},"key":{"$ref":"#/definitions/Watermark/properties/key"},"overlap":{"$ref":"#/definitions/Watermark/properties/overlap"},"initial":{"$ref":"#/definitions/Watermark/properties/initial"}}},"SchemaDrift":{"description":"What happens when the columns are no longer those of the last run. fail ends the run with exit code 4 before anything is changed.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"add":{"description":"A column is new, or comes back as it was. Default: allow.","type":"string","enum":["allow","fail"]},"drop":{"description":"A column is gone. Default: allow.","type":"string","enum":["allow","fail"]},"widen":{"description":"A column's type became larger (int to bigint, more digits of a decimal), or it may be NULL now. Default: allow.","type":"string","enum":["allow","fail"]},"change":{"description":"A column is of another type. new_version lets the rows settle in a place of their own from then on: <path>_v2. Default: fail for increments, allow for a full_drop, which replaces everything.","type":"string","enum":["allow","fail","new_version"]}}},"Defaults":{"description":"What every entity has unless something nearer says otherwise: the workspace's `defaults` count least, then those of a flow, then what the flow says, then the entity.","type":"object","additionalProperties":false,"properties":{"run_type":{"$ref":"#/definitions/RunType"},"watermark":{"$ref":"#/definitions/Watermark"},"timeout":{"$ref":"#/definitions/Timeout"},"verify":{"$ref":"#/definitions/Verify"},"schema_drift":{"$ref":"#/definitions/SchemaDrift"},"home":{"$ref":"#/definitions/HomeChanges"},"store":{"$ref":"#/definitions/StoreChanges"}}},"FlowEntity":{"description":"A table or data set: its name, or a map of its name and what differs from the flow.","type":["string","object"],"minLength":1,"additionalProperties":false,"required":["name"],"properties":{"name":{"description":"Name of the entity, unique in its flow. Fills {entity}; `sales.Orders` also fills {schema}, and then {entity} is Orders in texts that have both. A pattern (`dbo.*`) stands for all tables of a SQL Server that it matches.","type":"string","minLength":1,"examples":["sales.Orders","dbo.*"]},"exclude":{"description":"Of a pattern: tables that it does not mean, as names or patterns. `*` is any text and `?` any character; in brackets they are themselves.","type":"array","minItems":1,"items":{"type":"string","minLength":1},"examples":[["dbo.tmp_*"]]},"views":{"description":"Of a pattern: true takes views, too. Default: tables only.","type":"boolean"},"run_type":{"$ref":"#/definitions/RunType"},"watermark":{"$ref":"#/definitions/EntityWatermark"},"columns":{"$ref":"#/definitions/MssqlHome/properties/columns"},"where":{"description":"Which rows to read: for SQL Server a T-SQL condition, for files what docs/homes/local.md tells.","type":"string","minLength":1,"examples":["Total > 0"]},"timeout":{"$ref":"#/definitions/Timeout"},"verify":{"$ref":"#/definitions/Verify"},"schema_drift":{"$ref":"#/definitions/SchemaDrift"},"home":{"$ref":"#/definitions/HomeChanges"},"store":{"$ref":"#/definitions/StoreChanges"}}}}};
const schema12 = {"description":"How the whole run uses the machine.","type":"object","additionalProperties":false,"properties":{"concurrency":{"description":"Entities that move at the same time.","type":"integer","minimum":1,"maximum":1000,"default":4},"memory":{"description":"Rows that may be in memory at once: bytes, or a number with KB, MB, GB, KiB, MiB or GiB. Default: a quarter of the memory of the machine or of the container.","type":["integer","string"],"minimum":1048576,"pattern":"^[0-9]+(\\.[0-9]+)? ?([KMG]i?B)$","examples":["512 MiB","2 GB"]},"workers":{"description":"Threads that encode files. Default: the cores this process may use.","type":"integer","minimum":1,"maximum":1000},"readers":{"description":"Threads that read from SQL Server, each with its own connections, and decode what they read; 0: the main thread does. Default: 0 below four cores, then two fifths of them less one, for all connections but the first.","type":"integer","minimum":0,"maximum":64},"continue_on_error":{"description":"false: after the first entity that failed nothing new begins, and the rest is skipped. Default: true.","type":"boolean"},"resume_within":{"description":"How old an unfinished full_drop may be to be finished instead of begun anew: a number with s, m, h or d.","type":"string","pattern":"^[0-9]+(\\.[0-9]+)? ?[smhd]$","examples":["1h","90m","30s"],"default":"1h"},"tries":{"description":"How often a step (connecting, reading, publishing) is tried when what it failed of may pass: a lost connection, a deadlock, a server that is busy. 1: never again.","type":"integer","minimum":1,"maximum":100,"default":5}}};
const schema13 = {"description":"Where hygge remembers what it has done: `path` or `location`. Default: the folder .hygge/journal beside this file.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Folder of the journal, relative to the folder of this file.","type":"string","minLength":1,"examples":["../journal"]},"location":{"description":"store: the folder .hygge_journal in the base of each entity's store, on this machine or in the lake; home: in its home, where that has a folder.","enum":["store","home"]}}};
const func2 = module0.default;
const pattern0 = new RegExp("^[0-9]+(\\.[0-9]+)? ?([KMG]i?B)$", "u");
const pattern1 = new RegExp("^[0-9]+(\\.[0-9]+)? ?[smhd]$", "u");
const schema14 = {"description":"A server, and how to log in to it.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/MssqlConnection"}]};
const schema15 = {"description":"A SQL Server, Azure SQL or Fabric SQL database.","type":"object","additionalProperties":false,"required":["type","server","database","authentication"],"properties":{"type":{"description":"Kind of server.","const":"mssql"},"server":{"description":"Host name or address, without the port.","type":"string","minLength":1,"examples":["erp.database.windows.net"]},"port":{"description":"TCP port.","type":"integer","minimum":1,"maximum":65535,"default":1433},"database":{"description":"Database to read from.","type":"string","minLength":1},"encrypt":{"description":"true: TLS; false: no TLS for the data; strict: TDS 8.0, TLS before anything else.","enum":[true,false,"strict"],"default":true},"trust_server_certificate":{"description":"Accept a certificate that no known authority has signed. For test servers.","type":"boolean","default":false},"authentication":{"$ref":"#/definitions/Authentication"},"connect_timeout":{"description":"Seconds to be connected and logged in.","type":"number","exclusiveMinimum":0,"maximum":3600,"default":30},"request_timeout":{"description":"Seconds without a byte from the server after which a request counts as lost; 0 = never.","type":"number","minimum":0,"maximum":86400,"default":300},"application_intent":{"description":"read_only lets an availability group route to a readable secondary.","enum":["read_write","read_only"],"default":"read_write"},"pool":{"$ref":"#/definitions/Pool"}}};
const schema23 = {"description":"How many sessions of the server there may be. They are opened when they are needed, and used again.","type":"object","additionalProperties":false,"properties":{"size":{"description":"Sessions for reading, and as many for writing, so that neither waits for the other. Default: twice `options.concurrency`, at least 4.","type":"integer","minimum":1,"maximum":1000},"acquire_timeout":{"description":"Seconds to wait until a session is free; 0 = as long as it takes. Default: 3600, as others may read for long.","type":"number","minimum":0,"maximum":86400}}};
const func5 = Object.prototype.hasOwnProperty;
const schema16 = {"description":"How to log in. Keep secrets out of the file: write ${NAME} and set the environment variable.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/SqlAuthentication"},{"$ref":"#/definitions/DefaultAuthentication"},{"$ref":"#/definitions/ManagedIdentityAuthentication"},{"$ref":"#/definitions/ServicePrincipalAuthentication"},{"$ref":"#/definitions/AzureCliAuthentication"},{"$ref":"#/definitions/AccessTokenAuthentication"}]};
const schema17 = {"description":"A SQL Server login.","type":"object","additionalProperties":false,"required":["type","user","password"],"properties":{"type":{"description":"A SQL Server login.","const":"sql"},"user":{"description":"Login name.","type":"string","minLength":1},"password":{"description":"Password of the login.","type":"string","examples":["${ERP_PASSWORD}"]}}};
const schema18 = {"description":"Microsoft Entra, whatever identity this machine offers (DefaultAzureCredential).","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"description":"Whatever Entra identity this machine offers.","const":"default"}}};
const schema19 = {"description":"The managed identity of the Azure resource that hygge runs on.","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"description":"The managed identity of this Azure resource.","const":"managed_identity"},"client_id":{"description":"Client id of a user-assigned identity. Default: the system-assigned one.","type":"string","minLength":1}}};
const schema20 = {"description":"An Entra application with a client secret.","type":"object","additionalProperties":false,"required":["type","tenant_id","client_id","client_secret"],"properties":{"type":{"description":"An Entra application.","const":"service_principal"},"tenant_id":{"description":"Id of the tenant.","type":"string","minLength":1},"client_id":{"description":"Id of the application.","type":"string","minLength":1},"client_secret":{"description":"Secret of the application.","type":"string","minLength":1,"examples":["${AZURE_CLIENT_SECRET}"]}}};
const schema21 = {"description":"The account that is logged in to the Azure command line (az login).","type":"object","additionalProperties":false,"required":["type"],"properties":{"type":{"description":"The account of `az login`.","const":"azure_cli"},"tenant_id":{"description":"Tenant to ask. Default: the account's own.","type":"string","minLength":1}}};
const schema22 = {"description":"A token that something else has got already.","type":"object","additionalProperties":false,"required":["type","token"],"properties":{"type":{"description":"A token that something else has got already.","const":"access_token"},"token":{"description":"Access token for https://database.windows.net/.","type":"string","minLength":1,"examples":["${SQL_TOKEN}"]}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "sql"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/definitions/SqlAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema17.required,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.user === undefined){
const err1 = {instancePath,schemaPath:"#/definitions/SqlAuthentication/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'",schema:schema17.required,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.password === undefined){
const err2 = {instancePath,schemaPath:"#/definitions/SqlAuthentication/required",keyword:"required",params:{missingProperty: "password"},message:"must have required property '"+"password"+"'",schema:schema17.required,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "user")) || (key0 === "password"))){
const err3 = {instancePath,schemaPath:"#/definitions/SqlAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("sql" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/SqlAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "sql"},message:"must be equal to constant",schema:"sql",parentSchema:schema17.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.user !== undefined){
let data1 = data.user;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/SqlAuthentication/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema17.properties.user,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/SqlAuthentication/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema17.properties.user.type,parentSchema:schema17.properties.user,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.password !== undefined){
let data2 = data.password;
if(typeof data2 !== "string"){
const err7 = {instancePath:instancePath+"/password",schemaPath:"#/definitions/SqlAuthentication/properties/password/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema17.properties.password.type,parentSchema:schema17.properties.password,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/definitions/SqlAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema17.type,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else if(tag0 === "default"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err9 = {instancePath,schemaPath:"#/definitions/DefaultAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema18.required,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data){
if(!(key1 === "type")){
const err10 = {instancePath,schemaPath:"#/definitions/DefaultAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.type !== undefined){
let data3 = data.type;
if("default" !== data3){
const err11 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/DefaultAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "default"},message:"must be equal to constant",schema:"default",parentSchema:schema18.properties.type,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/definitions/DefaultAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema18.type,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else if(tag0 === "managed_identity"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err13 = {instancePath,schemaPath:"#/definitions/ManagedIdentityAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema19.required,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key2 in data){
if(!((key2 === "type") || (key2 === "client_id"))){
const err14 = {instancePath,schemaPath:"#/definitions/ManagedIdentityAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.type !== undefined){
let data4 = data.type;
if("managed_identity" !== data4){
const err15 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/ManagedIdentityAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "managed_identity"},message:"must be equal to constant",schema:"managed_identity",parentSchema:schema19.properties.type,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.client_id !== undefined){
let data5 = data.client_id;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err16 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ManagedIdentityAuthentication/properties/client_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema19.properties.client_id,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ManagedIdentityAuthentication/properties/client_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.client_id.type,parentSchema:schema19.properties.client_id,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/definitions/ManagedIdentityAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else if(tag0 === "service_principal"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err19 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data.tenant_id === undefined){
const err20 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "tenant_id"},message:"must have required property '"+"tenant_id"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data.client_id === undefined){
const err21 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "client_id"},message:"must have required property '"+"client_id"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.client_secret === undefined){
const err22 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "client_secret"},message:"must have required property '"+"client_secret"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key3 in data){
if(!((((key3 === "type") || (key3 === "tenant_id")) || (key3 === "client_id")) || (key3 === "client_secret"))){
const err23 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.type !== undefined){
let data6 = data.type;
if("service_principal" !== data6){
const err24 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "service_principal"},message:"must be equal to constant",schema:"service_principal",parentSchema:schema20.properties.type,data:data6};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.tenant_id !== undefined){
let data7 = data.tenant_id;
if(typeof data7 === "string"){
if(func2(data7) < 1){
const err25 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/tenant_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema20.properties.tenant_id,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/tenant_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.tenant_id.type,parentSchema:schema20.properties.tenant_id,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.client_id !== undefined){
let data8 = data.client_id;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err27 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema20.properties.client_id,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.client_id.type,parentSchema:schema20.properties.client_id,data:data8};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.client_secret !== undefined){
let data9 = data.client_secret;
if(typeof data9 === "string"){
if(func2(data9) < 1){
const err29 = {instancePath:instancePath+"/client_secret",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_secret/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema20.properties.client_secret,data:data9};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/client_secret",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.client_secret.type,parentSchema:schema20.properties.client_secret,data:data9};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.type,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else if(tag0 === "azure_cli"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err32 = {instancePath,schemaPath:"#/definitions/AzureCliAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema21.required,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key4 in data){
if(!((key4 === "type") || (key4 === "tenant_id"))){
const err33 = {instancePath,schemaPath:"#/definitions/AzureCliAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.type !== undefined){
let data10 = data.type;
if("azure_cli" !== data10){
const err34 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/AzureCliAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "azure_cli"},message:"must be equal to constant",schema:"azure_cli",parentSchema:schema21.properties.type,data:data10};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.tenant_id !== undefined){
let data11 = data.tenant_id;
if(typeof data11 === "string"){
if(func2(data11) < 1){
const err35 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/AzureCliAuthentication/properties/tenant_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema21.properties.tenant_id,data:data11};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/AzureCliAuthentication/properties/tenant_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.tenant_id.type,parentSchema:schema21.properties.tenant_id,data:data11};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/definitions/AzureCliAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.type,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else if(tag0 === "access_token"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err38 = {instancePath,schemaPath:"#/definitions/AccessTokenAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema22.required,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data.token === undefined){
const err39 = {instancePath,schemaPath:"#/definitions/AccessTokenAuthentication/required",keyword:"required",params:{missingProperty: "token"},message:"must have required property '"+"token"+"'",schema:schema22.required,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key5 in data){
if(!((key5 === "type") || (key5 === "token"))){
const err40 = {instancePath,schemaPath:"#/definitions/AccessTokenAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.type !== undefined){
let data12 = data.type;
if("access_token" !== data12){
const err41 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/AccessTokenAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "access_token"},message:"must be equal to constant",schema:"access_token",parentSchema:schema22.properties.type,data:data12};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.token !== undefined){
let data13 = data.token;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err42 = {instancePath:instancePath+"/token",schemaPath:"#/definitions/AccessTokenAuthentication/properties/token/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema22.properties.token,data:data13};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/token",schemaPath:"#/definitions/AccessTokenAuthentication/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.properties.token.type,parentSchema:schema22.properties.token,data:data13};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/definitions/AccessTokenAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema22.type,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema16.discriminator,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema16.discriminator,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.type,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}


function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema15.required,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.server === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "server"},message:"must have required property '"+"server"+"'",schema:schema15.required,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.database === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "database"},message:"must have required property '"+"database"+"'",schema:schema15.required,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.authentication === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "authentication"},message:"must have required property '"+"authentication"+"'",schema:schema15.required,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema15.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("mssql" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "mssql"},message:"must be equal to constant",schema:"mssql",parentSchema:schema15.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.server !== undefined){
let data1 = data.server;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err6 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema15.properties.server,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/server",schemaPath:"#/properties/server/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.server.type,parentSchema:schema15.properties.server,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.port !== undefined){
let data2 = data.port;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err8 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema15.properties.port.type,parentSchema:schema15.properties.port,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 65535 || isNaN(data2)){
const err9 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema15.properties.port,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err10 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema15.properties.port,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.database !== undefined){
let data3 = data.database;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err11 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema15.properties.database,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.database.type,parentSchema:schema15.properties.database,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.encrypt !== undefined){
let data4 = data.encrypt;
if(!(((data4 === true) || (data4 === false)) || (data4 === "strict"))){
const err13 = {instancePath:instancePath+"/encrypt",schemaPath:"#/properties/encrypt/enum",keyword:"enum",params:{allowedValues: schema15.properties.encrypt.enum},message:"must be equal to one of the allowed values",schema:schema15.properties.encrypt.enum,parentSchema:schema15.properties.encrypt,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.trust_server_certificate !== undefined){
let data5 = data.trust_server_certificate;
if(typeof data5 !== "boolean"){
const err14 = {instancePath:instancePath+"/trust_server_certificate",schemaPath:"#/properties/trust_server_certificate/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema15.properties.trust_server_certificate.type,parentSchema:schema15.properties.trust_server_certificate,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate13(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
if(data.connect_timeout !== undefined){
let data7 = data.connect_timeout;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 3600 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/connect_timeout",schemaPath:"#/properties/connect_timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema15.properties.connect_timeout,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 <= 0 || isNaN(data7)){
const err16 = {instancePath:instancePath+"/connect_timeout",schemaPath:"#/properties/connect_timeout/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema15.properties.connect_timeout,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/connect_timeout",schemaPath:"#/properties/connect_timeout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema15.properties.connect_timeout.type,parentSchema:schema15.properties.connect_timeout,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.request_timeout !== undefined){
let data8 = data.request_timeout;
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 86400 || isNaN(data8)){
const err18 = {instancePath:instancePath+"/request_timeout",schemaPath:"#/properties/request_timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400",schema:86400,parentSchema:schema15.properties.request_timeout,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data8 < 0 || isNaN(data8)){
const err19 = {instancePath:instancePath+"/request_timeout",schemaPath:"#/properties/request_timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema15.properties.request_timeout,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/request_timeout",schemaPath:"#/properties/request_timeout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema15.properties.request_timeout.type,parentSchema:schema15.properties.request_timeout,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.application_intent !== undefined){
let data9 = data.application_intent;
if(!((data9 === "read_write") || (data9 === "read_only"))){
const err21 = {instancePath:instancePath+"/application_intent",schemaPath:"#/properties/application_intent/enum",keyword:"enum",params:{allowedValues: schema15.properties.application_intent.enum},message:"must be equal to one of the allowed values",schema:schema15.properties.application_intent.enum,parentSchema:schema15.properties.application_intent,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.pool !== undefined){
let data10 = data.pool;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key1 in data10){
if(!((key1 === "size") || (key1 === "acquire_timeout"))){
const err22 = {instancePath:instancePath+"/pool",schemaPath:"#/definitions/Pool/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema23,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data10.size !== undefined){
let data11 = data10.size;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err23 = {instancePath:instancePath+"/pool/size",schemaPath:"#/definitions/Pool/properties/size/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema23.properties.size.type,parentSchema:schema23.properties.size,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 1000 || isNaN(data11)){
const err24 = {instancePath:instancePath+"/pool/size",schemaPath:"#/definitions/Pool/properties/size/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema23.properties.size,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data11 < 1 || isNaN(data11)){
const err25 = {instancePath:instancePath+"/pool/size",schemaPath:"#/definitions/Pool/properties/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema23.properties.size,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data10.acquire_timeout !== undefined){
let data12 = data10.acquire_timeout;
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 86400 || isNaN(data12)){
const err26 = {instancePath:instancePath+"/pool/acquire_timeout",schemaPath:"#/definitions/Pool/properties/acquire_timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400",schema:86400,parentSchema:schema23.properties.acquire_timeout,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data12 < 0 || isNaN(data12)){
const err27 = {instancePath:instancePath+"/pool/acquire_timeout",schemaPath:"#/definitions/Pool/properties/acquire_timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema23.properties.acquire_timeout,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/pool/acquire_timeout",schemaPath:"#/definitions/Pool/properties/acquire_timeout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema23.properties.acquire_timeout.type,parentSchema:schema23.properties.acquire_timeout,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/pool",schemaPath:"#/definitions/Pool/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data:data10};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema15.type,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}


function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "mssql"){
if(!(validate12(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
else {
const err0 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema14.discriminator,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema14.discriminator,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema14.type,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema24 = {"description":"What every entity has unless something nearer says otherwise: the workspace's `defaults` count least, then those of a flow, then what the flow says, then the entity.","type":"object","additionalProperties":false,"properties":{"run_type":{"$ref":"#/definitions/RunType"},"watermark":{"$ref":"#/definitions/Watermark"},"timeout":{"$ref":"#/definitions/Timeout"},"verify":{"$ref":"#/definitions/Verify"},"schema_drift":{"$ref":"#/definitions/SchemaDrift"},"home":{"$ref":"#/definitions/HomeChanges"},"store":{"$ref":"#/definitions/StoreChanges"}}};
const schema25 = {"description":"full_drop replaces what is in the store; incremental adds to it.","enum":["full_drop","incremental"],"default":"full_drop"};
const schema26 = {"description":"How an incremental run knows what is new: a column whose values only grow. Who names a `column` says all of it; who does not, adds to what the defaults say.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"column":{"description":"Column of the table; it need not be among `columns`. A rowversion is the safest.","type":"string","minLength":1,"examples":["ModifiedAt"]},"key":{"description":"One column, or several, that together tell rows with the same value apart: those that come late are not missed. Never NULL, and need not be among `columns`.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"minItems":1,"uniqueItems":true,"examples":["OrderId",["OrderId","Line"]]},"overlap":{"description":"How late rows may come: every run looks so far behind the last one again, and moves what it has not moved. A duration for times, a number for numbers. Needs `key`.","type":["string","number"],"pattern":"^[0-9]+(\\.[0-9]+)? ?[smhd]$","exclusiveMinimum":0,"examples":["10m","2h",1000]},"initial":{"description":"Where the first incremental run begins: behind this value, or `now`, which moves only rows that come from then on. Default: at the first row.","type":["string","number"],"minLength":1,"examples":["2026-01-01T00:00:00",1000,"now"]}}};
const schema27 = {"description":"Seconds that an entity may take to be described, read and staged. When they are over it has failed, and nothing of it is kept. Default: no limit.","type":"number","exclusiveMinimum":0,"maximum":604800};
const schema28 = {"description":"What is looked at again after publishing. rows: that every file is there and has its rows; checksum: every value in the files, too; source: the source is asked to count, too; full: all of it. A difference is exit code 3.","enum":["rows","checksum","source","full"],"default":"rows"};
const schema29 = {"description":"What happens when the columns are no longer those of the last run. fail ends the run with exit code 4 before anything is changed.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"add":{"description":"A column is new, or comes back as it was. Default: allow.","type":"string","enum":["allow","fail"]},"drop":{"description":"A column is gone. Default: allow.","type":"string","enum":["allow","fail"]},"widen":{"description":"A column's type became larger (int to bigint, more digits of a decimal), or it may be NULL now. Default: allow.","type":"string","enum":["allow","fail"]},"change":{"description":"A column is of another type. new_version lets the rows settle in a place of their own from then on: <path>_v2. Default: fail for increments, allow for a full_drop, which replaces everything.","type":"string","enum":["allow","fail","new_version"]}}};
const schema30 = {"description":"What differs from the flow's home: keys that its type has. A `query` replaces an inherited `table`, and the other way round.","type":"object","additionalProperties":false,"properties":{"connection":{"$ref":"#/definitions/MssqlHome/properties/connection"},"table":{"$ref":"#/definitions/MssqlHome/properties/table"},"query":{"$ref":"#/definitions/MssqlHome/properties/query"},"columns":{"$ref":"#/definitions/MssqlHome/properties/columns"},"where":{"$ref":"#/definitions/FlowEntity/properties/where"},"ranges":{"$ref":"#/definitions/MssqlHome/properties/ranges"},"range_column":{"$ref":"#/definitions/MssqlHome/properties/range_column"},"isolation":{"$ref":"#/definitions/MssqlHome/properties/isolation"},"datetime2":{"$ref":"#/definitions/MssqlHome/properties/datetime2"},"datetimeoffset":{"$ref":"#/definitions/MssqlHome/properties/datetimeoffset"},"uniqueidentifier":{"$ref":"#/definitions/MssqlHome/properties/uniqueidentifier"},"path":{"$ref":"#/definitions/LocalHome/properties/path"},"format":{"$ref":"#/definitions/LocalHome/properties/format"},"csv":{"$ref":"#/definitions/LocalHome/properties/csv"},"encoding":{"$ref":"#/definitions/LocalHome/properties/encoding"},"types":{"$ref":"#/definitions/LocalHome/properties/types"}}};
const schema31 = {"description":"One of the names under `connections`.","type":"string","minLength":1};
const schema32 = {"description":"Table or view, one to three parts, brackets around parts that need them. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["dbo.{entity}","dbo.[Order Details]"]};
const schema33 = {"description":"A SELECT of your own, instead of `table`. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1};
const schema34 = {"description":"Columns to read, as the table names them, in this order. Default: all. Goes with `table`.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}};
const schema35 = {"description":"Which rows to read: for SQL Server a T-SQL condition, for files what docs/homes/local.md tells.","type":"string","minLength":1,"examples":["Total > 0"]};
const schema36 = {"description":"The most ranges that a table is read in at the same time, each over a connection of its own; 1: never more than one. Default: what its size is worth, at most 4 and one a core.","type":"integer","minimum":1,"maximum":64};
const schema37 = {"description":"The column whose values cut the table into ranges. Default: the key of the clustered index. Goes with `table`.","type":"string","minLength":1};
const schema38 = {"description":"Transaction isolation level of the read.","enum":["read_committed","snapshot","read_uncommitted"],"default":"read_committed"};
const schema39 = {"description":"What becomes of the seventh digit of datetime2(7) and datetimeoffset(7): cut to microseconds, or kept as nanoseconds or as text.","enum":["microseconds","nanoseconds","string"],"default":"microseconds"};
const schema40 = {"description":"utc moves the instant to UTC; string keeps the offset.","enum":["utc","string"],"default":"utc"};
const schema41 = {"description":"string as the server prints it, or uuid as 16 bytes.","enum":["string","uuid"],"default":"string"};
const schema42 = {"description":"A file, a folder or a glob, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity} or a glob, the flow's path is the folder in which each entity has a file or folder of its name.","type":"string","minLength":1,"examples":["in","in/{entity}.parquet","in/{entity}/2026-*/**/*.parquet"]};
const schema43 = {"description":"File format.","enum":["parquet","csv","ndjson"],"default":"parquet"};
const schema44 = {"description":"How CSV files are written.","type":"object","additionalProperties":false,"properties":{"header":{"description":"true: the first row has the names; false: there are none, and columns are called column1, column2 …; a list: these are the names. Default: true.","type":["boolean","array"],"minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"delimiter":{"description":"What stands between values: one character. Default: a comma.","type":"string","minLength":1,"maxLength":1,"examples":[";","\t"]},"quote":{"description":"What stands around values that hold a delimiter: one character, or null for nothing. Default: a double quote.","type":["string","null"],"minLength":1,"maxLength":1},"nulls":{"description":"Texts that mean NULL when no quotes are around them. Nothing at all always does.","type":"array","uniqueItems":true,"items":{"type":"string"},"examples":[["NULL","\\N"]]}}};
const schema45 = {"description":"Of csv and ndjson: utf-8, utf-16le, windows-1252, latin1 and others. Default: utf-8.","type":"string","minLength":1,"examples":["windows-1252"]};
const schema46 = {"description":"Of csv and ndjson: the types of columns, by their names. The others are inferred from a sample.","type":"object","additionalProperties":{"description":"bool, int16, int32, int64, float32, float64, decimal(18,2), date, time, timestamp, timestamp(us,utc), timestamp(ns), text, binary or uuid.","type":"string","minLength":1,"examples":["decimal(18,2)"]}};

function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func5.call(schema30.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.connection !== undefined){
let data0 = data.connection;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err1 = {instancePath:instancePath+"/connection",schemaPath:"#/definitions/MssqlHome/properties/connection/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema31,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/connection",schemaPath:"#/definitions/MssqlHome/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.type,parentSchema:schema31,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.table !== undefined){
let data1 = data.table;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err3 = {instancePath:instancePath+"/table",schemaPath:"#/definitions/MssqlHome/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/table",schemaPath:"#/definitions/MssqlHome/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.type,parentSchema:schema32,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.query !== undefined){
let data2 = data.query;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err5 = {instancePath:instancePath+"/query",schemaPath:"#/definitions/MssqlHome/properties/query/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/query",schemaPath:"#/definitions/MssqlHome/properties/query/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.type,parentSchema:schema33,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.columns !== undefined){
let data3 = data.columns;
if(Array.isArray(data3)){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema34,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err8 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/MssqlHome/properties/columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34.items,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/MssqlHome/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.items.type,parentSchema:schema34.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data3[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema34,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err11 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema34.type,parentSchema:schema34,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.where !== undefined){
let data5 = data.where;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err12 = {instancePath:instancePath+"/where",schemaPath:"#/definitions/FlowEntity/properties/where/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/where",schemaPath:"#/definitions/FlowEntity/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.ranges !== undefined){
let data6 = data.ranges;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err14 = {instancePath:instancePath+"/ranges",schemaPath:"#/definitions/MssqlHome/properties/ranges/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema36.type,parentSchema:schema36,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 64 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/ranges",schemaPath:"#/definitions/MssqlHome/properties/ranges/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema36,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/ranges",schemaPath:"#/definitions/MssqlHome/properties/ranges/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema36,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.range_column !== undefined){
let data7 = data.range_column;
if(typeof data7 === "string"){
if(func2(data7) < 1){
const err17 = {instancePath:instancePath+"/range_column",schemaPath:"#/definitions/MssqlHome/properties/range_column/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/range_column",schemaPath:"#/definitions/MssqlHome/properties/range_column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.type,parentSchema:schema37,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.isolation !== undefined){
let data8 = data.isolation;
if(!(((data8 === "read_committed") || (data8 === "snapshot")) || (data8 === "read_uncommitted"))){
const err19 = {instancePath:instancePath+"/isolation",schemaPath:"#/definitions/MssqlHome/properties/isolation/enum",keyword:"enum",params:{allowedValues: schema38.enum},message:"must be equal to one of the allowed values",schema:schema38.enum,parentSchema:schema38,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.datetime2 !== undefined){
let data9 = data.datetime2;
if(!(((data9 === "microseconds") || (data9 === "nanoseconds")) || (data9 === "string"))){
const err20 = {instancePath:instancePath+"/datetime2",schemaPath:"#/definitions/MssqlHome/properties/datetime2/enum",keyword:"enum",params:{allowedValues: schema39.enum},message:"must be equal to one of the allowed values",schema:schema39.enum,parentSchema:schema39,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.datetimeoffset !== undefined){
let data10 = data.datetimeoffset;
if(!((data10 === "utc") || (data10 === "string"))){
const err21 = {instancePath:instancePath+"/datetimeoffset",schemaPath:"#/definitions/MssqlHome/properties/datetimeoffset/enum",keyword:"enum",params:{allowedValues: schema40.enum},message:"must be equal to one of the allowed values",schema:schema40.enum,parentSchema:schema40,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.uniqueidentifier !== undefined){
let data11 = data.uniqueidentifier;
if(!((data11 === "string") || (data11 === "uuid"))){
const err22 = {instancePath:instancePath+"/uniqueidentifier",schemaPath:"#/definitions/MssqlHome/properties/uniqueidentifier/enum",keyword:"enum",params:{allowedValues: schema41.enum},message:"must be equal to one of the allowed values",schema:schema41.enum,parentSchema:schema41,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.path !== undefined){
let data12 = data.path;
if(typeof data12 === "string"){
if(func2(data12) < 1){
const err23 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/LocalHome/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema42,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/LocalHome/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.type,parentSchema:schema42,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.format !== undefined){
let data13 = data.format;
if(!(((data13 === "parquet") || (data13 === "csv")) || (data13 === "ndjson"))){
const err25 = {instancePath:instancePath+"/format",schemaPath:"#/definitions/LocalHome/properties/format/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values",schema:schema43.enum,parentSchema:schema43,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.csv !== undefined){
let data14 = data.csv;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key1 in data14){
if(!((((key1 === "header") || (key1 === "delimiter")) || (key1 === "quote")) || (key1 === "nulls"))){
const err26 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/LocalHome/properties/csv/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data14};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data14.header !== undefined){
let data15 = data14.header;
if((typeof data15 !== "boolean") && (!(Array.isArray(data15)))){
const err27 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/LocalHome/properties/csv/properties/header/type",keyword:"type",params:{type: schema44.properties.header.type},message:"must be boolean,array",schema:schema44.properties.header.type,parentSchema:schema44.properties.header,data:data15};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(Array.isArray(data15)){
if(data15.length < 1){
const err28 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/LocalHome/properties/csv/properties/header/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.header,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len1 = data15.length;
for(let i2=0; i2<len1; i2++){
let data16 = data15[i2];
if(typeof data16 === "string"){
if(func2(data16) < 1){
const err29 = {instancePath:instancePath+"/csv/header/" + i2,schemaPath:"#/definitions/LocalHome/properties/csv/properties/header/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.header.items,data:data16};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/csv/header/" + i2,schemaPath:"#/definitions/LocalHome/properties/csv/properties/header/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.header.items.type,parentSchema:schema44.properties.header.items,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
let i3 = data15.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data15[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err31 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/LocalHome/properties/csv/properties/header/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema44.properties.header,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
}
if(data14.delimiter !== undefined){
let data17 = data14.delimiter;
if(typeof data17 === "string"){
if(func2(data17) > 1){
const err32 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/LocalHome/properties/csv/properties/delimiter/maxLength",keyword:"maxLength",params:{limit: 1},message:"must NOT have more than 1 characters",schema:1,parentSchema:schema44.properties.delimiter,data:data17};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(func2(data17) < 1){
const err33 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/LocalHome/properties/csv/properties/delimiter/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.delimiter,data:data17};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/LocalHome/properties/csv/properties/delimiter/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.delimiter.type,parentSchema:schema44.properties.delimiter,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data14.quote !== undefined){
let data18 = data14.quote;
if((typeof data18 !== "string") && (data18 !== null)){
const err35 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/LocalHome/properties/csv/properties/quote/type",keyword:"type",params:{type: schema44.properties.quote.type},message:"must be string,null",schema:schema44.properties.quote.type,parentSchema:schema44.properties.quote,data:data18};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(typeof data18 === "string"){
if(func2(data18) > 1){
const err36 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/LocalHome/properties/csv/properties/quote/maxLength",keyword:"maxLength",params:{limit: 1},message:"must NOT have more than 1 characters",schema:1,parentSchema:schema44.properties.quote,data:data18};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(func2(data18) < 1){
const err37 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/LocalHome/properties/csv/properties/quote/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.quote,data:data18};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data14.nulls !== undefined){
let data19 = data14.nulls;
if(Array.isArray(data19)){
const len2 = data19.length;
for(let i4=0; i4<len2; i4++){
let data20 = data19[i4];
if(typeof data20 !== "string"){
const err38 = {instancePath:instancePath+"/csv/nulls/" + i4,schemaPath:"#/definitions/LocalHome/properties/csv/properties/nulls/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.nulls.items.type,parentSchema:schema44.properties.nulls.items,data:data20};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
let i5 = data19.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data19[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err39 = {instancePath:instancePath+"/csv/nulls",schemaPath:"#/definitions/LocalHome/properties/csv/properties/nulls/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)",schema:true,parentSchema:schema44.properties.nulls,data:data19};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
const err40 = {instancePath:instancePath+"/csv/nulls",schemaPath:"#/definitions/LocalHome/properties/csv/properties/nulls/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.nulls.type,parentSchema:schema44.properties.nulls,data:data19};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/LocalHome/properties/csv/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data14};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.encoding !== undefined){
let data21 = data.encoding;
if(typeof data21 === "string"){
if(func2(data21) < 1){
const err42 = {instancePath:instancePath+"/encoding",schemaPath:"#/definitions/LocalHome/properties/encoding/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema45,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/encoding",schemaPath:"#/definitions/LocalHome/properties/encoding/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.type,parentSchema:schema45,data:data21};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.types !== undefined){
let data22 = data.types;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
for(const key2 in data22){
let data23 = data22[key2];
if(typeof data23 === "string"){
if(func2(data23) < 1){
const err44 = {instancePath:instancePath+"/types/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/LocalHome/properties/types/additionalProperties/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema46.additionalProperties,data:data23};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/types/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/LocalHome/properties/types/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema46.additionalProperties.type,parentSchema:schema46.additionalProperties,data:data23};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/types",schemaPath:"#/definitions/LocalHome/properties/types/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema46.type,parentSchema:schema46,data:data22};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema30.type,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}

const schema47 = {"description":"What differs from the flow's store: keys that its type has.","type":"object","additionalProperties":false,"properties":{"account_url":{"$ref":"#/definitions/AdlsStore/properties/account_url"},"filesystem":{"$ref":"#/definitions/AdlsStore/properties/filesystem"},"workspace":{"$ref":"#/definitions/OneLakeStore/properties/workspace"},"lakehouse":{"$ref":"#/definitions/OneLakeStore/properties/lakehouse"},"mirror":{"$ref":"#/definitions/OpenMirroringStore/properties/mirror"},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"schema":{"$ref":"#/definitions/OneLakeStore/properties/schema"},"path":{"$ref":"#/definitions/LocalStore/properties/path"},"key_columns":{"$ref":"#/definitions/OpenMirroringStore/properties/key_columns"},"row_marker":{"$ref":"#/definitions/OpenMirroringStore/properties/row_marker"},"file_detection":{"$ref":"#/definitions/OpenMirroringStore/properties/file_detection"},"partner":{"$ref":"#/definitions/MirrorPartner"},"mirror_journal":{"description":"The journal is a table of the mirrored database, too: hygge.journal, one row for each finished run of an entity, brought up to date at the end of each run.","type":"boolean","default":false},"folder_deletion_wait_seconds":{"$ref":"#/definitions/OpenMirroringStore/properties/folder_deletion_wait_seconds"},"format":{"$ref":"#/definitions/LocalStore/properties/format"},"compression":{"$ref":"#/definitions/LocalStore/properties/compression"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"connection":{"$ref":"#/definitions/MssqlStore/properties/connection"},"table":{"$ref":"#/definitions/MssqlStore/properties/table"},"if_exists":{"$ref":"#/definitions/MssqlStore/properties/if_exists"},"key":{"$ref":"#/definitions/MssqlStore/properties/key"},"keep":{"$ref":"#/definitions/MssqlStore/properties/keep"},"storage":{"$ref":"#/definitions/MssqlStore/properties/storage"},"rows_per_load":{"$ref":"#/definitions/MssqlStore/properties/rows_per_load"},"rows_per_part":{"$ref":"#/definitions/SqliteStore/properties/rows_per_part"},"polish":{"$ref":"#/definitions/Polish"}}};
const schema48 = {"description":"Address of the account's dfs endpoint.","type":"string","minLength":1,"examples":["https://account.dfs.core.windows.net"]};
const schema49 = {"description":"Name of the file system (container); it must be there.","type":"string","minLength":1,"examples":["raw"]};
const schema50 = {"description":"GUID of the workspace (advised), or its name. Workspace and lakehouse are both GUIDs or both names.","type":"string","minLength":1,"examples":["8a1f0c7e-6f0b-4a6e-9d55-0b8f1c2d3e4f"]};
const schema51 = {"description":"GUID of the lakehouse (advised), or its name.","type":"string","minLength":1,"examples":["0c9d8e7f-1a2b-4c3d-8e9f-a0b1c2d3e4f5"]};
const schema52 = {"description":"GUID of the mirrored database (advised), or its name.","type":"string","minLength":1,"examples":["5e6f7a8b-9c0d-4e1f-a2b3-c4d5e6f7a8b9"]};
const schema60 = {"description":"Schema of the tables: the default path is then Files/<schema>.schema/{entity}. Goes without `path`.","type":"string","minLength":1,"examples":["sales"]};
const schema61 = {"description":"Folder, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.","type":"string","minLength":1,"examples":["out","out/{flow}/{entity}"]};
const schema62 = {"description":"One column, or several, that tell rows apart, as the source or the files name them. Needed for rows that update or delete others; cannot be changed without a full_drop.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"minItems":1,"uniqueItems":true,"examples":["OrderId",["CompanyId","OrderId"]]};
const schema63 = {"description":"What the rows of an increment do: 0 insert, 1 update, 2 delete, 4 insert or update. Needs `key_columns`; default then: 4. A column __rowMarker__ of the source says it for each row.","enum":[0,1,2,4]};
const schema64 = {"description":"How the replicator knows which file comes next: sequential, by numbers without a gap; last_update, by the time of each file.","enum":["sequential","last_update"],"default":"sequential"};
const schema65 = {"description":"Who writes to the landing zone: Fabric shows it. Written once, to _partnerEvents.json.","type":"object","additionalProperties":false,"required":["name","source_type"],"properties":{"name":{"description":"Who it is.","type":"string","minLength":1,"examples":["hygge"]},"source_type":{"description":"What kind of source the rows come from.","type":"string","minLength":1,"examples":["SQL Server"]},"source_version":{"description":"Its version.","type":"string","minLength":1,"examples":["2022"]}}};
const schema66 = {"description":"Seconds that a dropped table may take to be gone in Fabric, before a full_drop puts the new one in its place.","type":"number","minimum":0,"maximum":3600,"default":120};
const schema67 = {"description":"File format.","enum":["parquet","csv","ndjson"],"default":"parquet"};
const schema68 = {"description":"How files are compressed: Parquet column by column, the others as a whole, and not by snappy. Default: zstd for Parquet, none for the others.","enum":["zstd","snappy","gzip","none"]};
const schema69 = {"description":"Rows after which a new file begins.","type":"integer","minimum":1,"maximum":2147483647,"default":1000000};
const schema70 = {"description":"One of the names under `connections`.","type":"string","minLength":1};
const schema71 = {"description":"Table, one or two parts, brackets around parts that need them; of dbo when it has one. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["dbo.{entity}","staging.[{flow} {entity}]"]};
const schema72 = {"description":"What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.","enum":["fail","append","replace","merge"]};
const schema73 = {"description":"Columns that tell rows apart, by their names in the table: for merge, and for rowstore.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}};
const schema74 = {"description":"What a table that replaces another one takes over from it.","type":"array","uniqueItems":true,"items":{"enum":["indexes","permissions"]},"default":[]};
const schema75 = {"description":"How a table that hygge makes is stored: clustered columnstore, heap, or rowstore with a clustered index on the `key`.","enum":["columnstore","heap","rowstore"],"default":"columnstore"};
const schema76 = {"description":"Rows of one bulk load, which is one transaction.","type":"integer","minimum":1,"maximum":2147483647,"default":1048576};
const schema77 = {"description":"Rows that are staged as one file: what a run that died need not read again.","type":"integer","minimum":1,"maximum":2147483647,"default":1000000};
const func0 = module1.default;
const schema53 = {"description":"How to log in to a lake. Default: { type: default }. Keep secrets out of the file: write ${NAME} and set the environment variable.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/DefaultAuthentication"},{"$ref":"#/definitions/ManagedIdentityAuthentication"},{"$ref":"#/definitions/ServicePrincipalAuthentication"},{"$ref":"#/definitions/AzureCliAuthentication"},{"$ref":"#/definitions/StorageKeyAuthentication"},{"$ref":"#/definitions/SasAuthentication"}]};
const schema58 = {"description":"An account key. OneLake has none.","type":"object","additionalProperties":false,"required":["type","key"],"properties":{"type":{"description":"An account key.","const":"storage_key"},"key":{"description":"The key.","type":"string","minLength":1,"examples":["${STORAGE_KEY}"]}}};
const schema59 = {"description":"A shared access signature with the rights to read, add, create, write, delete, list and move.","type":"object","additionalProperties":false,"required":["type","token"],"properties":{"type":{"description":"A shared access signature.","const":"sas"},"token":{"description":"The signature's query, with or without the question mark in front.","type":"string","minLength":1,"examples":["${STORAGE_SAS}"]}}};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "default"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/definitions/DefaultAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema18.required,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "type")){
const err1 = {instancePath,schemaPath:"#/definitions/DefaultAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("default" !== data0){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/DefaultAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "default"},message:"must be equal to constant",schema:"default",parentSchema:schema18.properties.type,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/definitions/DefaultAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema18.type,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else if(tag0 === "managed_identity"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err4 = {instancePath,schemaPath:"#/definitions/ManagedIdentityAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema19.required,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data){
if(!((key1 === "type") || (key1 === "client_id"))){
const err5 = {instancePath,schemaPath:"#/definitions/ManagedIdentityAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.type !== undefined){
let data1 = data.type;
if("managed_identity" !== data1){
const err6 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/ManagedIdentityAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "managed_identity"},message:"must be equal to constant",schema:"managed_identity",parentSchema:schema19.properties.type,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.client_id !== undefined){
let data2 = data.client_id;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ManagedIdentityAuthentication/properties/client_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema19.properties.client_id,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ManagedIdentityAuthentication/properties/client_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.client_id.type,parentSchema:schema19.properties.client_id,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/definitions/ManagedIdentityAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else if(tag0 === "service_principal"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err10 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.tenant_id === undefined){
const err11 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "tenant_id"},message:"must have required property '"+"tenant_id"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.client_id === undefined){
const err12 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "client_id"},message:"must have required property '"+"client_id"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.client_secret === undefined){
const err13 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/required",keyword:"required",params:{missingProperty: "client_secret"},message:"must have required property '"+"client_secret"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key2 in data){
if(!((((key2 === "type") || (key2 === "tenant_id")) || (key2 === "client_id")) || (key2 === "client_secret"))){
const err14 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.type !== undefined){
let data3 = data.type;
if("service_principal" !== data3){
const err15 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "service_principal"},message:"must be equal to constant",schema:"service_principal",parentSchema:schema20.properties.type,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.tenant_id !== undefined){
let data4 = data.tenant_id;
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err16 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/tenant_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema20.properties.tenant_id,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/tenant_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.tenant_id.type,parentSchema:schema20.properties.tenant_id,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.client_id !== undefined){
let data5 = data.client_id;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err18 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema20.properties.client_id,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/client_id",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.client_id.type,parentSchema:schema20.properties.client_id,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.client_secret !== undefined){
let data6 = data.client_secret;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err20 = {instancePath:instancePath+"/client_secret",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_secret/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema20.properties.client_secret,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/client_secret",schemaPath:"#/definitions/ServicePrincipalAuthentication/properties/client_secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.client_secret.type,parentSchema:schema20.properties.client_secret,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/definitions/ServicePrincipalAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.type,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else if(tag0 === "azure_cli"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err23 = {instancePath,schemaPath:"#/definitions/AzureCliAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema21.required,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key3 in data){
if(!((key3 === "type") || (key3 === "tenant_id"))){
const err24 = {instancePath,schemaPath:"#/definitions/AzureCliAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.type !== undefined){
let data7 = data.type;
if("azure_cli" !== data7){
const err25 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/AzureCliAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "azure_cli"},message:"must be equal to constant",schema:"azure_cli",parentSchema:schema21.properties.type,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.tenant_id !== undefined){
let data8 = data.tenant_id;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err26 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/AzureCliAuthentication/properties/tenant_id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema21.properties.tenant_id,data:data8};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/tenant_id",schemaPath:"#/definitions/AzureCliAuthentication/properties/tenant_id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.tenant_id.type,parentSchema:schema21.properties.tenant_id,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath,schemaPath:"#/definitions/AzureCliAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.type,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else if(tag0 === "storage_key"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err29 = {instancePath,schemaPath:"#/definitions/StorageKeyAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data.key === undefined){
const err30 = {instancePath,schemaPath:"#/definitions/StorageKeyAuthentication/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key4 in data){
if(!((key4 === "type") || (key4 === "key"))){
const err31 = {instancePath,schemaPath:"#/definitions/StorageKeyAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.type !== undefined){
let data9 = data.type;
if("storage_key" !== data9){
const err32 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/StorageKeyAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "storage_key"},message:"must be equal to constant",schema:"storage_key",parentSchema:schema58.properties.type,data:data9};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.key !== undefined){
let data10 = data.key;
if(typeof data10 === "string"){
if(func2(data10) < 1){
const err33 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/StorageKeyAuthentication/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema58.properties.key,data:data10};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/StorageKeyAuthentication/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.key.type,parentSchema:schema58.properties.key,data:data10};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/definitions/StorageKeyAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else if(tag0 === "sas"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err36 = {instancePath,schemaPath:"#/definitions/SasAuthentication/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data.token === undefined){
const err37 = {instancePath,schemaPath:"#/definitions/SasAuthentication/required",keyword:"required",params:{missingProperty: "token"},message:"must have required property '"+"token"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key5 in data){
if(!((key5 === "type") || (key5 === "token"))){
const err38 = {instancePath,schemaPath:"#/definitions/SasAuthentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.type !== undefined){
let data11 = data.type;
if("sas" !== data11){
const err39 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/SasAuthentication/properties/type/const",keyword:"const",params:{allowedValue: "sas"},message:"must be equal to constant",schema:"sas",parentSchema:schema59.properties.type,data:data11};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.token !== undefined){
let data12 = data.token;
if(typeof data12 === "string"){
if(func2(data12) < 1){
const err40 = {instancePath:instancePath+"/token",schemaPath:"#/definitions/SasAuthentication/properties/token/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema59.properties.token,data:data12};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/token",schemaPath:"#/definitions/SasAuthentication/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema59.properties.token.type,parentSchema:schema59.properties.token,data:data12};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath,schemaPath:"#/definitions/SasAuthentication/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.type,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema53.discriminator,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema53.discriminator,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.type,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

const schema78 = {"description":"What is done to the columns before they are written, as docs/polish.md tells.","type":"object","additionalProperties":false,"properties":{"columns":{"$ref":"#/definitions/PolishColumns"},"hash_ids":{"description":"New columns, in front, that are hashes of others.","type":"array","items":{"$ref":"#/definitions/PolishHashId"}},"constants":{"description":"New columns that hold one value.","type":"array","items":{"$ref":"#/definitions/PolishConstant"}},"timestamps":{"description":"New columns that hold the moment the run began: one value for all rows of a run.","type":"array","items":{"$ref":"#/definitions/PolishTimestamp"}},"add_row_marker":{"$ref":"#/definitions/PolishRowMarker"},"mask":{"description":"Columns whose values must not leave the source as they are. Hash ids are made of the masked values.","type":"array","items":{"$ref":"#/definitions/PolishMask"}}}};
const schema79 = {"description":"How columns are renamed, in this order. Names that would be the same get _1, _2 and so on.","type":"object","additionalProperties":false,"properties":{"remove_special":{"description":"Keep ASCII letters, digits, blanks, _ and - only; what is in parentheses moves to the end.","type":"boolean","default":false},"remove_spaces":{"description":"Remove blanks.","type":"boolean","default":false},"case":{"description":"EmployeeNumber, employeeNumber, employee_number, or as it is.","enum":["pascal","camel","snake","none"],"default":"none"}}};
const schema80 = {"description":"A column that is the hash of others; never NULL.","type":"object","additionalProperties":false,"required":["name","from_columns"],"properties":{"name":{"description":"Name of the new column; it is renamed like the others.","type":"string","minLength":1},"from_columns":{"description":"Columns of the source, by their names there or in the files; their order counts.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"algo":{"description":"Hash function.","enum":["sha256","sha512"],"default":"sha256"},"hex":{"description":"true: text, in lower case; false: bytes.","type":"boolean","default":true}}};
const schema81 = {"description":"A column that holds one value.","type":"object","additionalProperties":false,"required":["name","value"],"properties":{"name":{"description":"Name of the new column.","type":"string","minLength":1},"value":{"description":"Text, a number or true or false; a whole number becomes an int32 or an int64.","type":["string","number","boolean"]}}};
const schema82 = {"description":"A column that holds the moment the run began.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"description":"Name of the new column.","type":"string","minLength":1},"source":{"description":"In UTC, or as the clocks of this machine show it.","enum":["now_utc","now_local"],"default":"now_utc"},"type":{"description":"A timestamp of microseconds, or text.","enum":["datetime","string"],"default":"datetime"},"format":{"description":"How the text looks, with %Y %y %m %d %H %M %S %f %j %F %T and %%. Default: ISO 8601.","type":"string","minLength":1,"examples":["%Y-%m-%d %H:%M:%S"]}}};
const schema83 = {"description":"Adds the column __rowMarker__ of Open Mirroring, as the last.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"false takes out what is said further away.","type":"boolean","default":true},"value":{"description":"What is to be done with the rows: 0 insert, 1 update, 2 delete, 4 insert or update.","enum":[0,1,2,4],"default":4}}};
const schema84 = {"description":"A column whose values are replaced by their hashes, by hashes with a key, or by NULL.","type":"object","additionalProperties":false,"required":["column","method"],"properties":{"column":{"description":"Column of the source, by its name there or in the files.","type":"string","minLength":1},"method":{"description":"sha256: can be guessed when there are few possible values; hmac: not without the key; null: nothing is left.","enum":["sha256","hmac","null",null]},"key":{"description":"Key for hmac, at least 16 characters. Keep it out of the file: write ${NAME}.","type":"string","examples":["${MASK_KEY}"]}}};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "columns") || (key0 === "hash_ids")) || (key0 === "constants")) || (key0 === "timestamps")) || (key0 === "add_row_marker")) || (key0 === "mask"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema78,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.columns !== undefined){
let data0 = data.columns;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!(((key1 === "remove_special") || (key1 === "remove_spaces")) || (key1 === "case"))){
const err1 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/PolishColumns/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema79,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.remove_special !== undefined){
let data1 = data0.remove_special;
if(typeof data1 !== "boolean"){
const err2 = {instancePath:instancePath+"/columns/remove_special",schemaPath:"#/definitions/PolishColumns/properties/remove_special/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema79.properties.remove_special.type,parentSchema:schema79.properties.remove_special,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data0.remove_spaces !== undefined){
let data2 = data0.remove_spaces;
if(typeof data2 !== "boolean"){
const err3 = {instancePath:instancePath+"/columns/remove_spaces",schemaPath:"#/definitions/PolishColumns/properties/remove_spaces/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema79.properties.remove_spaces.type,parentSchema:schema79.properties.remove_spaces,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.case !== undefined){
let data3 = data0.case;
if(!((((data3 === "pascal") || (data3 === "camel")) || (data3 === "snake")) || (data3 === "none"))){
const err4 = {instancePath:instancePath+"/columns/case",schemaPath:"#/definitions/PolishColumns/properties/case/enum",keyword:"enum",params:{allowedValues: schema79.properties.case.enum},message:"must be equal to one of the allowed values",schema:schema79.properties.case.enum,parentSchema:schema79.properties.case,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/PolishColumns/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema79.type,parentSchema:schema79,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.hash_ids !== undefined){
let data4 = data.hash_ids;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.name === undefined){
const err6 = {instancePath:instancePath+"/hash_ids/" + i0,schemaPath:"#/definitions/PolishHashId/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema80.required,parentSchema:schema80,data:data5};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data5.from_columns === undefined){
const err7 = {instancePath:instancePath+"/hash_ids/" + i0,schemaPath:"#/definitions/PolishHashId/required",keyword:"required",params:{missingProperty: "from_columns"},message:"must have required property '"+"from_columns"+"'",schema:schema80.required,parentSchema:schema80,data:data5};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key2 in data5){
if(!((((key2 === "name") || (key2 === "from_columns")) || (key2 === "algo")) || (key2 === "hex"))){
const err8 = {instancePath:instancePath+"/hash_ids/" + i0,schemaPath:"#/definitions/PolishHashId/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema80,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data5.name !== undefined){
let data6 = data5.name;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err9 = {instancePath:instancePath+"/hash_ids/" + i0+"/name",schemaPath:"#/definitions/PolishHashId/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema80.properties.name,data:data6};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/hash_ids/" + i0+"/name",schemaPath:"#/definitions/PolishHashId/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema80.properties.name.type,parentSchema:schema80.properties.name,data:data6};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.from_columns !== undefined){
let data7 = data5.from_columns;
if(Array.isArray(data7)){
if(data7.length < 1){
const err11 = {instancePath:instancePath+"/hash_ids/" + i0+"/from_columns",schemaPath:"#/definitions/PolishHashId/properties/from_columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema80.properties.from_columns,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
let data8 = data7[i1];
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err12 = {instancePath:instancePath+"/hash_ids/" + i0+"/from_columns/" + i1,schemaPath:"#/definitions/PolishHashId/properties/from_columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema80.properties.from_columns.items,data:data8};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/hash_ids/" + i0+"/from_columns/" + i1,schemaPath:"#/definitions/PolishHashId/properties/from_columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema80.properties.from_columns.items.type,parentSchema:schema80.properties.from_columns.items,data:data8};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
let i2 = data7.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data7[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err14 = {instancePath:instancePath+"/hash_ids/" + i0+"/from_columns",schemaPath:"#/definitions/PolishHashId/properties/from_columns/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema80.properties.from_columns,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err15 = {instancePath:instancePath+"/hash_ids/" + i0+"/from_columns",schemaPath:"#/definitions/PolishHashId/properties/from_columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema80.properties.from_columns.type,parentSchema:schema80.properties.from_columns,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data5.algo !== undefined){
let data9 = data5.algo;
if(!((data9 === "sha256") || (data9 === "sha512"))){
const err16 = {instancePath:instancePath+"/hash_ids/" + i0+"/algo",schemaPath:"#/definitions/PolishHashId/properties/algo/enum",keyword:"enum",params:{allowedValues: schema80.properties.algo.enum},message:"must be equal to one of the allowed values",schema:schema80.properties.algo.enum,parentSchema:schema80.properties.algo,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.hex !== undefined){
let data10 = data5.hex;
if(typeof data10 !== "boolean"){
const err17 = {instancePath:instancePath+"/hash_ids/" + i0+"/hex",schemaPath:"#/definitions/PolishHashId/properties/hex/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema80.properties.hex.type,parentSchema:schema80.properties.hex,data:data10};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/hash_ids/" + i0,schemaPath:"#/definitions/PolishHashId/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema80.type,parentSchema:schema80,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/hash_ids",schemaPath:"#/properties/hash_ids/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema78.properties.hash_ids.type,parentSchema:schema78.properties.hash_ids,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.constants !== undefined){
let data11 = data.constants;
if(Array.isArray(data11)){
const len2 = data11.length;
for(let i3=0; i3<len2; i3++){
let data12 = data11[i3];
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.name === undefined){
const err20 = {instancePath:instancePath+"/constants/" + i3,schemaPath:"#/definitions/PolishConstant/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema81.required,parentSchema:schema81,data:data12};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data12.value === undefined){
const err21 = {instancePath:instancePath+"/constants/" + i3,schemaPath:"#/definitions/PolishConstant/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'",schema:schema81.required,parentSchema:schema81,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key3 in data12){
if(!((key3 === "name") || (key3 === "value"))){
const err22 = {instancePath:instancePath+"/constants/" + i3,schemaPath:"#/definitions/PolishConstant/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema81,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data12.name !== undefined){
let data13 = data12.name;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err23 = {instancePath:instancePath+"/constants/" + i3+"/name",schemaPath:"#/definitions/PolishConstant/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema81.properties.name,data:data13};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/constants/" + i3+"/name",schemaPath:"#/definitions/PolishConstant/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema81.properties.name.type,parentSchema:schema81.properties.name,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data12.value !== undefined){
let data14 = data12.value;
if(((typeof data14 !== "string") && (!((typeof data14 == "number") && (isFinite(data14))))) && (typeof data14 !== "boolean")){
const err25 = {instancePath:instancePath+"/constants/" + i3+"/value",schemaPath:"#/definitions/PolishConstant/properties/value/type",keyword:"type",params:{type: schema81.properties.value.type},message:"must be string,number,boolean",schema:schema81.properties.value.type,parentSchema:schema81.properties.value,data:data14};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/constants/" + i3,schemaPath:"#/definitions/PolishConstant/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema81.type,parentSchema:schema81,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/constants",schemaPath:"#/properties/constants/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema78.properties.constants.type,parentSchema:schema78.properties.constants,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.timestamps !== undefined){
let data15 = data.timestamps;
if(Array.isArray(data15)){
const len3 = data15.length;
for(let i4=0; i4<len3; i4++){
let data16 = data15[i4];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err28 = {instancePath:instancePath+"/timestamps/" + i4,schemaPath:"#/definitions/PolishTimestamp/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema82.required,parentSchema:schema82,data:data16};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key4 in data16){
if(!((((key4 === "name") || (key4 === "source")) || (key4 === "type")) || (key4 === "format"))){
const err29 = {instancePath:instancePath+"/timestamps/" + i4,schemaPath:"#/definitions/PolishTimestamp/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema82,data:data16};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data16.name !== undefined){
let data17 = data16.name;
if(typeof data17 === "string"){
if(func2(data17) < 1){
const err30 = {instancePath:instancePath+"/timestamps/" + i4+"/name",schemaPath:"#/definitions/PolishTimestamp/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema82.properties.name,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/timestamps/" + i4+"/name",schemaPath:"#/definitions/PolishTimestamp/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.properties.name.type,parentSchema:schema82.properties.name,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data16.source !== undefined){
let data18 = data16.source;
if(!((data18 === "now_utc") || (data18 === "now_local"))){
const err32 = {instancePath:instancePath+"/timestamps/" + i4+"/source",schemaPath:"#/definitions/PolishTimestamp/properties/source/enum",keyword:"enum",params:{allowedValues: schema82.properties.source.enum},message:"must be equal to one of the allowed values",schema:schema82.properties.source.enum,parentSchema:schema82.properties.source,data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data16.type !== undefined){
let data19 = data16.type;
if(!((data19 === "datetime") || (data19 === "string"))){
const err33 = {instancePath:instancePath+"/timestamps/" + i4+"/type",schemaPath:"#/definitions/PolishTimestamp/properties/type/enum",keyword:"enum",params:{allowedValues: schema82.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema82.properties.type.enum,parentSchema:schema82.properties.type,data:data19};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data16.format !== undefined){
let data20 = data16.format;
if(typeof data20 === "string"){
if(func2(data20) < 1){
const err34 = {instancePath:instancePath+"/timestamps/" + i4+"/format",schemaPath:"#/definitions/PolishTimestamp/properties/format/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema82.properties.format,data:data20};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/timestamps/" + i4+"/format",schemaPath:"#/definitions/PolishTimestamp/properties/format/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema82.properties.format.type,parentSchema:schema82.properties.format,data:data20};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/timestamps/" + i4,schemaPath:"#/definitions/PolishTimestamp/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema82.type,parentSchema:schema82,data:data16};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/timestamps",schemaPath:"#/properties/timestamps/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema78.properties.timestamps.type,parentSchema:schema78.properties.timestamps,data:data15};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.add_row_marker !== undefined){
let data21 = data.add_row_marker;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key5 in data21){
if(!((key5 === "enabled") || (key5 === "value"))){
const err38 = {instancePath:instancePath+"/add_row_marker",schemaPath:"#/definitions/PolishRowMarker/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema83,data:data21};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data21.enabled !== undefined){
let data22 = data21.enabled;
if(typeof data22 !== "boolean"){
const err39 = {instancePath:instancePath+"/add_row_marker/enabled",schemaPath:"#/definitions/PolishRowMarker/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema83.properties.enabled.type,parentSchema:schema83.properties.enabled,data:data22};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data21.value !== undefined){
let data23 = data21.value;
if(!((((data23 === 0) || (data23 === 1)) || (data23 === 2)) || (data23 === 4))){
const err40 = {instancePath:instancePath+"/add_row_marker/value",schemaPath:"#/definitions/PolishRowMarker/properties/value/enum",keyword:"enum",params:{allowedValues: schema83.properties.value.enum},message:"must be equal to one of the allowed values",schema:schema83.properties.value.enum,parentSchema:schema83.properties.value,data:data23};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/add_row_marker",schemaPath:"#/definitions/PolishRowMarker/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema83.type,parentSchema:schema83,data:data21};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.mask !== undefined){
let data24 = data.mask;
if(Array.isArray(data24)){
const len4 = data24.length;
for(let i5=0; i5<len4; i5++){
let data25 = data24[i5];
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.column === undefined){
const err42 = {instancePath:instancePath+"/mask/" + i5,schemaPath:"#/definitions/PolishMask/required",keyword:"required",params:{missingProperty: "column"},message:"must have required property '"+"column"+"'",schema:schema84.required,parentSchema:schema84,data:data25};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data25.method === undefined){
const err43 = {instancePath:instancePath+"/mask/" + i5,schemaPath:"#/definitions/PolishMask/required",keyword:"required",params:{missingProperty: "method"},message:"must have required property '"+"method"+"'",schema:schema84.required,parentSchema:schema84,data:data25};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key6 in data25){
if(!(((key6 === "column") || (key6 === "method")) || (key6 === "key"))){
const err44 = {instancePath:instancePath+"/mask/" + i5,schemaPath:"#/definitions/PolishMask/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema84,data:data25};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data25.column !== undefined){
let data26 = data25.column;
if(typeof data26 === "string"){
if(func2(data26) < 1){
const err45 = {instancePath:instancePath+"/mask/" + i5+"/column",schemaPath:"#/definitions/PolishMask/properties/column/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema84.properties.column,data:data26};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/mask/" + i5+"/column",schemaPath:"#/definitions/PolishMask/properties/column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema84.properties.column.type,parentSchema:schema84.properties.column,data:data26};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data25.method !== undefined){
let data27 = data25.method;
if(!((((data27 === "sha256") || (data27 === "hmac")) || (data27 === "null")) || (data27 === null))){
const err47 = {instancePath:instancePath+"/mask/" + i5+"/method",schemaPath:"#/definitions/PolishMask/properties/method/enum",keyword:"enum",params:{allowedValues: schema84.properties.method.enum},message:"must be equal to one of the allowed values",schema:schema84.properties.method.enum,parentSchema:schema84.properties.method,data:data27};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data25.key !== undefined){
let data28 = data25.key;
if(typeof data28 !== "string"){
const err48 = {instancePath:instancePath+"/mask/" + i5+"/key",schemaPath:"#/definitions/PolishMask/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema84.properties.key.type,parentSchema:schema84.properties.key,data:data28};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/mask/" + i5,schemaPath:"#/definitions/PolishMask/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema84.type,parentSchema:schema84,data:data25};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/mask",schemaPath:"#/properties/mask/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema78.properties.mask.type,parentSchema:schema78.properties.mask,data:data24};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema78.type,parentSchema:schema78,data};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func5.call(schema47.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.account_url !== undefined){
let data0 = data.account_url;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err1 = {instancePath:instancePath+"/account_url",schemaPath:"#/definitions/AdlsStore/properties/account_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema48,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/account_url",schemaPath:"#/definitions/AdlsStore/properties/account_url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.type,parentSchema:schema48,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.filesystem !== undefined){
let data1 = data.filesystem;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err3 = {instancePath:instancePath+"/filesystem",schemaPath:"#/definitions/AdlsStore/properties/filesystem/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema49,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/filesystem",schemaPath:"#/definitions/AdlsStore/properties/filesystem/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.type,parentSchema:schema49,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.workspace !== undefined){
let data2 = data.workspace;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err5 = {instancePath:instancePath+"/workspace",schemaPath:"#/definitions/OneLakeStore/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema50,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/workspace",schemaPath:"#/definitions/OneLakeStore/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.lakehouse !== undefined){
let data3 = data.lakehouse;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err7 = {instancePath:instancePath+"/lakehouse",schemaPath:"#/definitions/OneLakeStore/properties/lakehouse/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema51,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/lakehouse",schemaPath:"#/definitions/OneLakeStore/properties/lakehouse/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.type,parentSchema:schema51,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.mirror !== undefined){
let data4 = data.mirror;
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err9 = {instancePath:instancePath+"/mirror",schemaPath:"#/definitions/OpenMirroringStore/properties/mirror/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema52,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/mirror",schemaPath:"#/definitions/OpenMirroringStore/properties/mirror/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema52.type,parentSchema:schema52,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate21(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.schema !== undefined){
let data6 = data.schema;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err11 = {instancePath:instancePath+"/schema",schemaPath:"#/definitions/OneLakeStore/properties/schema/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema60,data:data6};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/definitions/OneLakeStore/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.type,parentSchema:schema60,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.path !== undefined){
let data7 = data.path;
if(typeof data7 === "string"){
if(func2(data7) < 1){
const err13 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/LocalStore/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema61,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/LocalStore/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema61.type,parentSchema:schema61,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.key_columns !== undefined){
let data8 = data.key_columns;
if((typeof data8 !== "string") && (!(Array.isArray(data8)))){
const err15 = {instancePath:instancePath+"/key_columns",schemaPath:"#/definitions/OpenMirroringStore/properties/key_columns/type",keyword:"type",params:{type: schema62.type},message:"must be string,array",schema:schema62.type,parentSchema:schema62,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err16 = {instancePath:instancePath+"/key_columns",schemaPath:"#/definitions/OpenMirroringStore/properties/key_columns/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema62,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(Array.isArray(data8)){
if(data8.length < 1){
const err17 = {instancePath:instancePath+"/key_columns",schemaPath:"#/definitions/OpenMirroringStore/properties/key_columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema62,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if(typeof data9 === "string"){
if(func2(data9) < 1){
const err18 = {instancePath:instancePath+"/key_columns/" + i0,schemaPath:"#/definitions/OpenMirroringStore/properties/key_columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema62.items,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/key_columns/" + i0,schemaPath:"#/definitions/OpenMirroringStore/properties/key_columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.items.type,parentSchema:schema62.items,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
let i1 = data8.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data8[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err20 = {instancePath:instancePath+"/key_columns",schemaPath:"#/definitions/OpenMirroringStore/properties/key_columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema62,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
}
if(data.row_marker !== undefined){
let data10 = data.row_marker;
if(!((((data10 === 0) || (data10 === 1)) || (data10 === 2)) || (data10 === 4))){
const err21 = {instancePath:instancePath+"/row_marker",schemaPath:"#/definitions/OpenMirroringStore/properties/row_marker/enum",keyword:"enum",params:{allowedValues: schema63.enum},message:"must be equal to one of the allowed values",schema:schema63.enum,parentSchema:schema63,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.file_detection !== undefined){
let data11 = data.file_detection;
if(!((data11 === "sequential") || (data11 === "last_update"))){
const err22 = {instancePath:instancePath+"/file_detection",schemaPath:"#/definitions/OpenMirroringStore/properties/file_detection/enum",keyword:"enum",params:{allowedValues: schema64.enum},message:"must be equal to one of the allowed values",schema:schema64.enum,parentSchema:schema64,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.partner !== undefined){
let data12 = data.partner;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.name === undefined){
const err23 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema65.required,parentSchema:schema65,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data12.source_type === undefined){
const err24 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/required",keyword:"required",params:{missingProperty: "source_type"},message:"must have required property '"+"source_type"+"'",schema:schema65.required,parentSchema:schema65,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key1 in data12){
if(!(((key1 === "name") || (key1 === "source_type")) || (key1 === "source_version"))){
const err25 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema65,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data12.name !== undefined){
let data13 = data12.name;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err26 = {instancePath:instancePath+"/partner/name",schemaPath:"#/definitions/MirrorPartner/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.name,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/partner/name",schemaPath:"#/definitions/MirrorPartner/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.name.type,parentSchema:schema65.properties.name,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data12.source_type !== undefined){
let data14 = data12.source_type;
if(typeof data14 === "string"){
if(func2(data14) < 1){
const err28 = {instancePath:instancePath+"/partner/source_type",schemaPath:"#/definitions/MirrorPartner/properties/source_type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.source_type,data:data14};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/partner/source_type",schemaPath:"#/definitions/MirrorPartner/properties/source_type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.source_type.type,parentSchema:schema65.properties.source_type,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data12.source_version !== undefined){
let data15 = data12.source_version;
if(typeof data15 === "string"){
if(func2(data15) < 1){
const err30 = {instancePath:instancePath+"/partner/source_version",schemaPath:"#/definitions/MirrorPartner/properties/source_version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.source_version,data:data15};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/partner/source_version",schemaPath:"#/definitions/MirrorPartner/properties/source_version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.source_version.type,parentSchema:schema65.properties.source_version,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.type,parentSchema:schema65,data:data12};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.mirror_journal !== undefined){
let data16 = data.mirror_journal;
if(typeof data16 !== "boolean"){
const err33 = {instancePath:instancePath+"/mirror_journal",schemaPath:"#/properties/mirror_journal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema47.properties.mirror_journal.type,parentSchema:schema47.properties.mirror_journal,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.folder_deletion_wait_seconds !== undefined){
let data17 = data.folder_deletion_wait_seconds;
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 3600 || isNaN(data17)){
const err34 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/definitions/OpenMirroringStore/properties/folder_deletion_wait_seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema66,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data17 < 0 || isNaN(data17)){
const err35 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/definitions/OpenMirroringStore/properties/folder_deletion_wait_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema66,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/definitions/OpenMirroringStore/properties/folder_deletion_wait_seconds/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema66.type,parentSchema:schema66,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.format !== undefined){
let data18 = data.format;
if(!(((data18 === "parquet") || (data18 === "csv")) || (data18 === "ndjson"))){
const err37 = {instancePath:instancePath+"/format",schemaPath:"#/definitions/LocalStore/properties/format/enum",keyword:"enum",params:{allowedValues: schema67.enum},message:"must be equal to one of the allowed values",schema:schema67.enum,parentSchema:schema67,data:data18};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.compression !== undefined){
let data19 = data.compression;
if(!((((data19 === "zstd") || (data19 === "snappy")) || (data19 === "gzip")) || (data19 === "none"))){
const err38 = {instancePath:instancePath+"/compression",schemaPath:"#/definitions/LocalStore/properties/compression/enum",keyword:"enum",params:{allowedValues: schema68.enum},message:"must be equal to one of the allowed values",schema:schema68.enum,parentSchema:schema68,data:data19};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data20 = data.rows_per_file;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err39 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.type,parentSchema:schema69,data:data20};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 2147483647 || isNaN(data20)){
const err40 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema69,data:data20};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data20 < 1 || isNaN(data20)){
const err41 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69,data:data20};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
if(data.connection !== undefined){
let data21 = data.connection;
if(typeof data21 === "string"){
if(func2(data21) < 1){
const err42 = {instancePath:instancePath+"/connection",schemaPath:"#/definitions/MssqlStore/properties/connection/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema70,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/connection",schemaPath:"#/definitions/MssqlStore/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema70.type,parentSchema:schema70,data:data21};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.table !== undefined){
let data22 = data.table;
if(typeof data22 === "string"){
if(func2(data22) < 1){
const err44 = {instancePath:instancePath+"/table",schemaPath:"#/definitions/MssqlStore/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema71,data:data22};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/table",schemaPath:"#/definitions/MssqlStore/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema71.type,parentSchema:schema71,data:data22};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.if_exists !== undefined){
let data23 = data.if_exists;
if(!((((data23 === "fail") || (data23 === "append")) || (data23 === "replace")) || (data23 === "merge"))){
const err46 = {instancePath:instancePath+"/if_exists",schemaPath:"#/definitions/MssqlStore/properties/if_exists/enum",keyword:"enum",params:{allowedValues: schema72.enum},message:"must be equal to one of the allowed values",schema:schema72.enum,parentSchema:schema72,data:data23};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.key !== undefined){
let data24 = data.key;
if(Array.isArray(data24)){
if(data24.length < 1){
const err47 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/MssqlStore/properties/key/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema73,data:data24};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len1 = data24.length;
for(let i2=0; i2<len1; i2++){
let data25 = data24[i2];
if(typeof data25 === "string"){
if(func2(data25) < 1){
const err48 = {instancePath:instancePath+"/key/" + i2,schemaPath:"#/definitions/MssqlStore/properties/key/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema73.items,data:data25};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/key/" + i2,schemaPath:"#/definitions/MssqlStore/properties/key/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.items.type,parentSchema:schema73.items,data:data25};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
let i3 = data24.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data24[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err50 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/MssqlStore/properties/key/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema73,data:data24};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
const err51 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/MssqlStore/properties/key/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema73.type,parentSchema:schema73,data:data24};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.keep !== undefined){
let data26 = data.keep;
if(Array.isArray(data26)){
const len2 = data26.length;
for(let i4=0; i4<len2; i4++){
let data27 = data26[i4];
if(!((data27 === "indexes") || (data27 === "permissions"))){
const err52 = {instancePath:instancePath+"/keep/" + i4,schemaPath:"#/definitions/MssqlStore/properties/keep/items/enum",keyword:"enum",params:{allowedValues: schema74.items.enum},message:"must be equal to one of the allowed values",schema:schema74.items.enum,parentSchema:schema74.items,data:data27};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
let i5 = data26.length;
let j2;
if(i5 > 1){
outer0:
for(;i5--;){
for(j2 = i5; j2--;){
if(func0(data26[i5], data26[j2])){
const err53 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/MssqlStore/properties/keep/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)",schema:true,parentSchema:schema74,data:data26};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err54 = {instancePath:instancePath+"/keep",schemaPath:"#/definitions/MssqlStore/properties/keep/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema74.type,parentSchema:schema74,data:data26};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.storage !== undefined){
let data28 = data.storage;
if(!(((data28 === "columnstore") || (data28 === "heap")) || (data28 === "rowstore"))){
const err55 = {instancePath:instancePath+"/storage",schemaPath:"#/definitions/MssqlStore/properties/storage/enum",keyword:"enum",params:{allowedValues: schema75.enum},message:"must be equal to one of the allowed values",schema:schema75.enum,parentSchema:schema75,data:data28};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.rows_per_load !== undefined){
let data29 = data.rows_per_load;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err56 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/definitions/MssqlStore/properties/rows_per_load/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema76.type,parentSchema:schema76,data:data29};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 2147483647 || isNaN(data29)){
const err57 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/definitions/MssqlStore/properties/rows_per_load/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema76,data:data29};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data29 < 1 || isNaN(data29)){
const err58 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/definitions/MssqlStore/properties/rows_per_load/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema76,data:data29};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
if(data.rows_per_part !== undefined){
let data30 = data.rows_per_part;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err59 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/definitions/SqliteStore/properties/rows_per_part/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema77.type,parentSchema:schema77,data:data30};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 2147483647 || isNaN(data30)){
const err60 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/definitions/SqliteStore/properties/rows_per_part/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema77,data:data30};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err61 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/definitions/SqliteStore/properties/rows_per_part/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema77,data:data30};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err62 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema47.type,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}


function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "run_type") || (key0 === "watermark")) || (key0 === "timeout")) || (key0 === "verify")) || (key0 === "schema_drift")) || (key0 === "home")) || (key0 === "store"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.run_type !== undefined){
let data0 = data.run_type;
if(!((data0 === "full_drop") || (data0 === "incremental"))){
const err1 = {instancePath:instancePath+"/run_type",schemaPath:"#/definitions/RunType/enum",keyword:"enum",params:{allowedValues: schema25.enum},message:"must be equal to one of the allowed values",schema:schema25.enum,parentSchema:schema25,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.watermark !== undefined){
let data1 = data.watermark;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err2 = {instancePath:instancePath+"/watermark",schemaPath:"#/definitions/Watermark/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema26,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key1 in data1){
if(!((((key1 === "column") || (key1 === "key")) || (key1 === "overlap")) || (key1 === "initial"))){
const err3 = {instancePath:instancePath+"/watermark",schemaPath:"#/definitions/Watermark/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema26,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data1.column !== undefined){
let data2 = data1.column;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err4 = {instancePath:instancePath+"/watermark/column",schemaPath:"#/definitions/Watermark/properties/column/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26.properties.column,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/watermark/column",schemaPath:"#/definitions/Watermark/properties/column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.column.type,parentSchema:schema26.properties.column,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.key !== undefined){
let data3 = data1.key;
if((typeof data3 !== "string") && (!(Array.isArray(data3)))){
const err6 = {instancePath:instancePath+"/watermark/key",schemaPath:"#/definitions/Watermark/properties/key/type",keyword:"type",params:{type: schema26.properties.key.type},message:"must be string,array",schema:schema26.properties.key.type,parentSchema:schema26.properties.key,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err7 = {instancePath:instancePath+"/watermark/key",schemaPath:"#/definitions/Watermark/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26.properties.key,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(Array.isArray(data3)){
if(data3.length < 1){
const err8 = {instancePath:instancePath+"/watermark/key",schemaPath:"#/definitions/Watermark/properties/key/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema26.properties.key,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err9 = {instancePath:instancePath+"/watermark/key/" + i0,schemaPath:"#/definitions/Watermark/properties/key/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26.properties.key.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/watermark/key/" + i0,schemaPath:"#/definitions/Watermark/properties/key/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.key.items.type,parentSchema:schema26.properties.key.items,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data3[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err11 = {instancePath:instancePath+"/watermark/key",schemaPath:"#/definitions/Watermark/properties/key/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema26.properties.key,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
}
if(data1.overlap !== undefined){
let data5 = data1.overlap;
if((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))){
const err12 = {instancePath:instancePath+"/watermark/overlap",schemaPath:"#/definitions/Watermark/properties/overlap/type",keyword:"type",params:{type: schema26.properties.overlap.type},message:"must be string,number",schema:schema26.properties.overlap.type,parentSchema:schema26.properties.overlap,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 <= 0 || isNaN(data5)){
const err13 = {instancePath:instancePath+"/watermark/overlap",schemaPath:"#/definitions/Watermark/properties/overlap/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema26.properties.overlap,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(typeof data5 === "string"){
if(!pattern1.test(data5)){
const err14 = {instancePath:instancePath+"/watermark/overlap",schemaPath:"#/definitions/Watermark/properties/overlap/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)? ?[smhd]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)? ?[smhd]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)? ?[smhd]$",parentSchema:schema26.properties.overlap,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data1.initial !== undefined){
let data6 = data1.initial;
if((typeof data6 !== "string") && (!((typeof data6 == "number") && (isFinite(data6))))){
const err15 = {instancePath:instancePath+"/watermark/initial",schemaPath:"#/definitions/Watermark/properties/initial/type",keyword:"type",params:{type: schema26.properties.initial.type},message:"must be string,number",schema:schema26.properties.initial.type,parentSchema:schema26.properties.initial,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err16 = {instancePath:instancePath+"/watermark/initial",schemaPath:"#/definitions/Watermark/properties/initial/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema26.properties.initial,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
else {
const err17 = {instancePath:instancePath+"/watermark",schemaPath:"#/definitions/Watermark/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema26.type,parentSchema:schema26,data:data1};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.timeout !== undefined){
let data7 = data.timeout;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 604800 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/Timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 604800},message:"must be <= 604800",schema:604800,parentSchema:schema27,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 <= 0 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/Timeout/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema27,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/Timeout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema27.type,parentSchema:schema27,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.verify !== undefined){
let data8 = data.verify;
if(!((((data8 === "rows") || (data8 === "checksum")) || (data8 === "source")) || (data8 === "full"))){
const err21 = {instancePath:instancePath+"/verify",schemaPath:"#/definitions/Verify/enum",keyword:"enum",params:{allowedValues: schema28.enum},message:"must be equal to one of the allowed values",schema:schema28.enum,parentSchema:schema28,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.schema_drift !== undefined){
let data9 = data.schema_drift;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(Object.keys(data9).length < 1){
const err22 = {instancePath:instancePath+"/schema_drift",schemaPath:"#/definitions/SchemaDrift/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema29,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key2 in data9){
if(!((((key2 === "add") || (key2 === "drop")) || (key2 === "widen")) || (key2 === "change"))){
const err23 = {instancePath:instancePath+"/schema_drift",schemaPath:"#/definitions/SchemaDrift/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema29,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data9.add !== undefined){
let data10 = data9.add;
if(typeof data10 !== "string"){
const err24 = {instancePath:instancePath+"/schema_drift/add",schemaPath:"#/definitions/SchemaDrift/properties/add/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.add.type,parentSchema:schema29.properties.add,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!((data10 === "allow") || (data10 === "fail"))){
const err25 = {instancePath:instancePath+"/schema_drift/add",schemaPath:"#/definitions/SchemaDrift/properties/add/enum",keyword:"enum",params:{allowedValues: schema29.properties.add.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.add.enum,parentSchema:schema29.properties.add,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data9.drop !== undefined){
let data11 = data9.drop;
if(typeof data11 !== "string"){
const err26 = {instancePath:instancePath+"/schema_drift/drop",schemaPath:"#/definitions/SchemaDrift/properties/drop/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.drop.type,parentSchema:schema29.properties.drop,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!((data11 === "allow") || (data11 === "fail"))){
const err27 = {instancePath:instancePath+"/schema_drift/drop",schemaPath:"#/definitions/SchemaDrift/properties/drop/enum",keyword:"enum",params:{allowedValues: schema29.properties.drop.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.drop.enum,parentSchema:schema29.properties.drop,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data9.widen !== undefined){
let data12 = data9.widen;
if(typeof data12 !== "string"){
const err28 = {instancePath:instancePath+"/schema_drift/widen",schemaPath:"#/definitions/SchemaDrift/properties/widen/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.widen.type,parentSchema:schema29.properties.widen,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!((data12 === "allow") || (data12 === "fail"))){
const err29 = {instancePath:instancePath+"/schema_drift/widen",schemaPath:"#/definitions/SchemaDrift/properties/widen/enum",keyword:"enum",params:{allowedValues: schema29.properties.widen.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.widen.enum,parentSchema:schema29.properties.widen,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data9.change !== undefined){
let data13 = data9.change;
if(typeof data13 !== "string"){
const err30 = {instancePath:instancePath+"/schema_drift/change",schemaPath:"#/definitions/SchemaDrift/properties/change/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.change.type,parentSchema:schema29.properties.change,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!(((data13 === "allow") || (data13 === "fail")) || (data13 === "new_version"))){
const err31 = {instancePath:instancePath+"/schema_drift/change",schemaPath:"#/definitions/SchemaDrift/properties/change/enum",keyword:"enum",params:{allowedValues: schema29.properties.change.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.change.enum,parentSchema:schema29.properties.change,data:data13};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/schema_drift",schemaPath:"#/definitions/SchemaDrift/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema29.type,parentSchema:schema29,data:data9};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.home !== undefined){
if(!(validate18(data.home, {instancePath:instancePath+"/home",parentData:data,parentDataProperty:"home",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
if(data.store !== undefined){
if(!(validate20(data.store, {instancePath:instancePath+"/store",parentData:data,parentDataProperty:"store",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.type,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

const schema85 = {"description":"Who is told when a run has ended, as docs/hooks.md tells. Nothing fails of a hook that fails.","type":"object","additionalProperties":false,"properties":{"on_success":{"description":"Called when the exit code is 0.","type":"array","items":{"$ref":"#/definitions/Hook"}},"on_failure":{"description":"Called when it is another.","type":"array","items":{"$ref":"#/definitions/Hook"}}}};
const schema86 = {"description":"A command that gets the JSON on its standard input, or a URL that gets it as a POST.","type":"object","additionalProperties":false,"properties":{"command":{"description":"Program and arguments; it runs in the folder of this file, without a shell.","type":"array","minItems":1,"items":{"type":"string"},"examples":[["./notify.sh","data-team"]]},"url":{"description":"http or https. Keep it out of the file where it is a secret: write ${NAME}.","type":"string","pattern":"^https?://","examples":["${ALERT_WEBHOOK}"]},"headers":{"description":"Headers of the POST, besides its content type.","type":"object","additionalProperties":{"type":"string"}},"timeout":{"description":"Seconds for each try.","type":"number","exclusiveMinimum":0,"maximum":3600,"default":30},"tries":{"description":"How often it is called until it succeeds.","type":"integer","minimum":1,"maximum":20,"default":3}}};
const pattern3 = new RegExp("^https?://", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "on_success") || (key0 === "on_failure"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema85,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.on_success !== undefined){
let data0 = data.on_success;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!(((((key1 === "command") || (key1 === "url")) || (key1 === "headers")) || (key1 === "timeout")) || (key1 === "tries"))){
const err1 = {instancePath:instancePath+"/on_success/" + i0,schemaPath:"#/definitions/Hook/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema86,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data1.command !== undefined){
let data2 = data1.command;
if(Array.isArray(data2)){
if(data2.length < 1){
const err2 = {instancePath:instancePath+"/on_success/" + i0+"/command",schemaPath:"#/definitions/Hook/properties/command/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema86.properties.command,data:data2};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
let data3 = data2[i1];
if(typeof data3 !== "string"){
const err3 = {instancePath:instancePath+"/on_success/" + i0+"/command/" + i1,schemaPath:"#/definitions/Hook/properties/command/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema86.properties.command.items.type,parentSchema:schema86.properties.command.items,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/on_success/" + i0+"/command",schemaPath:"#/definitions/Hook/properties/command/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema86.properties.command.type,parentSchema:schema86.properties.command,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.url !== undefined){
let data4 = data1.url;
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
const err5 = {instancePath:instancePath+"/on_success/" + i0+"/url",schemaPath:"#/definitions/Hook/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\"",schema:"^https?://",parentSchema:schema86.properties.url,data:data4};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/on_success/" + i0+"/url",schemaPath:"#/definitions/Hook/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema86.properties.url.type,parentSchema:schema86.properties.url,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data1.headers !== undefined){
let data5 = data1.headers;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
let data6 = data5[key2];
if(typeof data6 !== "string"){
const err7 = {instancePath:instancePath+"/on_success/" + i0+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/Hook/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema86.properties.headers.additionalProperties.type,parentSchema:schema86.properties.headers.additionalProperties,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/on_success/" + i0+"/headers",schemaPath:"#/definitions/Hook/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema86.properties.headers.type,parentSchema:schema86.properties.headers,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.timeout !== undefined){
let data7 = data1.timeout;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 3600 || isNaN(data7)){
const err9 = {instancePath:instancePath+"/on_success/" + i0+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema86.properties.timeout,data:data7};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data7 <= 0 || isNaN(data7)){
const err10 = {instancePath:instancePath+"/on_success/" + i0+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema86.properties.timeout,data:data7};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/on_success/" + i0+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema86.properties.timeout.type,parentSchema:schema86.properties.timeout,data:data7};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data1.tries !== undefined){
let data8 = data1.tries;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err12 = {instancePath:instancePath+"/on_success/" + i0+"/tries",schemaPath:"#/definitions/Hook/properties/tries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema86.properties.tries.type,parentSchema:schema86.properties.tries,data:data8};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 20 || isNaN(data8)){
const err13 = {instancePath:instancePath+"/on_success/" + i0+"/tries",schemaPath:"#/definitions/Hook/properties/tries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20",schema:20,parentSchema:schema86.properties.tries,data:data8};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err14 = {instancePath:instancePath+"/on_success/" + i0+"/tries",schemaPath:"#/definitions/Hook/properties/tries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema86.properties.tries,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
else {
const err15 = {instancePath:instancePath+"/on_success/" + i0,schemaPath:"#/definitions/Hook/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema86.type,parentSchema:schema86,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/on_success",schemaPath:"#/properties/on_success/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema85.properties.on_success.type,parentSchema:schema85.properties.on_success,data:data0};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.on_failure !== undefined){
let data9 = data.on_failure;
if(Array.isArray(data9)){
const len2 = data9.length;
for(let i2=0; i2<len2; i2++){
let data10 = data9[i2];
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key3 in data10){
if(!(((((key3 === "command") || (key3 === "url")) || (key3 === "headers")) || (key3 === "timeout")) || (key3 === "tries"))){
const err17 = {instancePath:instancePath+"/on_failure/" + i2,schemaPath:"#/definitions/Hook/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema86,data:data10};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data10.command !== undefined){
let data11 = data10.command;
if(Array.isArray(data11)){
if(data11.length < 1){
const err18 = {instancePath:instancePath+"/on_failure/" + i2+"/command",schemaPath:"#/definitions/Hook/properties/command/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema86.properties.command,data:data11};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len3 = data11.length;
for(let i3=0; i3<len3; i3++){
let data12 = data11[i3];
if(typeof data12 !== "string"){
const err19 = {instancePath:instancePath+"/on_failure/" + i2+"/command/" + i3,schemaPath:"#/definitions/Hook/properties/command/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema86.properties.command.items.type,parentSchema:schema86.properties.command.items,data:data12};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/on_failure/" + i2+"/command",schemaPath:"#/definitions/Hook/properties/command/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema86.properties.command.type,parentSchema:schema86.properties.command,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data10.url !== undefined){
let data13 = data10.url;
if(typeof data13 === "string"){
if(!pattern3.test(data13)){
const err21 = {instancePath:instancePath+"/on_failure/" + i2+"/url",schemaPath:"#/definitions/Hook/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\"",schema:"^https?://",parentSchema:schema86.properties.url,data:data13};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/on_failure/" + i2+"/url",schemaPath:"#/definitions/Hook/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema86.properties.url.type,parentSchema:schema86.properties.url,data:data13};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data10.headers !== undefined){
let data14 = data10.headers;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key4 in data14){
let data15 = data14[key4];
if(typeof data15 !== "string"){
const err23 = {instancePath:instancePath+"/on_failure/" + i2+"/headers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/Hook/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema86.properties.headers.additionalProperties.type,parentSchema:schema86.properties.headers.additionalProperties,data:data15};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/on_failure/" + i2+"/headers",schemaPath:"#/definitions/Hook/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema86.properties.headers.type,parentSchema:schema86.properties.headers,data:data14};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data10.timeout !== undefined){
let data16 = data10.timeout;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 3600 || isNaN(data16)){
const err25 = {instancePath:instancePath+"/on_failure/" + i2+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema86.properties.timeout,data:data16};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data16 <= 0 || isNaN(data16)){
const err26 = {instancePath:instancePath+"/on_failure/" + i2+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema86.properties.timeout,data:data16};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/on_failure/" + i2+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema86.properties.timeout.type,parentSchema:schema86.properties.timeout,data:data16};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data10.tries !== undefined){
let data17 = data10.tries;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err28 = {instancePath:instancePath+"/on_failure/" + i2+"/tries",schemaPath:"#/definitions/Hook/properties/tries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema86.properties.tries.type,parentSchema:schema86.properties.tries,data:data17};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 20 || isNaN(data17)){
const err29 = {instancePath:instancePath+"/on_failure/" + i2+"/tries",schemaPath:"#/definitions/Hook/properties/tries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20",schema:20,parentSchema:schema86.properties.tries,data:data17};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data17 < 1 || isNaN(data17)){
const err30 = {instancePath:instancePath+"/on_failure/" + i2+"/tries",schemaPath:"#/definitions/Hook/properties/tries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema86.properties.tries,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
}
else {
const err31 = {instancePath:instancePath+"/on_failure/" + i2,schemaPath:"#/definitions/Hook/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema86.type,parentSchema:schema86,data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/on_failure",schemaPath:"#/properties/on_failure/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema85.properties.on_failure.type,parentSchema:schema85.properties.on_failure,data:data9};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema85.type,parentSchema:schema85,data};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}

const schema88 = {"description":"One home, one store, and the entities that move between them.","type":"object","additionalProperties":false,"required":["home","store","entities"],"properties":{"home":{"$ref":"#/definitions/Home"},"store":{"$ref":"#/definitions/Store"},"defaults":{"$ref":"#/definitions/Defaults"},"entities":{"description":"The tables or data sets to move, as names or as maps.","type":"array","minItems":1,"items":{"$ref":"#/definitions/FlowEntity"}}}};
const schema89 = {"description":"Where rows come from.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/MssqlHome"},{"$ref":"#/definitions/LocalHome"}]};
const schema92 = {"description":"Tables or queries of a SQL Server.","type":"object","additionalProperties":false,"required":["type","connection"],"properties":{"type":{"description":"Kind of source.","const":"mssql"},"connection":{"description":"One of the names under `connections`.","type":"string","minLength":1},"table":{"description":"Table or view, one to three parts, brackets around parts that need them. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["dbo.{entity}","dbo.[Order Details]"]},"query":{"description":"A SELECT of your own, instead of `table`. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1},"columns":{"description":"Columns to read, as the table names them, in this order. Default: all. Goes with `table`.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"where":{"description":"A T-SQL condition on the rows to read. Goes with `table`.","type":"string","minLength":1,"examples":["Total > 0"]},"ranges":{"description":"The most ranges that a table is read in at the same time, each over a connection of its own; 1: never more than one. Default: what its size is worth, at most 4 and one a core.","type":"integer","minimum":1,"maximum":64},"range_column":{"description":"The column whose values cut the table into ranges. Default: the key of the clustered index. Goes with `table`.","type":"string","minLength":1},"isolation":{"description":"Transaction isolation level of the read.","enum":["read_committed","snapshot","read_uncommitted"],"default":"read_committed"},"datetime2":{"description":"What becomes of the seventh digit of datetime2(7) and datetimeoffset(7): cut to microseconds, or kept as nanoseconds or as text.","enum":["microseconds","nanoseconds","string"],"default":"microseconds"},"datetimeoffset":{"description":"utc moves the instant to UTC; string keeps the offset.","enum":["utc","string"],"default":"utc"},"uniqueidentifier":{"description":"string as the server prints it, or uuid as 16 bytes.","enum":["string","uuid"],"default":"string"}}};
const schema90 = {"description":"Files of this machine, as docs/homes/local.md tells.","type":"object","additionalProperties":false,"required":["type","path"],"properties":{"type":{"description":"Kind of source.","const":"local"},"path":{"description":"A file, a folder or a glob, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity} or a glob, the flow's path is the folder in which each entity has a file or folder of its name.","type":"string","minLength":1,"examples":["in","in/{entity}.parquet","in/{entity}/2026-*/**/*.parquet"]},"format":{"description":"File format.","enum":["parquet","csv","ndjson"],"default":"parquet"},"columns":{"description":"Columns to read, as the files name them, in this order. Default: all.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"where":{"description":"Which rows to read: comparisons, IS [NOT] NULL and [NOT] IN, joined by AND.","type":"string","minLength":1,"examples":["status = 'open' AND amount >= 10.5"]},"csv":{"$ref":"#/definitions/CsvFiles"},"encoding":{"description":"Of csv and ndjson: utf-8, utf-16le, windows-1252, latin1 and others. Default: utf-8.","type":"string","minLength":1,"examples":["windows-1252"]},"types":{"description":"Of csv and ndjson: the types of columns, by their names. The others are inferred from a sample.","type":"object","additionalProperties":{"description":"bool, int16, int32, int64, float32, float64, decimal(18,2), date, time, timestamp, timestamp(us,utc), timestamp(ns), text, binary or uuid.","type":"string","minLength":1,"examples":["decimal(18,2)"]}}}};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema90.required,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema90.required,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "type") || (key0 === "path")) || (key0 === "format")) || (key0 === "columns")) || (key0 === "where")) || (key0 === "csv")) || (key0 === "encoding")) || (key0 === "types"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("local" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "local"},message:"must be equal to constant",schema:"local",parentSchema:schema90.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.path,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.path.type,parentSchema:schema90.properties.path,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.format !== undefined){
let data2 = data.format;
if(!(((data2 === "parquet") || (data2 === "csv")) || (data2 === "ndjson"))){
const err6 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema90.properties.format.enum},message:"must be equal to one of the allowed values",schema:schema90.properties.format.enum,parentSchema:schema90.properties.format,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.columns !== undefined){
let data3 = data.columns;
if(Array.isArray(data3)){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema90.properties.columns,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err8 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.columns.items,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.columns.items.type,parentSchema:schema90.properties.columns.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data3[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema90.properties.columns,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err11 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema90.properties.columns.type,parentSchema:schema90.properties.columns,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.where !== undefined){
let data5 = data.where;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err12 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.where,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.where.type,parentSchema:schema90.properties.where,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.csv !== undefined){
let data6 = data.csv;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!((((key1 === "header") || (key1 === "delimiter")) || (key1 === "quote")) || (key1 === "nulls"))){
const err14 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/CsvFiles/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data6.header !== undefined){
let data7 = data6.header;
if((typeof data7 !== "boolean") && (!(Array.isArray(data7)))){
const err15 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/CsvFiles/properties/header/type",keyword:"type",params:{type: schema44.properties.header.type},message:"must be boolean,array",schema:schema44.properties.header.type,parentSchema:schema44.properties.header,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(Array.isArray(data7)){
if(data7.length < 1){
const err16 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/CsvFiles/properties/header/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.header,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len1 = data7.length;
for(let i2=0; i2<len1; i2++){
let data8 = data7[i2];
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err17 = {instancePath:instancePath+"/csv/header/" + i2,schemaPath:"#/definitions/CsvFiles/properties/header/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.header.items,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/csv/header/" + i2,schemaPath:"#/definitions/CsvFiles/properties/header/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.header.items.type,parentSchema:schema44.properties.header.items,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
let i3 = data7.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data7[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err19 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/CsvFiles/properties/header/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema44.properties.header,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
}
if(data6.delimiter !== undefined){
let data9 = data6.delimiter;
if(typeof data9 === "string"){
if(func2(data9) > 1){
const err20 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/CsvFiles/properties/delimiter/maxLength",keyword:"maxLength",params:{limit: 1},message:"must NOT have more than 1 characters",schema:1,parentSchema:schema44.properties.delimiter,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(func2(data9) < 1){
const err21 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/CsvFiles/properties/delimiter/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.delimiter,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/CsvFiles/properties/delimiter/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.delimiter.type,parentSchema:schema44.properties.delimiter,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.quote !== undefined){
let data10 = data6.quote;
if((typeof data10 !== "string") && (data10 !== null)){
const err23 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/CsvFiles/properties/quote/type",keyword:"type",params:{type: schema44.properties.quote.type},message:"must be string,null",schema:schema44.properties.quote.type,parentSchema:schema44.properties.quote,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(typeof data10 === "string"){
if(func2(data10) > 1){
const err24 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/CsvFiles/properties/quote/maxLength",keyword:"maxLength",params:{limit: 1},message:"must NOT have more than 1 characters",schema:1,parentSchema:schema44.properties.quote,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(func2(data10) < 1){
const err25 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/CsvFiles/properties/quote/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.quote,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data6.nulls !== undefined){
let data11 = data6.nulls;
if(Array.isArray(data11)){
const len2 = data11.length;
for(let i4=0; i4<len2; i4++){
let data12 = data11[i4];
if(typeof data12 !== "string"){
const err26 = {instancePath:instancePath+"/csv/nulls/" + i4,schemaPath:"#/definitions/CsvFiles/properties/nulls/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.nulls.items.type,parentSchema:schema44.properties.nulls.items,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
let i5 = data11.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data11[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err27 = {instancePath:instancePath+"/csv/nulls",schemaPath:"#/definitions/CsvFiles/properties/nulls/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)",schema:true,parentSchema:schema44.properties.nulls,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
const err28 = {instancePath:instancePath+"/csv/nulls",schemaPath:"#/definitions/CsvFiles/properties/nulls/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.nulls.type,parentSchema:schema44.properties.nulls,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/CsvFiles/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.encoding !== undefined){
let data13 = data.encoding;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err30 = {instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.encoding,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.encoding.type,parentSchema:schema90.properties.encoding,data:data13};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.types !== undefined){
let data14 = data.types;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key2 in data14){
let data15 = data14[key2];
if(typeof data15 === "string"){
if(func2(data15) < 1){
const err32 = {instancePath:instancePath+"/types/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/types/additionalProperties/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.types.additionalProperties,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/types/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/types/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.types.additionalProperties.type,parentSchema:schema90.properties.types.additionalProperties,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/types",schemaPath:"#/properties/types/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.properties.types.type,parentSchema:schema90.properties.types,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.type,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}


function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "mssql"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/definitions/MssqlHome/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema92.required,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.connection === undefined){
const err1 = {instancePath,schemaPath:"#/definitions/MssqlHome/required",keyword:"required",params:{missingProperty: "connection"},message:"must have required property '"+"connection"+"'",schema:schema92.required,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema92.properties, key0))){
const err2 = {instancePath,schemaPath:"#/definitions/MssqlHome/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("mssql" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/definitions/MssqlHome/properties/type/const",keyword:"const",params:{allowedValue: "mssql"},message:"must be equal to constant",schema:"mssql",parentSchema:schema92.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.connection !== undefined){
let data1 = data.connection;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/connection",schemaPath:"#/definitions/MssqlHome/properties/connection/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/connection",schemaPath:"#/definitions/MssqlHome/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.connection.type,parentSchema:schema92.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.table !== undefined){
let data2 = data.table;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err6 = {instancePath:instancePath+"/table",schemaPath:"#/definitions/MssqlHome/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.table,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/table",schemaPath:"#/definitions/MssqlHome/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.table.type,parentSchema:schema92.properties.table,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.query !== undefined){
let data3 = data.query;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err8 = {instancePath:instancePath+"/query",schemaPath:"#/definitions/MssqlHome/properties/query/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.query,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/query",schemaPath:"#/definitions/MssqlHome/properties/query/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.query.type,parentSchema:schema92.properties.query,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.columns !== undefined){
let data4 = data.columns;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema92.properties.columns,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/MssqlHome/properties/columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.columns.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/definitions/MssqlHome/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.columns.items.type,parentSchema:schema92.properties.columns.items,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data4[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err13 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema92.properties.columns,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err14 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema92.properties.columns.type,parentSchema:schema92.properties.columns,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.where !== undefined){
let data6 = data.where;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err15 = {instancePath:instancePath+"/where",schemaPath:"#/definitions/MssqlHome/properties/where/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.where,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/where",schemaPath:"#/definitions/MssqlHome/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.where.type,parentSchema:schema92.properties.where,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.ranges !== undefined){
let data7 = data.ranges;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err17 = {instancePath:instancePath+"/ranges",schemaPath:"#/definitions/MssqlHome/properties/ranges/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.ranges.type,parentSchema:schema92.properties.ranges,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 64 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/ranges",schemaPath:"#/definitions/MssqlHome/properties/ranges/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema92.properties.ranges,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/ranges",schemaPath:"#/definitions/MssqlHome/properties/ranges/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema92.properties.ranges,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.range_column !== undefined){
let data8 = data.range_column;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err20 = {instancePath:instancePath+"/range_column",schemaPath:"#/definitions/MssqlHome/properties/range_column/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.range_column,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/range_column",schemaPath:"#/definitions/MssqlHome/properties/range_column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.range_column.type,parentSchema:schema92.properties.range_column,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.isolation !== undefined){
let data9 = data.isolation;
if(!(((data9 === "read_committed") || (data9 === "snapshot")) || (data9 === "read_uncommitted"))){
const err22 = {instancePath:instancePath+"/isolation",schemaPath:"#/definitions/MssqlHome/properties/isolation/enum",keyword:"enum",params:{allowedValues: schema92.properties.isolation.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.isolation.enum,parentSchema:schema92.properties.isolation,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.datetime2 !== undefined){
let data10 = data.datetime2;
if(!(((data10 === "microseconds") || (data10 === "nanoseconds")) || (data10 === "string"))){
const err23 = {instancePath:instancePath+"/datetime2",schemaPath:"#/definitions/MssqlHome/properties/datetime2/enum",keyword:"enum",params:{allowedValues: schema92.properties.datetime2.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.datetime2.enum,parentSchema:schema92.properties.datetime2,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.datetimeoffset !== undefined){
let data11 = data.datetimeoffset;
if(!((data11 === "utc") || (data11 === "string"))){
const err24 = {instancePath:instancePath+"/datetimeoffset",schemaPath:"#/definitions/MssqlHome/properties/datetimeoffset/enum",keyword:"enum",params:{allowedValues: schema92.properties.datetimeoffset.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.datetimeoffset.enum,parentSchema:schema92.properties.datetimeoffset,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.uniqueidentifier !== undefined){
let data12 = data.uniqueidentifier;
if(!((data12 === "string") || (data12 === "uuid"))){
const err25 = {instancePath:instancePath+"/uniqueidentifier",schemaPath:"#/definitions/MssqlHome/properties/uniqueidentifier/enum",keyword:"enum",params:{allowedValues: schema92.properties.uniqueidentifier.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.uniqueidentifier.enum,parentSchema:schema92.properties.uniqueidentifier,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/definitions/MssqlHome/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema92.type,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else if(tag0 === "local"){
if(!(validate31(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
else {
const err27 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema89.discriminator,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema89.discriminator,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema89.type,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}

const schema93 = {"description":"Where rows settle.","type":"object","discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/LocalStore"},{"$ref":"#/definitions/AdlsStore"},{"$ref":"#/definitions/OneLakeStore"},{"$ref":"#/definitions/OpenMirroringStore"},{"$ref":"#/definitions/MssqlStore"},{"$ref":"#/definitions/SqliteStore"}]};
const schema94 = {"description":"Files in a folder of this machine.","type":"object","additionalProperties":false,"required":["type","path"],"properties":{"type":{"description":"Kind of destination.","const":"local"},"path":{"description":"Folder, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.","type":"string","minLength":1,"examples":["out","out/{flow}/{entity}"]},"format":{"description":"File format.","enum":["parquet","csv","ndjson"],"default":"parquet"},"compression":{"description":"How files are compressed: Parquet column by column, the others as a whole, and not by snappy. Default: zstd for Parquet, none for the others.","enum":["zstd","snappy","gzip","none"]},"rows_per_file":{"description":"Rows after which a new file begins.","type":"integer","minimum":1,"maximum":2147483647,"default":1000000},"polish":{"$ref":"#/definitions/Polish"}}};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "path")) || (key0 === "format")) || (key0 === "compression")) || (key0 === "rows_per_file")) || (key0 === "polish"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("local" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "local"},message:"must be equal to constant",schema:"local",parentSchema:schema94.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema94.properties.path,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.properties.path.type,parentSchema:schema94.properties.path,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.format !== undefined){
let data2 = data.format;
if(!(((data2 === "parquet") || (data2 === "csv")) || (data2 === "ndjson"))){
const err6 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema94.properties.format.enum},message:"must be equal to one of the allowed values",schema:schema94.properties.format.enum,parentSchema:schema94.properties.format,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.compression !== undefined){
let data3 = data.compression;
if(!((((data3 === "zstd") || (data3 === "snappy")) || (data3 === "gzip")) || (data3 === "none"))){
const err7 = {instancePath:instancePath+"/compression",schemaPath:"#/properties/compression/enum",keyword:"enum",params:{allowedValues: schema94.properties.compression.enum},message:"must be equal to one of the allowed values",schema:schema94.properties.compression.enum,parentSchema:schema94.properties.compression,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data4 = data.rows_per_file;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err8 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.rows_per_file.type,parentSchema:schema94.properties.rows_per_file,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 2147483647 || isNaN(data4)){
const err9 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema94.properties.rows_per_file,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.rows_per_file,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.type,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}

const schema95 = {"description":"Files in an Azure storage account with a hierarchical namespace (ADLS Gen2), as docs/stores/adls.md tells.","type":"object","additionalProperties":false,"required":["type","account_url","filesystem","path"],"properties":{"type":{"description":"Kind of destination.","const":"adls"},"account_url":{"description":"Address of the account's dfs endpoint.","type":"string","minLength":1,"examples":["https://account.dfs.core.windows.net"]},"filesystem":{"description":"Name of the file system (container); it must be there.","type":"string","minLength":1,"examples":["raw"]},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"path":{"description":"Folder in the file system. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.","type":"string","minLength":1,"examples":["erp/{entity}"]},"format":{"$ref":"#/definitions/LocalStore/properties/format"},"compression":{"$ref":"#/definitions/LocalStore/properties/compression"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"polish":{"$ref":"#/definitions/Polish"}}};

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.account_url === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "account_url"},message:"must have required property '"+"account_url"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.filesystem === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "filesystem"},message:"must have required property '"+"filesystem"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.path === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema95.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("adls" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "adls"},message:"must be equal to constant",schema:"adls",parentSchema:schema95.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.account_url !== undefined){
let data1 = data.account_url;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err6 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema95.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema95.properties.account_url.type,parentSchema:schema95.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.filesystem !== undefined){
let data2 = data.filesystem;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err8 = {instancePath:instancePath+"/filesystem",schemaPath:"#/properties/filesystem/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema95.properties.filesystem,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/filesystem",schemaPath:"#/properties/filesystem/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema95.properties.filesystem.type,parentSchema:schema95.properties.filesystem,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate21(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.path !== undefined){
let data4 = data.path;
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err10 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema95.properties.path,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema95.properties.path.type,parentSchema:schema95.properties.path,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.format !== undefined){
let data5 = data.format;
if(!(((data5 === "parquet") || (data5 === "csv")) || (data5 === "ndjson"))){
const err12 = {instancePath:instancePath+"/format",schemaPath:"#/definitions/LocalStore/properties/format/enum",keyword:"enum",params:{allowedValues: schema67.enum},message:"must be equal to one of the allowed values",schema:schema67.enum,parentSchema:schema67,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.compression !== undefined){
let data6 = data.compression;
if(!((((data6 === "zstd") || (data6 === "snappy")) || (data6 === "gzip")) || (data6 === "none"))){
const err13 = {instancePath:instancePath+"/compression",schemaPath:"#/definitions/LocalStore/properties/compression/enum",keyword:"enum",params:{allowedValues: schema68.enum},message:"must be equal to one of the allowed values",schema:schema68.enum,parentSchema:schema68,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data7 = data.rows_per_file;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err14 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.type,parentSchema:schema69,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 2147483647 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema69,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err16 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema95.type,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate37.errors = vErrors;
return errors === 0;
}

const schema99 = {"description":"Files in a lakehouse of Microsoft Fabric, as docs/stores/onelake.md tells.","type":"object","additionalProperties":false,"required":["type","workspace","lakehouse"],"properties":{"type":{"description":"Kind of destination.","const":"onelake"},"account_url":{"description":"Address of OneLake's dfs endpoint: that of a region, where one must be named.","type":"string","minLength":1,"examples":["https://westeurope-onelake.dfs.fabric.microsoft.com"],"default":"https://onelake.dfs.fabric.microsoft.com"},"workspace":{"description":"GUID of the workspace (advised), or its name. Workspace and lakehouse are both GUIDs or both names.","type":"string","minLength":1,"examples":["8a1f0c7e-6f0b-4a6e-9d55-0b8f1c2d3e4f"]},"lakehouse":{"description":"GUID of the lakehouse (advised), or its name.","type":"string","minLength":1,"examples":["0c9d8e7f-1a2b-4c3d-8e9f-a0b1c2d3e4f5"]},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"schema":{"description":"Schema of the tables: the default path is then Files/<schema>.schema/{entity}. Goes without `path`.","type":"string","minLength":1,"examples":["sales"]},"path":{"description":"Folder in the lakehouse, below Files. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it. Default: Files/{entity}.","type":"string","minLength":1,"examples":["Files/erp/{entity}"]},"format":{"$ref":"#/definitions/LocalStore/properties/format"},"compression":{"$ref":"#/definitions/LocalStore/properties/compression"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"polish":{"$ref":"#/definitions/Polish"}}};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.workspace === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "workspace"},message:"must have required property '"+"workspace"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.lakehouse === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lakehouse"},message:"must have required property '"+"lakehouse"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema99.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("onelake" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "onelake"},message:"must be equal to constant",schema:"onelake",parentSchema:schema99.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.account_url !== undefined){
let data1 = data.account_url;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.account_url.type,parentSchema:schema99.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.workspace !== undefined){
let data2 = data.workspace;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.workspace.type,parentSchema:schema99.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.lakehouse !== undefined){
let data3 = data.lakehouse;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err9 = {instancePath:instancePath+"/lakehouse",schemaPath:"#/properties/lakehouse/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.lakehouse,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/lakehouse",schemaPath:"#/properties/lakehouse/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.lakehouse.type,parentSchema:schema99.properties.lakehouse,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate21(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.schema !== undefined){
let data5 = data.schema;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.schema.type,parentSchema:schema99.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.path !== undefined){
let data6 = data.path;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err13 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.path,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.path.type,parentSchema:schema99.properties.path,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.format !== undefined){
let data7 = data.format;
if(!(((data7 === "parquet") || (data7 === "csv")) || (data7 === "ndjson"))){
const err15 = {instancePath:instancePath+"/format",schemaPath:"#/definitions/LocalStore/properties/format/enum",keyword:"enum",params:{allowedValues: schema67.enum},message:"must be equal to one of the allowed values",schema:schema67.enum,parentSchema:schema67,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.compression !== undefined){
let data8 = data.compression;
if(!((((data8 === "zstd") || (data8 === "snappy")) || (data8 === "gzip")) || (data8 === "none"))){
const err16 = {instancePath:instancePath+"/compression",schemaPath:"#/definitions/LocalStore/properties/compression/enum",keyword:"enum",params:{allowedValues: schema68.enum},message:"must be equal to one of the allowed values",schema:schema68.enum,parentSchema:schema68,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data9 = data.rows_per_file;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err17 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.type,parentSchema:schema69,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2147483647 || isNaN(data9)){
const err18 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema69,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err19 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema99.type,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}

const schema103 = {"description":"Tables of a mirrored database of Microsoft Fabric (Open Mirroring), as docs/stores/open-mirroring.md tells.","type":"object","additionalProperties":false,"required":["type","workspace","mirror"],"properties":{"type":{"description":"Kind of destination.","const":"open_mirroring"},"account_url":{"$ref":"#/definitions/OneLakeStore/properties/account_url"},"workspace":{"description":"GUID of the workspace (advised), or its name. Workspace and mirror are both GUIDs or both names.","type":"string","minLength":1,"examples":["8a1f0c7e-6f0b-4a6e-9d55-0b8f1c2d3e4f"]},"mirror":{"description":"GUID of the mirrored database (advised), or its name.","type":"string","minLength":1,"examples":["5e6f7a8b-9c0d-4e1f-a2b3-c4d5e6f7a8b9"]},"authentication":{"$ref":"#/definitions/LakeAuthentication"},"schema":{"description":"Schema of the tables in the mirrored database; without it they are in dbo. {schema} is filled in. Goes without `path`.","type":"string","minLength":1,"examples":["sales","{schema}"]},"path":{"description":"Folder of the table in the landing zone. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it. Default: Files/LandingZone/{entity}.","type":"string","minLength":1,"examples":["Files/LandingZone/{schema}.schema/{entity}"]},"key_columns":{"description":"One column, or several, that tell rows apart, as the source or the files name them. Needed for rows that update or delete others; cannot be changed without a full_drop.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"minItems":1,"uniqueItems":true,"examples":["OrderId",["CompanyId","OrderId"]]},"row_marker":{"description":"What the rows of an increment do: 0 insert, 1 update, 2 delete, 4 insert or update. Needs `key_columns`; default then: 4. A column __rowMarker__ of the source says it for each row.","enum":[0,1,2,4]},"file_detection":{"description":"How the replicator knows which file comes next: sequential, by numbers without a gap; last_update, by the time of each file.","enum":["sequential","last_update"],"default":"sequential"},"partner":{"$ref":"#/definitions/MirrorPartner"},"mirror_journal":{"description":"The journal is a table of the mirrored database, too: hygge.journal, one row for each finished run of an entity, brought up to date at the end of each run.","type":"boolean","default":false},"folder_deletion_wait_seconds":{"description":"Seconds that a dropped table may take to be gone in Fabric, before a full_drop puts the new one in its place.","type":"number","minimum":0,"maximum":3600,"default":120},"compression":{"description":"How the columns of the files, which are Parquet, are compressed.","enum":["zstd","snappy","gzip","none"],"default":"zstd"},"rows_per_file":{"$ref":"#/definitions/LocalStore/properties/rows_per_file"},"polish":{"$ref":"#/definitions/Polish"}}};
const schema104 = {"description":"Address of OneLake's dfs endpoint: that of a region, where one must be named.","type":"string","minLength":1,"examples":["https://westeurope-onelake.dfs.fabric.microsoft.com"],"default":"https://onelake.dfs.fabric.microsoft.com"};

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.workspace === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "workspace"},message:"must have required property '"+"workspace"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.mirror === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mirror"},message:"must have required property '"+"mirror"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema103.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("open_mirroring" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "open_mirroring"},message:"must be equal to constant",schema:"open_mirroring",parentSchema:schema103.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.account_url !== undefined){
let data1 = data.account_url;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/account_url",schemaPath:"#/definitions/OneLakeStore/properties/account_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema104,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/account_url",schemaPath:"#/definitions/OneLakeStore/properties/account_url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema104.type,parentSchema:schema104,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.workspace !== undefined){
let data2 = data.workspace;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.workspace.type,parentSchema:schema103.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.mirror !== undefined){
let data3 = data.mirror;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err9 = {instancePath:instancePath+"/mirror",schemaPath:"#/properties/mirror/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.mirror,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/mirror",schemaPath:"#/properties/mirror/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.mirror.type,parentSchema:schema103.properties.mirror,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate21(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.schema !== undefined){
let data5 = data.schema;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.schema.type,parentSchema:schema103.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.path !== undefined){
let data6 = data.path;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err13 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.path,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.path.type,parentSchema:schema103.properties.path,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.key_columns !== undefined){
let data7 = data.key_columns;
if((typeof data7 !== "string") && (!(Array.isArray(data7)))){
const err15 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/type",keyword:"type",params:{type: schema103.properties.key_columns.type},message:"must be string,array",schema:schema103.properties.key_columns.type,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(typeof data7 === "string"){
if(func2(data7) < 1){
const err16 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(Array.isArray(data7)){
if(data7.length < 1){
const err17 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err18 = {instancePath:instancePath+"/key_columns/" + i0,schemaPath:"#/properties/key_columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.key_columns.items,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/key_columns/" + i0,schemaPath:"#/properties/key_columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.key_columns.items.type,parentSchema:schema103.properties.key_columns.items,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
let i1 = data7.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data7[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err20 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
}
if(data.row_marker !== undefined){
let data9 = data.row_marker;
if(!((((data9 === 0) || (data9 === 1)) || (data9 === 2)) || (data9 === 4))){
const err21 = {instancePath:instancePath+"/row_marker",schemaPath:"#/properties/row_marker/enum",keyword:"enum",params:{allowedValues: schema103.properties.row_marker.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.row_marker.enum,parentSchema:schema103.properties.row_marker,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.file_detection !== undefined){
let data10 = data.file_detection;
if(!((data10 === "sequential") || (data10 === "last_update"))){
const err22 = {instancePath:instancePath+"/file_detection",schemaPath:"#/properties/file_detection/enum",keyword:"enum",params:{allowedValues: schema103.properties.file_detection.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.file_detection.enum,parentSchema:schema103.properties.file_detection,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.partner !== undefined){
let data11 = data.partner;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.name === undefined){
const err23 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema65.required,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data11.source_type === undefined){
const err24 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/required",keyword:"required",params:{missingProperty: "source_type"},message:"must have required property '"+"source_type"+"'",schema:schema65.required,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key1 in data11){
if(!(((key1 === "name") || (key1 === "source_type")) || (key1 === "source_version"))){
const err25 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data11.name !== undefined){
let data12 = data11.name;
if(typeof data12 === "string"){
if(func2(data12) < 1){
const err26 = {instancePath:instancePath+"/partner/name",schemaPath:"#/definitions/MirrorPartner/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.name,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/partner/name",schemaPath:"#/definitions/MirrorPartner/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.name.type,parentSchema:schema65.properties.name,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.source_type !== undefined){
let data13 = data11.source_type;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err28 = {instancePath:instancePath+"/partner/source_type",schemaPath:"#/definitions/MirrorPartner/properties/source_type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.source_type,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/partner/source_type",schemaPath:"#/definitions/MirrorPartner/properties/source_type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.source_type.type,parentSchema:schema65.properties.source_type,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data11.source_version !== undefined){
let data14 = data11.source_version;
if(typeof data14 === "string"){
if(func2(data14) < 1){
const err30 = {instancePath:instancePath+"/partner/source_version",schemaPath:"#/definitions/MirrorPartner/properties/source_version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.source_version,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/partner/source_version",schemaPath:"#/definitions/MirrorPartner/properties/source_version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.source_version.type,parentSchema:schema65.properties.source_version,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.type,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.mirror_journal !== undefined){
let data15 = data.mirror_journal;
if(typeof data15 !== "boolean"){
const err33 = {instancePath:instancePath+"/mirror_journal",schemaPath:"#/properties/mirror_journal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema103.properties.mirror_journal.type,parentSchema:schema103.properties.mirror_journal,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.folder_deletion_wait_seconds !== undefined){
let data16 = data.folder_deletion_wait_seconds;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 3600 || isNaN(data16)){
const err34 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/properties/folder_deletion_wait_seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema103.properties.folder_deletion_wait_seconds,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data16 < 0 || isNaN(data16)){
const err35 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/properties/folder_deletion_wait_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema103.properties.folder_deletion_wait_seconds,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/properties/folder_deletion_wait_seconds/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema103.properties.folder_deletion_wait_seconds.type,parentSchema:schema103.properties.folder_deletion_wait_seconds,data:data16};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.compression !== undefined){
let data17 = data.compression;
if(!((((data17 === "zstd") || (data17 === "snappy")) || (data17 === "gzip")) || (data17 === "none"))){
const err37 = {instancePath:instancePath+"/compression",schemaPath:"#/properties/compression/enum",keyword:"enum",params:{allowedValues: schema103.properties.compression.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.compression.enum,parentSchema:schema103.properties.compression,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data18 = data.rows_per_file;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err38 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.type,parentSchema:schema69,data:data18};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 2147483647 || isNaN(data18)){
const err39 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema69,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data18 < 1 || isNaN(data18)){
const err40 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.type,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}

const schema107 = {"description":"Tables of a SQL Server, as docs/stores/mssql.md tells.","type":"object","additionalProperties":false,"required":["type","connection","table"],"properties":{"type":{"description":"Kind of destination.","const":"mssql"},"connection":{"description":"One of the names under `connections`.","type":"string","minLength":1},"table":{"description":"Table, one or two parts, brackets around parts that need them; of dbo when it has one. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["dbo.{entity}","staging.[{flow} {entity}]"]},"if_exists":{"description":"What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.","enum":["fail","append","replace","merge"]},"key":{"description":"Columns that tell rows apart, by their names in the table: for merge, and for rowstore.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"keep":{"description":"What a table that replaces another one takes over from it.","type":"array","uniqueItems":true,"items":{"enum":["indexes","permissions"]},"default":[]},"storage":{"description":"How a table that hygge makes is stored: clustered columnstore, heap, or rowstore with a clustered index on the `key`.","enum":["columnstore","heap","rowstore"],"default":"columnstore"},"rows_per_load":{"description":"Rows of one bulk load, which is one transaction.","type":"integer","minimum":1,"maximum":2147483647,"default":1048576},"polish":{"$ref":"#/definitions/Polish"}}};

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema107.required,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.connection === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connection"},message:"must have required property '"+"connection"+"'",schema:schema107.required,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.table === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "table"},message:"must have required property '"+"table"+"'",schema:schema107.required,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema107.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("mssql" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "mssql"},message:"must be equal to constant",schema:"mssql",parentSchema:schema107.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.connection !== undefined){
let data1 = data.connection;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema107.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema107.properties.connection.type,parentSchema:schema107.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.table !== undefined){
let data2 = data.table;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema107.properties.table,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema107.properties.table.type,parentSchema:schema107.properties.table,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.if_exists !== undefined){
let data3 = data.if_exists;
if(!((((data3 === "fail") || (data3 === "append")) || (data3 === "replace")) || (data3 === "merge"))){
const err9 = {instancePath:instancePath+"/if_exists",schemaPath:"#/properties/if_exists/enum",keyword:"enum",params:{allowedValues: schema107.properties.if_exists.enum},message:"must be equal to one of the allowed values",schema:schema107.properties.if_exists.enum,parentSchema:schema107.properties.if_exists,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.key !== undefined){
let data4 = data.key;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema107.properties.key,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema107.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema107.properties.key.items.type,parentSchema:schema107.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data4[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err13 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema107.properties.key,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err14 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema107.properties.key.type,parentSchema:schema107.properties.key,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.keep !== undefined){
let data6 = data.keep;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i2=0; i2<len1; i2++){
let data7 = data6[i2];
if(!((data7 === "indexes") || (data7 === "permissions"))){
const err15 = {instancePath:instancePath+"/keep/" + i2,schemaPath:"#/properties/keep/items/enum",keyword:"enum",params:{allowedValues: schema107.properties.keep.items.enum},message:"must be equal to one of the allowed values",schema:schema107.properties.keep.items.enum,parentSchema:schema107.properties.keep.items,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
let i3 = data6.length;
let j1;
if(i3 > 1){
outer0:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data6[i3], data6[j1])){
const err16 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema107.properties.keep,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err17 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema107.properties.keep.type,parentSchema:schema107.properties.keep,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.storage !== undefined){
let data8 = data.storage;
if(!(((data8 === "columnstore") || (data8 === "heap")) || (data8 === "rowstore"))){
const err18 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/enum",keyword:"enum",params:{allowedValues: schema107.properties.storage.enum},message:"must be equal to one of the allowed values",schema:schema107.properties.storage.enum,parentSchema:schema107.properties.storage,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.rows_per_load !== undefined){
let data9 = data.rows_per_load;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err19 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/properties/rows_per_load/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema107.properties.rows_per_load.type,parentSchema:schema107.properties.rows_per_load,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2147483647 || isNaN(data9)){
const err20 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/properties/rows_per_load/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema107.properties.rows_per_load,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err21 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/properties/rows_per_load/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema107.properties.rows_per_load,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema107.type,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}

const schema108 = {"description":"Tables of an SQLite file of this machine, as docs/stores/sqlite.md tells.","type":"object","additionalProperties":false,"required":["type","path"],"properties":{"type":{"description":"Kind of destination.","const":"sqlite"},"path":{"description":"Database file, relative to the folder of this file; it is made when it is not there. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"examples":["out/erp.db"]},"table":{"description":"Name of the table. {entity}, {flow} and {schema} are filled in.","type":"string","minLength":1,"default":"{entity}"},"if_exists":{"description":"What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.","enum":["fail","append","replace","merge"]},"key":{"description":"Columns that tell rows apart, by their names in the table: rows with the same key are one row.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","minLength":1}},"rows_per_part":{"description":"Rows that are staged as one file: what a run that died need not read again.","type":"integer","minimum":1,"maximum":2147483647,"default":1000000},"polish":{"$ref":"#/definitions/Polish"}}};

function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema108.required,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema108.required,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "type") || (key0 === "path")) || (key0 === "table")) || (key0 === "if_exists")) || (key0 === "key")) || (key0 === "rows_per_part")) || (key0 === "polish"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("sqlite" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "sqlite"},message:"must be equal to constant",schema:"sqlite",parentSchema:schema108.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema108.properties.path,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema108.properties.path.type,parentSchema:schema108.properties.path,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.table !== undefined){
let data2 = data.table;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err6 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema108.properties.table,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema108.properties.table.type,parentSchema:schema108.properties.table,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.if_exists !== undefined){
let data3 = data.if_exists;
if(!((((data3 === "fail") || (data3 === "append")) || (data3 === "replace")) || (data3 === "merge"))){
const err8 = {instancePath:instancePath+"/if_exists",schemaPath:"#/properties/if_exists/enum",keyword:"enum",params:{allowedValues: schema108.properties.if_exists.enum},message:"must be equal to one of the allowed values",schema:schema108.properties.if_exists.enum,parentSchema:schema108.properties.if_exists,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.key !== undefined){
let data4 = data.key;
if(Array.isArray(data4)){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema108.properties.key,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err10 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema108.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema108.properties.key.items.type,parentSchema:schema108.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data4[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err12 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema108.properties.key,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err13 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema108.properties.key.type,parentSchema:schema108.properties.key,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.rows_per_part !== undefined){
let data6 = data.rows_per_part;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err14 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/properties/rows_per_part/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema108.properties.rows_per_part.type,parentSchema:schema108.properties.rows_per_part,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 2147483647 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/properties/rows_per_part/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema108.properties.rows_per_part,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/properties/rows_per_part/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema108.properties.rows_per_part,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema108.type,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}


function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "local"){
if(!(validate35(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
else if(tag0 === "adls"){
if(!(validate37(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
}
else if(tag0 === "onelake"){
if(!(validate40(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
}
else if(tag0 === "open_mirroring"){
if(!(validate43(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
else if(tag0 === "mssql"){
if(!(validate46(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
else if(tag0 === "sqlite"){
if(!(validate48(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
else {
const err0 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema93.discriminator,parentSchema:schema93,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema93.discriminator,parentSchema:schema93,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema93.type,parentSchema:schema93,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}

const schema109 = {"description":"A table or data set: its name, or a map of its name and what differs from the flow.","type":["string","object"],"minLength":1,"additionalProperties":false,"required":["name"],"properties":{"name":{"description":"Name of the entity, unique in its flow. Fills {entity}; `sales.Orders` also fills {schema}, and then {entity} is Orders in texts that have both. A pattern (`dbo.*`) stands for all tables of a SQL Server that it matches.","type":"string","minLength":1,"examples":["sales.Orders","dbo.*"]},"exclude":{"description":"Of a pattern: tables that it does not mean, as names or patterns. `*` is any text and `?` any character; in brackets they are themselves.","type":"array","minItems":1,"items":{"type":"string","minLength":1},"examples":[["dbo.tmp_*"]]},"views":{"description":"Of a pattern: true takes views, too. Default: tables only.","type":"boolean"},"run_type":{"$ref":"#/definitions/RunType"},"watermark":{"$ref":"#/definitions/EntityWatermark"},"columns":{"$ref":"#/definitions/MssqlHome/properties/columns"},"where":{"description":"Which rows to read: for SQL Server a T-SQL condition, for files what docs/homes/local.md tells.","type":"string","minLength":1,"examples":["Total > 0"]},"timeout":{"$ref":"#/definitions/Timeout"},"verify":{"$ref":"#/definitions/Verify"},"schema_drift":{"$ref":"#/definitions/SchemaDrift"},"home":{"$ref":"#/definitions/HomeChanges"},"store":{"$ref":"#/definitions/StoreChanges"}}};
const schema111 = {"description":"How an incremental run knows what is new; false: not by what the defaults say.","type":["object","boolean"],"additionalProperties":false,"minProperties":1,"properties":{"column":{"$ref":"#/definitions/Watermark/properties/column"},"key":{"$ref":"#/definitions/Watermark/properties/key"},"overlap":{"$ref":"#/definitions/Watermark/properties/overlap"},"initial":{"$ref":"#/definitions/Watermark/properties/initial"}}};
const schema112 = {"description":"Column of the table; it need not be among `columns`. A rowversion is the safest.","type":"string","minLength":1,"examples":["ModifiedAt"]};
const schema113 = {"description":"One column, or several, that together tell rows with the same value apart: those that come late are not missed. Never NULL, and need not be among `columns`.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1},"minItems":1,"uniqueItems":true,"examples":["OrderId",["OrderId","Line"]]};
const schema114 = {"description":"How late rows may come: every run looks so far behind the last one again, and moves what it has not moved. A duration for times, a number for numbers. Needs `key`.","type":["string","number"],"pattern":"^[0-9]+(\\.[0-9]+)? ?[smhd]$","exclusiveMinimum":0,"examples":["10m","2h",1000]};
const schema115 = {"description":"Where the first incremental run begins: behind this value, or `now`, which moves only rows that come from then on. Default: at the first row.","type":["string","number"],"minLength":1,"examples":["2026-01-01T00:00:00",1000,"now"]};

function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (typeof data !== "boolean")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema111.type},message:"must be object,boolean",schema:schema111.type,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err1 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "column") || (key0 === "key")) || (key0 === "overlap")) || (key0 === "initial"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.column !== undefined){
let data0 = data.column;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err3 = {instancePath:instancePath+"/column",schemaPath:"#/definitions/Watermark/properties/column/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema112,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/column",schemaPath:"#/definitions/Watermark/properties/column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema112.type,parentSchema:schema112,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.key !== undefined){
let data1 = data.key;
if((typeof data1 !== "string") && (!(Array.isArray(data1)))){
const err5 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/Watermark/properties/key/type",keyword:"type",params:{type: schema113.type},message:"must be string,array",schema:schema113.type,parentSchema:schema113,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err6 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/Watermark/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema113,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(Array.isArray(data1)){
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/Watermark/properties/key/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema113,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err8 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/definitions/Watermark/properties/key/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema113.items,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/definitions/Watermark/properties/key/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema113.items.type,parentSchema:schema113.items,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data1[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/key",schemaPath:"#/definitions/Watermark/properties/key/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema113,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
}
if(data.overlap !== undefined){
let data3 = data.overlap;
if((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))){
const err11 = {instancePath:instancePath+"/overlap",schemaPath:"#/definitions/Watermark/properties/overlap/type",keyword:"type",params:{type: schema114.type},message:"must be string,number",schema:schema114.type,parentSchema:schema114,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 <= 0 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/overlap",schemaPath:"#/definitions/Watermark/properties/overlap/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema114,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(typeof data3 === "string"){
if(!pattern1.test(data3)){
const err13 = {instancePath:instancePath+"/overlap",schemaPath:"#/definitions/Watermark/properties/overlap/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)? ?[smhd]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)? ?[smhd]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)? ?[smhd]$",parentSchema:schema114,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.initial !== undefined){
let data4 = data.initial;
if((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))){
const err14 = {instancePath:instancePath+"/initial",schemaPath:"#/definitions/Watermark/properties/initial/type",keyword:"type",params:{type: schema115.type},message:"must be string,number",schema:schema115.type,parentSchema:schema115,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err15 = {instancePath:instancePath+"/initial",schemaPath:"#/definitions/Watermark/properties/initial/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema115,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
}
validate59.errors = vErrors;
return errors === 0;
}


function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema109.type},message:"must be string,object",schema:schema109.type,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(func2(data) < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema109.required,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema109.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema109.properties.name,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema109.properties.name.type,parentSchema:schema109.properties.name,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.exclude !== undefined){
let data1 = data.exclude;
if(Array.isArray(data1)){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema109.properties.exclude,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/exclude/" + i0,schemaPath:"#/properties/exclude/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema109.properties.exclude.items,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/exclude/" + i0,schemaPath:"#/properties/exclude/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema109.properties.exclude.items.type,parentSchema:schema109.properties.exclude.items,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema109.properties.exclude.type,parentSchema:schema109.properties.exclude,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.views !== undefined){
let data3 = data.views;
if(typeof data3 !== "boolean"){
const err10 = {instancePath:instancePath+"/views",schemaPath:"#/properties/views/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema109.properties.views.type,parentSchema:schema109.properties.views,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.run_type !== undefined){
let data4 = data.run_type;
if(!((data4 === "full_drop") || (data4 === "incremental"))){
const err11 = {instancePath:instancePath+"/run_type",schemaPath:"#/definitions/RunType/enum",keyword:"enum",params:{allowedValues: schema25.enum},message:"must be equal to one of the allowed values",schema:schema25.enum,parentSchema:schema25,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.watermark !== undefined){
if(!(validate59(data.watermark, {instancePath:instancePath+"/watermark",parentData:data,parentDataProperty:"watermark",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.columns !== undefined){
let data6 = data.columns;
if(Array.isArray(data6)){
if(data6.length < 1){
const err12 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema34,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(func2(data7) < 1){
const err13 = {instancePath:instancePath+"/columns/" + i1,schemaPath:"#/definitions/MssqlHome/properties/columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34.items,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/columns/" + i1,schemaPath:"#/definitions/MssqlHome/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.items.type,parentSchema:schema34.items,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
let i2 = data6.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data6[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err15 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema34,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err16 = {instancePath:instancePath+"/columns",schemaPath:"#/definitions/MssqlHome/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema34.type,parentSchema:schema34,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.where !== undefined){
let data8 = data.where;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err17 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema109.properties.where,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema109.properties.where.type,parentSchema:schema109.properties.where,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.timeout !== undefined){
let data9 = data.timeout;
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 604800 || isNaN(data9)){
const err19 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/Timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 604800},message:"must be <= 604800",schema:604800,parentSchema:schema27,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data9 <= 0 || isNaN(data9)){
const err20 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/Timeout/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema27,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/timeout",schemaPath:"#/definitions/Timeout/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema27.type,parentSchema:schema27,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.verify !== undefined){
let data10 = data.verify;
if(!((((data10 === "rows") || (data10 === "checksum")) || (data10 === "source")) || (data10 === "full"))){
const err22 = {instancePath:instancePath+"/verify",schemaPath:"#/definitions/Verify/enum",keyword:"enum",params:{allowedValues: schema28.enum},message:"must be equal to one of the allowed values",schema:schema28.enum,parentSchema:schema28,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.schema_drift !== undefined){
let data11 = data.schema_drift;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(Object.keys(data11).length < 1){
const err23 = {instancePath:instancePath+"/schema_drift",schemaPath:"#/definitions/SchemaDrift/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema29,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key1 in data11){
if(!((((key1 === "add") || (key1 === "drop")) || (key1 === "widen")) || (key1 === "change"))){
const err24 = {instancePath:instancePath+"/schema_drift",schemaPath:"#/definitions/SchemaDrift/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema29,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data11.add !== undefined){
let data12 = data11.add;
if(typeof data12 !== "string"){
const err25 = {instancePath:instancePath+"/schema_drift/add",schemaPath:"#/definitions/SchemaDrift/properties/add/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.add.type,parentSchema:schema29.properties.add,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(!((data12 === "allow") || (data12 === "fail"))){
const err26 = {instancePath:instancePath+"/schema_drift/add",schemaPath:"#/definitions/SchemaDrift/properties/add/enum",keyword:"enum",params:{allowedValues: schema29.properties.add.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.add.enum,parentSchema:schema29.properties.add,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.drop !== undefined){
let data13 = data11.drop;
if(typeof data13 !== "string"){
const err27 = {instancePath:instancePath+"/schema_drift/drop",schemaPath:"#/definitions/SchemaDrift/properties/drop/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.drop.type,parentSchema:schema29.properties.drop,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!((data13 === "allow") || (data13 === "fail"))){
const err28 = {instancePath:instancePath+"/schema_drift/drop",schemaPath:"#/definitions/SchemaDrift/properties/drop/enum",keyword:"enum",params:{allowedValues: schema29.properties.drop.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.drop.enum,parentSchema:schema29.properties.drop,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data11.widen !== undefined){
let data14 = data11.widen;
if(typeof data14 !== "string"){
const err29 = {instancePath:instancePath+"/schema_drift/widen",schemaPath:"#/definitions/SchemaDrift/properties/widen/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.widen.type,parentSchema:schema29.properties.widen,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!((data14 === "allow") || (data14 === "fail"))){
const err30 = {instancePath:instancePath+"/schema_drift/widen",schemaPath:"#/definitions/SchemaDrift/properties/widen/enum",keyword:"enum",params:{allowedValues: schema29.properties.widen.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.widen.enum,parentSchema:schema29.properties.widen,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data11.change !== undefined){
let data15 = data11.change;
if(typeof data15 !== "string"){
const err31 = {instancePath:instancePath+"/schema_drift/change",schemaPath:"#/definitions/SchemaDrift/properties/change/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.change.type,parentSchema:schema29.properties.change,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!(((data15 === "allow") || (data15 === "fail")) || (data15 === "new_version"))){
const err32 = {instancePath:instancePath+"/schema_drift/change",schemaPath:"#/definitions/SchemaDrift/properties/change/enum",keyword:"enum",params:{allowedValues: schema29.properties.change.enum},message:"must be equal to one of the allowed values",schema:schema29.properties.change.enum,parentSchema:schema29.properties.change,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/schema_drift",schemaPath:"#/definitions/SchemaDrift/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema29.type,parentSchema:schema29,data:data11};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.home !== undefined){
if(!(validate18(data.home, {instancePath:instancePath+"/home",parentData:data,parentDataProperty:"home",rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
if(data.store !== undefined){
if(!(validate20(data.store, {instancePath:instancePath+"/store",parentData:data,parentDataProperty:"store",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
}
validate58.errors = vErrors;
return errors === 0;
}


function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.home === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "home"},message:"must have required property '"+"home"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.store === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "store"},message:"must have required property '"+"store"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.entities === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "entities"},message:"must have required property '"+"entities"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "home") || (key0 === "store")) || (key0 === "defaults")) || (key0 === "entities"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.home !== undefined){
if(!(validate30(data.home, {instancePath:instancePath+"/home",parentData:data,parentDataProperty:"home",rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
if(data.store !== undefined){
if(!(validate34(data.store, {instancePath:instancePath+"/store",parentData:data,parentDataProperty:"store",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.defaults !== undefined){
if(!(validate17(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.entities !== undefined){
let data3 = data.entities;
if(Array.isArray(data3)){
if(data3.length < 1){
const err4 = {instancePath:instancePath+"/entities",schemaPath:"#/properties/entities/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema88.properties.entities,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate58(data3[i0], {instancePath:instancePath+"/entities/" + i0,parentData:data3,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/entities",schemaPath:"#/properties/entities/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema88.properties.entities.type,parentSchema:schema88.properties.entities,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema88.type,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.flows === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "flows"},message:"must have required property '"+"flows"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "name") || (key0 === "options")) || (key0 === "journal")) || (key0 === "connections")) || (key0 === "defaults")) || (key0 === "hooks")) || (key0 === "flows"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func2(data0) < 1){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.name,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.name.type,parentSchema:schema11.properties.name,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.options !== undefined){
let data1 = data.options;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!(((((((key1 === "concurrency") || (key1 === "memory")) || (key1 === "workers")) || (key1 === "readers")) || (key1 === "continue_on_error")) || (key1 === "resume_within")) || (key1 === "tries"))){
const err4 = {instancePath:instancePath+"/options",schemaPath:"#/definitions/RunSettings/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.concurrency !== undefined){
let data2 = data1.concurrency;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err5 = {instancePath:instancePath+"/options/concurrency",schemaPath:"#/definitions/RunSettings/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.concurrency.type,parentSchema:schema12.properties.concurrency,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 1000 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/options/concurrency",schemaPath:"#/definitions/RunSettings/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema12.properties.concurrency,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/options/concurrency",schemaPath:"#/definitions/RunSettings/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.concurrency,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data1.memory !== undefined){
let data3 = data1.memory;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (typeof data3 !== "string")){
const err8 = {instancePath:instancePath+"/options/memory",schemaPath:"#/definitions/RunSettings/properties/memory/type",keyword:"type",params:{type: schema12.properties.memory.type},message:"must be integer,string",schema:schema12.properties.memory.type,parentSchema:schema12.properties.memory,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 1048576 || isNaN(data3)){
const err9 = {instancePath:instancePath+"/options/memory",schemaPath:"#/definitions/RunSettings/properties/memory/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1048576},message:"must be >= 1048576",schema:1048576,parentSchema:schema12.properties.memory,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(typeof data3 === "string"){
if(!pattern0.test(data3)){
const err10 = {instancePath:instancePath+"/options/memory",schemaPath:"#/definitions/RunSettings/properties/memory/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)? ?([KMG]i?B)$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)? ?([KMG]i?B)$"+"\"",schema:"^[0-9]+(\\.[0-9]+)? ?([KMG]i?B)$",parentSchema:schema12.properties.memory,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data1.workers !== undefined){
let data4 = data1.workers;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err11 = {instancePath:instancePath+"/options/workers",schemaPath:"#/definitions/RunSettings/properties/workers/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.workers.type,parentSchema:schema12.properties.workers,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 1000 || isNaN(data4)){
const err12 = {instancePath:instancePath+"/options/workers",schemaPath:"#/definitions/RunSettings/properties/workers/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema12.properties.workers,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/options/workers",schemaPath:"#/definitions/RunSettings/properties/workers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.workers,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data1.readers !== undefined){
let data5 = data1.readers;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err14 = {instancePath:instancePath+"/options/readers",schemaPath:"#/definitions/RunSettings/properties/readers/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.readers.type,parentSchema:schema12.properties.readers,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 64 || isNaN(data5)){
const err15 = {instancePath:instancePath+"/options/readers",schemaPath:"#/definitions/RunSettings/properties/readers/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema12.properties.readers,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err16 = {instancePath:instancePath+"/options/readers",schemaPath:"#/definitions/RunSettings/properties/readers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema12.properties.readers,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data1.continue_on_error !== undefined){
let data6 = data1.continue_on_error;
if(typeof data6 !== "boolean"){
const err17 = {instancePath:instancePath+"/options/continue_on_error",schemaPath:"#/definitions/RunSettings/properties/continue_on_error/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.continue_on_error.type,parentSchema:schema12.properties.continue_on_error,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.resume_within !== undefined){
let data7 = data1.resume_within;
if(typeof data7 === "string"){
if(!pattern1.test(data7)){
const err18 = {instancePath:instancePath+"/options/resume_within",schemaPath:"#/definitions/RunSettings/properties/resume_within/pattern",keyword:"pattern",params:{pattern: "^[0-9]+(\\.[0-9]+)? ?[smhd]$"},message:"must match pattern \""+"^[0-9]+(\\.[0-9]+)? ?[smhd]$"+"\"",schema:"^[0-9]+(\\.[0-9]+)? ?[smhd]$",parentSchema:schema12.properties.resume_within,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/options/resume_within",schemaPath:"#/definitions/RunSettings/properties/resume_within/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.resume_within.type,parentSchema:schema12.properties.resume_within,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data1.tries !== undefined){
let data8 = data1.tries;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err20 = {instancePath:instancePath+"/options/tries",schemaPath:"#/definitions/RunSettings/properties/tries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.tries.type,parentSchema:schema12.properties.tries,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 100 || isNaN(data8)){
const err21 = {instancePath:instancePath+"/options/tries",schemaPath:"#/definitions/RunSettings/properties/tries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema12.properties.tries,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err22 = {instancePath:instancePath+"/options/tries",schemaPath:"#/definitions/RunSettings/properties/tries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.tries,data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
}
else {
const err23 = {instancePath:instancePath+"/options",schemaPath:"#/definitions/RunSettings/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.type,parentSchema:schema12,data:data1};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.journal !== undefined){
let data9 = data.journal;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
if(!((key2 === "path") || (key2 === "location"))){
const err24 = {instancePath:instancePath+"/journal",schemaPath:"#/definitions/JournalSettings/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema13,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data9.path !== undefined){
let data10 = data9.path;
if(typeof data10 === "string"){
if(func2(data10) < 1){
const err25 = {instancePath:instancePath+"/journal/path",schemaPath:"#/definitions/JournalSettings/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema13.properties.path,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/journal/path",schemaPath:"#/definitions/JournalSettings/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.properties.path.type,parentSchema:schema13.properties.path,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data9.location !== undefined){
let data11 = data9.location;
if(!((data11 === "store") || (data11 === "home"))){
const err27 = {instancePath:instancePath+"/journal/location",schemaPath:"#/definitions/JournalSettings/properties/location/enum",keyword:"enum",params:{allowedValues: schema13.properties.location.enum},message:"must be equal to one of the allowed values",schema:schema13.properties.location.enum,parentSchema:schema13.properties.location,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/journal",schemaPath:"#/definitions/JournalSettings/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.type,parentSchema:schema13,data:data9};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.connections !== undefined){
let data12 = data.connections;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key3 in data12){
const _errs31 = errors;
if(typeof key3 === "string"){
if(func2(key3) < 1){
const err29 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.connections.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
var valid5 = _errs31 === errors;
if(!valid5){
const err30 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema11.properties.connections.propertyNames,parentSchema:schema11.properties.connections,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
for(const key4 in data12){
if(!(validate11(data12[key4], {instancePath:instancePath+"/connections/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data12,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
}
else {
const err31 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.connections.type,parentSchema:schema11.properties.connections,data:data12};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.defaults !== undefined){
if(!(validate17(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.hooks !== undefined){
if(!(validate27(data.hooks, {instancePath:instancePath+"/hooks",parentData:data,parentDataProperty:"hooks",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.flows !== undefined){
let data16 = data.flows;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(Object.keys(data16).length < 1){
const err32 = {instancePath:instancePath+"/flows",schemaPath:"#/properties/flows/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema11.properties.flows,data:data16};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key5 in data16){
const _errs38 = errors;
if(typeof key5 === "string"){
if(func2(key5) < 1){
const err33 = {instancePath:instancePath+"/flows",schemaPath:"#/properties/flows/propertyNames/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema11.properties.flows.propertyNames,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
var valid7 = _errs38 === errors;
if(!valid7){
const err34 = {instancePath:instancePath+"/flows",schemaPath:"#/properties/flows/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid",schema:schema11.properties.flows.propertyNames,parentSchema:schema11.properties.flows,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
for(const key6 in data16){
if(!(validate29(data16[key6], {instancePath:instancePath+"/flows/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data16,parentDataProperty:key6,rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err35 = {instancePath:instancePath+"/flows",schemaPath:"#/properties/flows/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.flows.type,parentSchema:schema11.properties.flows,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}



function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema92.required,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.connection === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connection"},message:"must have required property '"+"connection"+"'",schema:schema92.required,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema92.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("mssql" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "mssql"},message:"must be equal to constant",schema:"mssql",parentSchema:schema92.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.connection !== undefined){
let data1 = data.connection;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.connection.type,parentSchema:schema92.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.table !== undefined){
let data2 = data.table;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err6 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.table,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.table.type,parentSchema:schema92.properties.table,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.query !== undefined){
let data3 = data.query;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err8 = {instancePath:instancePath+"/query",schemaPath:"#/properties/query/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.query,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/query",schemaPath:"#/properties/query/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.query.type,parentSchema:schema92.properties.query,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.columns !== undefined){
let data4 = data.columns;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema92.properties.columns,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.columns.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.columns.items.type,parentSchema:schema92.properties.columns.items,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data4[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err13 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema92.properties.columns,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err14 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema92.properties.columns.type,parentSchema:schema92.properties.columns,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.where !== undefined){
let data6 = data.where;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err15 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.where,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.where.type,parentSchema:schema92.properties.where,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.ranges !== undefined){
let data7 = data.ranges;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err17 = {instancePath:instancePath+"/ranges",schemaPath:"#/properties/ranges/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.properties.ranges.type,parentSchema:schema92.properties.ranges,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 64 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/ranges",schemaPath:"#/properties/ranges/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema92.properties.ranges,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/ranges",schemaPath:"#/properties/ranges/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema92.properties.ranges,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.range_column !== undefined){
let data8 = data.range_column;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err20 = {instancePath:instancePath+"/range_column",schemaPath:"#/properties/range_column/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema92.properties.range_column,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/range_column",schemaPath:"#/properties/range_column/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema92.properties.range_column.type,parentSchema:schema92.properties.range_column,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.isolation !== undefined){
let data9 = data.isolation;
if(!(((data9 === "read_committed") || (data9 === "snapshot")) || (data9 === "read_uncommitted"))){
const err22 = {instancePath:instancePath+"/isolation",schemaPath:"#/properties/isolation/enum",keyword:"enum",params:{allowedValues: schema92.properties.isolation.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.isolation.enum,parentSchema:schema92.properties.isolation,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.datetime2 !== undefined){
let data10 = data.datetime2;
if(!(((data10 === "microseconds") || (data10 === "nanoseconds")) || (data10 === "string"))){
const err23 = {instancePath:instancePath+"/datetime2",schemaPath:"#/properties/datetime2/enum",keyword:"enum",params:{allowedValues: schema92.properties.datetime2.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.datetime2.enum,parentSchema:schema92.properties.datetime2,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.datetimeoffset !== undefined){
let data11 = data.datetimeoffset;
if(!((data11 === "utc") || (data11 === "string"))){
const err24 = {instancePath:instancePath+"/datetimeoffset",schemaPath:"#/properties/datetimeoffset/enum",keyword:"enum",params:{allowedValues: schema92.properties.datetimeoffset.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.datetimeoffset.enum,parentSchema:schema92.properties.datetimeoffset,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.uniqueidentifier !== undefined){
let data12 = data.uniqueidentifier;
if(!((data12 === "string") || (data12 === "uuid"))){
const err25 = {instancePath:instancePath+"/uniqueidentifier",schemaPath:"#/properties/uniqueidentifier/enum",keyword:"enum",params:{allowedValues: schema92.properties.uniqueidentifier.enum},message:"must be equal to one of the allowed values",schema:schema92.properties.uniqueidentifier.enum,parentSchema:schema92.properties.uniqueidentifier,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema92.type,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate65.errors = vErrors;
return errors === 0;
}



function validate66(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema90.required,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema90.required,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "type") || (key0 === "path")) || (key0 === "format")) || (key0 === "columns")) || (key0 === "where")) || (key0 === "csv")) || (key0 === "encoding")) || (key0 === "types"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("local" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "local"},message:"must be equal to constant",schema:"local",parentSchema:schema90.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.path,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.path.type,parentSchema:schema90.properties.path,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.format !== undefined){
let data2 = data.format;
if(!(((data2 === "parquet") || (data2 === "csv")) || (data2 === "ndjson"))){
const err6 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema90.properties.format.enum},message:"must be equal to one of the allowed values",schema:schema90.properties.format.enum,parentSchema:schema90.properties.format,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.columns !== undefined){
let data3 = data.columns;
if(Array.isArray(data3)){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema90.properties.columns,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err8 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.columns.items,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/columns/" + i0,schemaPath:"#/properties/columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.columns.items.type,parentSchema:schema90.properties.columns.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data3[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema90.properties.columns,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err11 = {instancePath:instancePath+"/columns",schemaPath:"#/properties/columns/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema90.properties.columns.type,parentSchema:schema90.properties.columns,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.where !== undefined){
let data5 = data.where;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err12 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.where,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.where.type,parentSchema:schema90.properties.where,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.csv !== undefined){
let data6 = data.csv;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!((((key1 === "header") || (key1 === "delimiter")) || (key1 === "quote")) || (key1 === "nulls"))){
const err14 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/CsvFiles/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data6.header !== undefined){
let data7 = data6.header;
if((typeof data7 !== "boolean") && (!(Array.isArray(data7)))){
const err15 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/CsvFiles/properties/header/type",keyword:"type",params:{type: schema44.properties.header.type},message:"must be boolean,array",schema:schema44.properties.header.type,parentSchema:schema44.properties.header,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(Array.isArray(data7)){
if(data7.length < 1){
const err16 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/CsvFiles/properties/header/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema44.properties.header,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len1 = data7.length;
for(let i2=0; i2<len1; i2++){
let data8 = data7[i2];
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err17 = {instancePath:instancePath+"/csv/header/" + i2,schemaPath:"#/definitions/CsvFiles/properties/header/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.header.items,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/csv/header/" + i2,schemaPath:"#/definitions/CsvFiles/properties/header/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.header.items.type,parentSchema:schema44.properties.header.items,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
let i3 = data7.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data7[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err19 = {instancePath:instancePath+"/csv/header",schemaPath:"#/definitions/CsvFiles/properties/header/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema44.properties.header,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
}
if(data6.delimiter !== undefined){
let data9 = data6.delimiter;
if(typeof data9 === "string"){
if(func2(data9) > 1){
const err20 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/CsvFiles/properties/delimiter/maxLength",keyword:"maxLength",params:{limit: 1},message:"must NOT have more than 1 characters",schema:1,parentSchema:schema44.properties.delimiter,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(func2(data9) < 1){
const err21 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/CsvFiles/properties/delimiter/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.delimiter,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/csv/delimiter",schemaPath:"#/definitions/CsvFiles/properties/delimiter/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.delimiter.type,parentSchema:schema44.properties.delimiter,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.quote !== undefined){
let data10 = data6.quote;
if((typeof data10 !== "string") && (data10 !== null)){
const err23 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/CsvFiles/properties/quote/type",keyword:"type",params:{type: schema44.properties.quote.type},message:"must be string,null",schema:schema44.properties.quote.type,parentSchema:schema44.properties.quote,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(typeof data10 === "string"){
if(func2(data10) > 1){
const err24 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/CsvFiles/properties/quote/maxLength",keyword:"maxLength",params:{limit: 1},message:"must NOT have more than 1 characters",schema:1,parentSchema:schema44.properties.quote,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(func2(data10) < 1){
const err25 = {instancePath:instancePath+"/csv/quote",schemaPath:"#/definitions/CsvFiles/properties/quote/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.properties.quote,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data6.nulls !== undefined){
let data11 = data6.nulls;
if(Array.isArray(data11)){
const len2 = data11.length;
for(let i4=0; i4<len2; i4++){
let data12 = data11[i4];
if(typeof data12 !== "string"){
const err26 = {instancePath:instancePath+"/csv/nulls/" + i4,schemaPath:"#/definitions/CsvFiles/properties/nulls/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.properties.nulls.items.type,parentSchema:schema44.properties.nulls.items,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
let i5 = data11.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data11[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err27 = {instancePath:instancePath+"/csv/nulls",schemaPath:"#/definitions/CsvFiles/properties/nulls/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)",schema:true,parentSchema:schema44.properties.nulls,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
const err28 = {instancePath:instancePath+"/csv/nulls",schemaPath:"#/definitions/CsvFiles/properties/nulls/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema44.properties.nulls.type,parentSchema:schema44.properties.nulls,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/csv",schemaPath:"#/definitions/CsvFiles/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data:data6};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.encoding !== undefined){
let data13 = data.encoding;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err30 = {instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.encoding,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/encoding",schemaPath:"#/properties/encoding/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.encoding.type,parentSchema:schema90.properties.encoding,data:data13};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.types !== undefined){
let data14 = data.types;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key2 in data14){
let data15 = data14[key2];
if(typeof data15 === "string"){
if(func2(data15) < 1){
const err32 = {instancePath:instancePath+"/types/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/types/additionalProperties/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema90.properties.types.additionalProperties,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/types/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/types/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.properties.types.additionalProperties.type,parentSchema:schema90.properties.types.additionalProperties,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/types",schemaPath:"#/properties/types/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.properties.types.type,parentSchema:schema90.properties.types,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema90.type,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate66.errors = vErrors;
return errors === 0;
}



function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "path")) || (key0 === "format")) || (key0 === "compression")) || (key0 === "rows_per_file")) || (key0 === "polish"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("local" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "local"},message:"must be equal to constant",schema:"local",parentSchema:schema94.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema94.properties.path,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.properties.path.type,parentSchema:schema94.properties.path,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.format !== undefined){
let data2 = data.format;
if(!(((data2 === "parquet") || (data2 === "csv")) || (data2 === "ndjson"))){
const err6 = {instancePath:instancePath+"/format",schemaPath:"#/properties/format/enum",keyword:"enum",params:{allowedValues: schema94.properties.format.enum},message:"must be equal to one of the allowed values",schema:schema94.properties.format.enum,parentSchema:schema94.properties.format,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.compression !== undefined){
let data3 = data.compression;
if(!((((data3 === "zstd") || (data3 === "snappy")) || (data3 === "gzip")) || (data3 === "none"))){
const err7 = {instancePath:instancePath+"/compression",schemaPath:"#/properties/compression/enum",keyword:"enum",params:{allowedValues: schema94.properties.compression.enum},message:"must be equal to one of the allowed values",schema:schema94.properties.compression.enum,parentSchema:schema94.properties.compression,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data4 = data.rows_per_file;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err8 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.rows_per_file.type,parentSchema:schema94.properties.rows_per_file,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 2147483647 || isNaN(data4)){
const err9 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema94.properties.rows_per_file,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.rows_per_file,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.type,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate67.errors = vErrors;
return errors === 0;
}



function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.account_url === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "account_url"},message:"must have required property '"+"account_url"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.filesystem === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "filesystem"},message:"must have required property '"+"filesystem"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.path === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema95.required,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema95.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("adls" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "adls"},message:"must be equal to constant",schema:"adls",parentSchema:schema95.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.account_url !== undefined){
let data1 = data.account_url;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err6 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema95.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema95.properties.account_url.type,parentSchema:schema95.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.filesystem !== undefined){
let data2 = data.filesystem;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err8 = {instancePath:instancePath+"/filesystem",schemaPath:"#/properties/filesystem/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema95.properties.filesystem,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/filesystem",schemaPath:"#/properties/filesystem/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema95.properties.filesystem.type,parentSchema:schema95.properties.filesystem,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate21(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.path !== undefined){
let data4 = data.path;
if(typeof data4 === "string"){
if(func2(data4) < 1){
const err10 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema95.properties.path,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema95.properties.path.type,parentSchema:schema95.properties.path,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.format !== undefined){
let data5 = data.format;
if(!(((data5 === "parquet") || (data5 === "csv")) || (data5 === "ndjson"))){
const err12 = {instancePath:instancePath+"/format",schemaPath:"#/definitions/LocalStore/properties/format/enum",keyword:"enum",params:{allowedValues: schema67.enum},message:"must be equal to one of the allowed values",schema:schema67.enum,parentSchema:schema67,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.compression !== undefined){
let data6 = data.compression;
if(!((((data6 === "zstd") || (data6 === "snappy")) || (data6 === "gzip")) || (data6 === "none"))){
const err13 = {instancePath:instancePath+"/compression",schemaPath:"#/definitions/LocalStore/properties/compression/enum",keyword:"enum",params:{allowedValues: schema68.enum},message:"must be equal to one of the allowed values",schema:schema68.enum,parentSchema:schema68,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data7 = data.rows_per_file;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err14 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.type,parentSchema:schema69,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 2147483647 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema69,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err16 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema95.type,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate69.errors = vErrors;
return errors === 0;
}



function validate72(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.workspace === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "workspace"},message:"must have required property '"+"workspace"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.lakehouse === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "lakehouse"},message:"must have required property '"+"lakehouse"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema99.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("onelake" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "onelake"},message:"must be equal to constant",schema:"onelake",parentSchema:schema99.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.account_url !== undefined){
let data1 = data.account_url;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/account_url",schemaPath:"#/properties/account_url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.account_url.type,parentSchema:schema99.properties.account_url,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.workspace !== undefined){
let data2 = data.workspace;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.workspace.type,parentSchema:schema99.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.lakehouse !== undefined){
let data3 = data.lakehouse;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err9 = {instancePath:instancePath+"/lakehouse",schemaPath:"#/properties/lakehouse/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.lakehouse,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/lakehouse",schemaPath:"#/properties/lakehouse/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.lakehouse.type,parentSchema:schema99.properties.lakehouse,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate21(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.schema !== undefined){
let data5 = data.schema;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.schema.type,parentSchema:schema99.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.path !== undefined){
let data6 = data.path;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err13 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema99.properties.path,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.path.type,parentSchema:schema99.properties.path,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.format !== undefined){
let data7 = data.format;
if(!(((data7 === "parquet") || (data7 === "csv")) || (data7 === "ndjson"))){
const err15 = {instancePath:instancePath+"/format",schemaPath:"#/definitions/LocalStore/properties/format/enum",keyword:"enum",params:{allowedValues: schema67.enum},message:"must be equal to one of the allowed values",schema:schema67.enum,parentSchema:schema67,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.compression !== undefined){
let data8 = data.compression;
if(!((((data8 === "zstd") || (data8 === "snappy")) || (data8 === "gzip")) || (data8 === "none"))){
const err16 = {instancePath:instancePath+"/compression",schemaPath:"#/definitions/LocalStore/properties/compression/enum",keyword:"enum",params:{allowedValues: schema68.enum},message:"must be equal to one of the allowed values",schema:schema68.enum,parentSchema:schema68,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data9 = data.rows_per_file;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err17 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.type,parentSchema:schema69,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2147483647 || isNaN(data9)){
const err18 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema69,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err19 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema99.type,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate72.errors = vErrors;
return errors === 0;
}



function validate75(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.workspace === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "workspace"},message:"must have required property '"+"workspace"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.mirror === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mirror"},message:"must have required property '"+"mirror"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema103.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("open_mirroring" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "open_mirroring"},message:"must be equal to constant",schema:"open_mirroring",parentSchema:schema103.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.account_url !== undefined){
let data1 = data.account_url;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/account_url",schemaPath:"#/definitions/OneLakeStore/properties/account_url/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema104,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/account_url",schemaPath:"#/definitions/OneLakeStore/properties/account_url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema104.type,parentSchema:schema104,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.workspace !== undefined){
let data2 = data.workspace;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/workspace",schemaPath:"#/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.workspace.type,parentSchema:schema103.properties.workspace,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.mirror !== undefined){
let data3 = data.mirror;
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err9 = {instancePath:instancePath+"/mirror",schemaPath:"#/properties/mirror/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.mirror,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/mirror",schemaPath:"#/properties/mirror/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.mirror.type,parentSchema:schema103.properties.mirror,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.authentication !== undefined){
if(!(validate21(data.authentication, {instancePath:instancePath+"/authentication",parentData:data,parentDataProperty:"authentication",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.schema !== undefined){
let data5 = data.schema;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/schema",schemaPath:"#/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.schema.type,parentSchema:schema103.properties.schema,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.path !== undefined){
let data6 = data.path;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err13 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.path,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.path.type,parentSchema:schema103.properties.path,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.key_columns !== undefined){
let data7 = data.key_columns;
if((typeof data7 !== "string") && (!(Array.isArray(data7)))){
const err15 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/type",keyword:"type",params:{type: schema103.properties.key_columns.type},message:"must be string,array",schema:schema103.properties.key_columns.type,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(typeof data7 === "string"){
if(func2(data7) < 1){
const err16 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(Array.isArray(data7)){
if(data7.length < 1){
const err17 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err18 = {instancePath:instancePath+"/key_columns/" + i0,schemaPath:"#/properties/key_columns/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema103.properties.key_columns.items,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/key_columns/" + i0,schemaPath:"#/properties/key_columns/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.key_columns.items.type,parentSchema:schema103.properties.key_columns.items,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
let i1 = data7.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data7[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err20 = {instancePath:instancePath+"/key_columns",schemaPath:"#/properties/key_columns/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema103.properties.key_columns,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
}
if(data.row_marker !== undefined){
let data9 = data.row_marker;
if(!((((data9 === 0) || (data9 === 1)) || (data9 === 2)) || (data9 === 4))){
const err21 = {instancePath:instancePath+"/row_marker",schemaPath:"#/properties/row_marker/enum",keyword:"enum",params:{allowedValues: schema103.properties.row_marker.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.row_marker.enum,parentSchema:schema103.properties.row_marker,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.file_detection !== undefined){
let data10 = data.file_detection;
if(!((data10 === "sequential") || (data10 === "last_update"))){
const err22 = {instancePath:instancePath+"/file_detection",schemaPath:"#/properties/file_detection/enum",keyword:"enum",params:{allowedValues: schema103.properties.file_detection.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.file_detection.enum,parentSchema:schema103.properties.file_detection,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.partner !== undefined){
let data11 = data.partner;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.name === undefined){
const err23 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema65.required,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data11.source_type === undefined){
const err24 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/required",keyword:"required",params:{missingProperty: "source_type"},message:"must have required property '"+"source_type"+"'",schema:schema65.required,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key1 in data11){
if(!(((key1 === "name") || (key1 === "source_type")) || (key1 === "source_version"))){
const err25 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data11.name !== undefined){
let data12 = data11.name;
if(typeof data12 === "string"){
if(func2(data12) < 1){
const err26 = {instancePath:instancePath+"/partner/name",schemaPath:"#/definitions/MirrorPartner/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.name,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/partner/name",schemaPath:"#/definitions/MirrorPartner/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.name.type,parentSchema:schema65.properties.name,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data11.source_type !== undefined){
let data13 = data11.source_type;
if(typeof data13 === "string"){
if(func2(data13) < 1){
const err28 = {instancePath:instancePath+"/partner/source_type",schemaPath:"#/definitions/MirrorPartner/properties/source_type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.source_type,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/partner/source_type",schemaPath:"#/definitions/MirrorPartner/properties/source_type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.source_type.type,parentSchema:schema65.properties.source_type,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data11.source_version !== undefined){
let data14 = data11.source_version;
if(typeof data14 === "string"){
if(func2(data14) < 1){
const err30 = {instancePath:instancePath+"/partner/source_version",schemaPath:"#/definitions/MirrorPartner/properties/source_version/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65.properties.source_version,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/partner/source_version",schemaPath:"#/definitions/MirrorPartner/properties/source_version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.source_version.type,parentSchema:schema65.properties.source_version,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/partner",schemaPath:"#/definitions/MirrorPartner/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.type,parentSchema:schema65,data:data11};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.mirror_journal !== undefined){
let data15 = data.mirror_journal;
if(typeof data15 !== "boolean"){
const err33 = {instancePath:instancePath+"/mirror_journal",schemaPath:"#/properties/mirror_journal/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema103.properties.mirror_journal.type,parentSchema:schema103.properties.mirror_journal,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.folder_deletion_wait_seconds !== undefined){
let data16 = data.folder_deletion_wait_seconds;
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 3600 || isNaN(data16)){
const err34 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/properties/folder_deletion_wait_seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema103.properties.folder_deletion_wait_seconds,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data16 < 0 || isNaN(data16)){
const err35 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/properties/folder_deletion_wait_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema103.properties.folder_deletion_wait_seconds,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/folder_deletion_wait_seconds",schemaPath:"#/properties/folder_deletion_wait_seconds/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema103.properties.folder_deletion_wait_seconds.type,parentSchema:schema103.properties.folder_deletion_wait_seconds,data:data16};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.compression !== undefined){
let data17 = data.compression;
if(!((((data17 === "zstd") || (data17 === "snappy")) || (data17 === "gzip")) || (data17 === "none"))){
const err37 = {instancePath:instancePath+"/compression",schemaPath:"#/properties/compression/enum",keyword:"enum",params:{allowedValues: schema103.properties.compression.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.compression.enum,parentSchema:schema103.properties.compression,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.rows_per_file !== undefined){
let data18 = data.rows_per_file;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err38 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.type,parentSchema:schema69,data:data18};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 2147483647 || isNaN(data18)){
const err39 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema69,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data18 < 1 || isNaN(data18)){
const err40 = {instancePath:instancePath+"/rows_per_file",schemaPath:"#/definitions/LocalStore/properties/rows_per_file/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.type,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
validate75.errors = vErrors;
return errors === 0;
}



function validate78(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema107.required,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.connection === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connection"},message:"must have required property '"+"connection"+"'",schema:schema107.required,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.table === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "table"},message:"must have required property '"+"table"+"'",schema:schema107.required,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func5.call(schema107.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("mssql" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "mssql"},message:"must be equal to constant",schema:"mssql",parentSchema:schema107.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.connection !== undefined){
let data1 = data.connection;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema107.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/connection",schemaPath:"#/properties/connection/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema107.properties.connection.type,parentSchema:schema107.properties.connection,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.table !== undefined){
let data2 = data.table;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema107.properties.table,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema107.properties.table.type,parentSchema:schema107.properties.table,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.if_exists !== undefined){
let data3 = data.if_exists;
if(!((((data3 === "fail") || (data3 === "append")) || (data3 === "replace")) || (data3 === "merge"))){
const err9 = {instancePath:instancePath+"/if_exists",schemaPath:"#/properties/if_exists/enum",keyword:"enum",params:{allowedValues: schema107.properties.if_exists.enum},message:"must be equal to one of the allowed values",schema:schema107.properties.if_exists.enum,parentSchema:schema107.properties.if_exists,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.key !== undefined){
let data4 = data.key;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema107.properties.key,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err11 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema107.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema107.properties.key.items.type,parentSchema:schema107.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data4[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err13 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema107.properties.key,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err14 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema107.properties.key.type,parentSchema:schema107.properties.key,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.keep !== undefined){
let data6 = data.keep;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i2=0; i2<len1; i2++){
let data7 = data6[i2];
if(!((data7 === "indexes") || (data7 === "permissions"))){
const err15 = {instancePath:instancePath+"/keep/" + i2,schemaPath:"#/properties/keep/items/enum",keyword:"enum",params:{allowedValues: schema107.properties.keep.items.enum},message:"must be equal to one of the allowed values",schema:schema107.properties.keep.items.enum,parentSchema:schema107.properties.keep.items,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
let i3 = data6.length;
let j1;
if(i3 > 1){
outer0:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data6[i3], data6[j1])){
const err16 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema107.properties.keep,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err17 = {instancePath:instancePath+"/keep",schemaPath:"#/properties/keep/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema107.properties.keep.type,parentSchema:schema107.properties.keep,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.storage !== undefined){
let data8 = data.storage;
if(!(((data8 === "columnstore") || (data8 === "heap")) || (data8 === "rowstore"))){
const err18 = {instancePath:instancePath+"/storage",schemaPath:"#/properties/storage/enum",keyword:"enum",params:{allowedValues: schema107.properties.storage.enum},message:"must be equal to one of the allowed values",schema:schema107.properties.storage.enum,parentSchema:schema107.properties.storage,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.rows_per_load !== undefined){
let data9 = data.rows_per_load;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err19 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/properties/rows_per_load/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema107.properties.rows_per_load.type,parentSchema:schema107.properties.rows_per_load,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 2147483647 || isNaN(data9)){
const err20 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/properties/rows_per_load/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema107.properties.rows_per_load,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err21 = {instancePath:instancePath+"/rows_per_load",schemaPath:"#/properties/rows_per_load/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema107.properties.rows_per_load,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema107.type,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate78.errors = vErrors;
return errors === 0;
}



function validate80(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema108.required,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema108.required,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "type") || (key0 === "path")) || (key0 === "table")) || (key0 === "if_exists")) || (key0 === "key")) || (key0 === "rows_per_part")) || (key0 === "polish"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("sqlite" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "sqlite"},message:"must be equal to constant",schema:"sqlite",parentSchema:schema108.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema108.properties.path,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema108.properties.path.type,parentSchema:schema108.properties.path,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.table !== undefined){
let data2 = data.table;
if(typeof data2 === "string"){
if(func2(data2) < 1){
const err6 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema108.properties.table,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/table",schemaPath:"#/properties/table/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema108.properties.table.type,parentSchema:schema108.properties.table,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.if_exists !== undefined){
let data3 = data.if_exists;
if(!((((data3 === "fail") || (data3 === "append")) || (data3 === "replace")) || (data3 === "merge"))){
const err8 = {instancePath:instancePath+"/if_exists",schemaPath:"#/properties/if_exists/enum",keyword:"enum",params:{allowedValues: schema108.properties.if_exists.enum},message:"must be equal to one of the allowed values",schema:schema108.properties.if_exists.enum,parentSchema:schema108.properties.if_exists,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.key !== undefined){
let data4 = data.key;
if(Array.isArray(data4)){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema108.properties.key,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err10 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema108.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/key/" + i0,schemaPath:"#/properties/key/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema108.properties.key.items.type,parentSchema:schema108.properties.key.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data4[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err12 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema108.properties.key,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err13 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema108.properties.key.type,parentSchema:schema108.properties.key,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.rows_per_part !== undefined){
let data6 = data.rows_per_part;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err14 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/properties/rows_per_part/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema108.properties.rows_per_part.type,parentSchema:schema108.properties.rows_per_part,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 2147483647 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/properties/rows_per_part/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647",schema:2147483647,parentSchema:schema108.properties.rows_per_part,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/rows_per_part",schemaPath:"#/properties/rows_per_part/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema108.properties.rows_per_part,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.polish !== undefined){
if(!(validate23(data.polish, {instancePath:instancePath+"/polish",parentData:data,parentDataProperty:"polish",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema108.type,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate80.errors = vErrors;
return errors === 0;
}

