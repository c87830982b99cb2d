import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'

/** What each room may use besides itself and packages. */
const MAY_USE: Record<string, string[]> = {
  shared: [],
  web: ['shared'],
  routing: ['shared'],
  rules: ['routing', 'shared'],
  missive: ['shared'],
  playground: ['shared'],
  basics: ['missive', 'shared'],
  store: ['rules', 'routing', 'basics', 'shared'],
  actions: ['store', 'missive', 'routing', 'basics', 'shared'],
  work: ['actions', 'store', 'missive', 'rules', 'routing', 'basics', 'shared'],
  http: ['actions', 'store', 'missive', 'rules', 'routing', 'basics', 'shared'],
  doctor: ['http', 'work', 'actions', 'store', 'missive', 'rules', 'basics', 'shared'],
}

/** Small files in server/ that many rooms need; its other files wire the rooms together. */
const BASICS = /^server\/(clock|config|errors|log|metrics)(\.ts)?$/
const IMPORTED = /\b(?:from|import)\s*\(?\s*'([^']+)'/g

const files = ['server', 'shared', 'web'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(folder, path.replaceAll('\\', '/'))),
)

/** `server/store/outbox.ts` stands in the room *store*. */
const roomOf = (path: string): string => {
  const [folder = '', room = '', ...inside] = path.split('/')
  if (BASICS.test(path)) return 'basics'
  if (folder !== 'server') return folder
  return inside.length > 0 ? room : 'wiring'
}

const imports = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(IMPORTED)].map(([, name = '']) => ({ file, room: roomOf(file), name })),
)
const uses = imports
  .filter(({ name }) => name.startsWith('.'))
  .map(({ file, room, name }) => ({ file, room, used: join(dirname(file), name) }))

describe('imports point one way', () => {
  it.each(Object.entries(MAY_USE))('%s uses only itself and %j', (room, others) => {
    expect(files.map(roomOf)).toContain(room)
    const allowed = [room, ...others]
    expect(uses.filter((use) => use.room === room && !allowed.includes(roomOf(use.used)))).toEqual([])
  })

  it('only main knows that there is a playground', () => {
    const knowing = uses.filter((use) => use.room !== 'playground' && roomOf(use.used) === 'playground')
    expect([...new Set(knowing.map(({ file }) => file))]).toEqual(['server/main.ts'])
  })

  it('pages never load the whole of zod', () => {
    const onPages = imports.filter(({ room, name }) => ['shared', 'web'].includes(room) && name.startsWith('zod'))
    expect(onPages.filter(({ name }) => name !== 'zod/mini')).toEqual([])
  })
})

it('the lockfile names no registry, so that npm uses whichever it is set to', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved": "http')
})
