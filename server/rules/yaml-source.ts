import {
  type Alias,
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import { remember } from '../routing/remember'
import { tooDeepAt } from './nesting'
import { opensWith, sayOfYaml } from './yaml-words'

/** Line and column, both from 1. */
export interface Position {
  line: number
  column: number
}

export interface Positioned {
  position: Position
  message: string
}

type Path = readonly PropertyKey[]

/** Text read as YAML. */
export interface YamlSource {
  /** Plain data; undefined when the YAML is too broken to have any. */
  value: unknown
  flaws: readonly Positioned[]
  /**
   * Where the key or the value of a path stands; for a path that the text does not have, the key of its nearest part.
   */
  locate: (path: Path, at: 'key' | 'value') => Position
  /** As much of a path as the text has. */
  within: (path: Path) => Path
}

/** A flaw of the YAML itself, at an offset of the text. */
interface SyntaxFlaw {
  offset: number
  message: string
}

const MULTIPLYING = 'its aliases multiply too often'
const MOST_ALIASES = 1000

/** An error after which the data is still what was meant, so that it can be checked too. */
const HARMLESS = 'TAG_RESOLVE_FAILED'

/** Errors that lead to no others. */
const APART: ReadonlySet<string> = new Set([HARMLESS, 'TAB_AS_INDENT'])

/** What has no end is told where it begins: the parser notices at some later line, or at the last one. */
const beginningOf = (document: Document.Parsed, text: string, { message, pos: [offset] }: YAMLError): number => {
  const open = opensWith(message)
  let beginning = offset
  if (open === null) return beginning
  visit(document, {
    Node: (_, { range }) => {
      const [from, , to] = range ?? [offset, offset, offset]
      if (text[from] === open && from <= offset && offset <= to) beginning = from
    },
  })
  return beginning
}

/** After the first thing that cannot stand where it does, but for tabs, the parser stumbles over what is right. */
const syntaxFlaws = (document: Document.Parsed, text: string): SyntaxFlaw[] => {
  const all = [...document.errors, ...document.warnings]
  const stumble = all.find(({ code }) => !APART.has(code))
  return all
    .filter((flaw) => APART.has(flaw.code) || flaw === stumble)
    .map((flaw) => ({ offset: beginningOf(document, text, flaw), message: sayOfYaml(flaw) }))
}

const aliasesIn = (document: Document.Parsed): { alias: Alias; within: readonly unknown[] }[] => {
  const aliases: { alias: Alias; within: readonly unknown[] }[] = []
  visit(document, {
    Alias: (_, alias, within) => {
      aliases.push({ alias, within: [...within] })
    },
  })
  return aliases
}

const aliasFlaws = (document: Document.Parsed): SyntaxFlaw[] => {
  const aliases = aliasesIn(document)
  if (aliases.length > MOST_ALIASES) return [{ offset: 0, message: MULTIPLYING }]
  return aliases.flatMap(({ alias, within }) => {
    const target = alias.resolve(document)
    const offset = alias.range?.[0] ?? 0
    if (!target) return [{ offset, message: `there is no &${alias.source} before this` }]
    return within.includes(target) ? [{ offset, message: `*${alias.source} stands within itself` }] : []
  })
}

type Pairs = YAMLMap<ParsedNode, ParsedNode | null>

const keyOf = ({ key }: Pairs['items'][number]): string | null => (isScalar(key) ? String(key.value) : null)

/** Not left to the parser, which compares each key with every other one. */
const repeatedKeys = (document: Document.Parsed): SyntaxFlaw[] => {
  const flaws: SyntaxFlaw[] = []
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const pair of (map as Pairs).items) {
        const key = keyOf(pair)
        if (key !== null && seen.has(key))
          flaws.push({ offset: pair.key.range?.[0] ?? 0, message: 'this key stands here twice' })
        if (key !== null) seen.add(key)
      }
    },
  })
  return flaws
}

/** Undefined when aliases multiply the data too often. */
const plainValue = (document: Document.Parsed): unknown => {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

interface Found {
  key: Node | null
  value: Node | null
}

/** Of a key that stands twice the last counts. */
const pairsByKey = remember((map: Pairs) => new Map(map.items.map((pair) => [keyOf(pair), pair])))

const stepInto = (node: Node | null, step: PropertyKey): Found | null => {
  if (isSeq<ParsedNode>(node)) {
    const item = node.items[Number(step)]
    return item ? { key: item, value: item } : null
  }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return null
  const pair = pairsByKey(node as Pairs).get(String(step))
  return pair ? { key: pair.key, value: pair.value } : null
}

/** The parts of a path that the document has, from the whole inwards. */
const walk = (document: Document.Parsed, path: Path): [Found, ...Found[]] => {
  const found: [Found, ...Found[]] = [{ key: document.contents, value: document.contents }]
  for (const step of path) {
    const next = stepInto(found.at(-1)?.value ?? null, step)
    if (!next) break
    found.push(next)
  }
  return found
}

const unreadable = (position: Position, message: string): YamlSource => ({
  value: undefined,
  flaws: [{ position, message }],
  locate: () => position,
  within: () => [],
})

/** Tells where an offset stands; the parser's own count of lines goes astray in broken text. */
const createPositions = (text: string) => {
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  return (offset: number): Position => {
    let [line, after] = [0, lineStarts.length]
    while (after - line > 1) {
      const middle = (line + after) >> 1
      if ((lineStarts[middle] ?? 0) <= offset) line = middle
      else after = middle
    }
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 }
  }
}

/** Reads YAML without trusting it: anything may stand in `text`. */
export const readYaml = (text: string): YamlSource => {
  const positionAt = createPositions(text)
  const unread = text.indexOf('\ufffd')
  if (unread >= 0) return unreadable(positionAt(unread), 'is no UTF-8; save the text as UTF-8')
  const tooDeep = tooDeepAt(text)
  if (tooDeep !== null) return unreadable(positionAt(tooDeep), 'nested too deeply')
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', uniqueKeys: false })
  const aliases = aliasFlaws(document)
  const isReadable = aliases.length === 0 && document.errors.every(({ code }) => code === HARMLESS)
  const value = isReadable ? plainValue(document) : undefined
  const isBomb = isReadable && value === undefined
  const flaws = [
    ...syntaxFlaws(document, text),
    ...repeatedKeys(document),
    ...aliases,
    ...(isBomb ? [{ offset: 0, message: MULTIPLYING }] : []),
  ]
  return {
    value,
    flaws: flaws.map(({ offset, message }) => ({ position: positionAt(offset), message })),
    locate: (path, at) => {
      const found = walk(document, path)
      const { key, value } = found[found.length - 1] as Found
      const isThere = found.length > path.length
      return positionAt(((isThere && at === 'value' ? value : key) ?? key)?.range?.[0] ?? 0)
    },
    within: (path) => path.slice(0, walk(document, path).length - 1),
  }
}
