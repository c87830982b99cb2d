import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { once } from './remember'

const load = createRequire(import.meta.url)

/**
 * A package that is loaded from `node_modules` where it is first needed, without waiting: it costs time and memory that
 * a start should not. Resolved as `import` would, since some offer nothing else; Node can `require` modules since 20.19.
 */
export const loadLate = <Package extends object>(name: string): (() => Package) =>
  once(() => load(fileURLToPath(import.meta.resolve(name))) as Package)
