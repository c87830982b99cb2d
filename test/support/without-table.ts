import SqliteDatabase from 'better-sqlite3'
import pg from 'pg'

const run = async (databaseUrl: string, sql: string): Promise<void> => {
  if (databaseUrl.startsWith('file:')) {
    const client = new SqliteDatabase(databaseUrl.slice('file:'.length))
    client.exec(sql)
    client.close()
    return
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

/** A database that fails for a while: one table is out of reach until `body` ends. */
export const withoutTable = async (databaseUrl: string, table: string, body: () => Promise<void>): Promise<void> => {
  await run(databaseUrl, `alter table ${table} rename to ${table}_out_of_reach`)
  try {
    await body()
  } finally {
    await run(databaseUrl, `alter table ${table}_out_of_reach rename to ${table}`)
  }
}
