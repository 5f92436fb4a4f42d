/** Writes a file as each of whom the arguments name, with nothing in it that knows of a stand-in, and says what became of them. */
import { ClientSecretCredential, DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity'
import { DataLakeFileSystemClient, ToBlobEndpointHostMappings } from '@azure/storage-file-datalake'

/** What it prints, as one line of JSON: the text that came back, or the error. */
export type Written = Record<string, string>

const [account = '', filesystem = '', folder = '', ...everybody] = process.argv.slice(2)
const { TENANT = '', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env

const credentials = {
  default: () => new DefaultAzureCredential(),
  stranger: () => {
    const { IDENTITY_HEADER } = process.env
    process.env.IDENTITY_HEADER = 'something else'
    const credential = new ManagedIdentityCredential()
    process.env.IDENTITY_HEADER = IDENTITY_HEADER
    return credential
  },
  principal: () => new ClientSecretCredential(TENANT, CLIENT_ID, CLIENT_SECRET),
  wrongSecret: () => new ClientSecretCredential(TENANT, CLIENT_ID, 'something else'),
}

export type Who = keyof typeof credentials

async function write(who: Who): Promise<string> {
  try {
    const retryOptions = { maxTries: 1 }
    const client = new DataLakeFileSystemClient(`${account}/${filesystem}`, credentials[who](), { retryOptions })
    const file = client.getFileClient(`${folder}/${who}`)
    await file.upload(Buffer.from(`written by ${who}`))
    await file.move(`${folder}/${who}.moved`, { destinationConditions: { ifNoneMatch: '*' } })
    return (await client.getFileClient(`${folder}/${who}.moved`).readToBuffer()).toString()
  } catch (error) {
    return String(error)
  }
}

function isKnown(who: string): who is Who {
  return Object.hasOwn(credentials, who)
}

ToBlobEndpointHostMappings.unshift(['dfs.fabric.microsoft.com', 'blob.fabric.microsoft.com'])
const written: Written = {}
for (const who of everybody.filter(isKnown)) written[who] = await write(who)
process.stdout.write(`${JSON.stringify(written)}\n`)
