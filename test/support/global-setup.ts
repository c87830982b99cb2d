import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server that this run shares; `createDatabase` makes a database on it. */
    postgresUrl: string
  }
}

/** Once for each run, before the first test file: a PostgreSQL server for all of them. */
export default async (project: TestProject) => {
  const postgres = await startPostgres()
  project.provide('postgresUrl', postgres.url)
  return () => postgres.stop()
}
