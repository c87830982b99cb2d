import SqliteDatabase from 'better-sqlite3'
import { getTableColumns } from 'drizzle-orm'
import type { openBareDesk } from '../support/bare-desk'

export interface Past {
  count: number
  /** Of how many customers, each with as many conversations. */
  customers: number
  /** Among how many teammates. */
  teammates: number
  /** Of so many one is open; the rest is closed. */
  oneOpenOf: number
}

/** Copies of a conversation that the desk knows, each with an owner, put into its file at once. */
export const addPast = (
  databaseUrl: string,
  { tables }: Pick<Awaited<ReturnType<typeof openBareDesk>>, 'tables'>,
  template: string,
  { count, customers, teammates, oneOpenOf }: Past,
): void => {
  const owner = `'teammate-' || (i % ${teammates})`
  const isOpen = `i % ${oneOpenOf} = 0`
  const values: Record<string, string> = {
    id: `'past-' || i`,
    customer_address: `'customer-' || (i % ${customers}) || '@customer.example'`,
    assignees: `'["' || ${owner} || '"]'`,
    added_by_baton: `'[]'`,
    owner_id: owner,
    is_closed: `not (${isOpen})`,
    counts_as: `case when ${isOpen} then 1.0 else 0.0 end`,
    last_activity_at: 'last_activity_at - 60000 * (i % 40000)',
    pending_handoff_id: 'null',
    wait_status: 'null',
    unowned_since: 'null',
    two_owners_since: 'null',
  }
  const names = Object.values(getTableColumns(tables.conversations)).map(({ name }) => name)
  const client = new SqliteDatabase(databaseUrl.slice('file:'.length))
  client
    .prepare(
      `insert into conversations (${names.join()})
       with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
       select ${names.map((name) => values[name] ?? name).join()} from n, conversations where id = ?`,
    )
    .run(template)
  client.exec('analyze')
  // Else what is measured next would pay for it.
  client.pragma('wal_checkpoint(truncate)')
  client.close()
}
