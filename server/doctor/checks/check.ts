import type { Context } from '../context'
import type { Finding } from '../finding'

/** Looks at one thing. What it needs and cannot get makes `unknown`, never an error. */
export type Check = (context: Context) => Promise<Finding[]>
