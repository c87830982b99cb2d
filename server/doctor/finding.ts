import type { Finding } from '../../shared/health-api'

export { bad, good, unknown, warning } from '../actions/finding'
export type { Finding }
export type Verdict = Finding['verdict']

/** What somebody needs to know to look further, or why it is not known. */
export type Known<T> = { value: T } | { missing: string }
