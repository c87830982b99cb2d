import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
} from 'yaml'
import { tooDeepAt } from './nesting'

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

const inOurWords: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands here twice',
  TAB_AS_INDENT: 'tabs cannot indent; use spaces',
  MULTIPLE_DOCS: 'only one document may stand in a file',
  RESOURCE_EXHAUSTION: 'nested too deeply',
}

/** Errors after which the data is still what was meant, so that it can be checked too. */
const HARMLESS = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED'])

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const syntaxFlaws = ({ errors, warnings }: Document.Parsed): SyntaxFlaw[] =>
  [...errors, ...warnings].map(({ code, message, pos }) => ({
    offset: pos[0],
    message: inOurWords[code] ?? lowerFirst(message),
  }))

const aliasFlaws = (document: Document.Parsed): SyntaxFlaw[] => {
  const flaws: SyntaxFlaw[] = []
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const target = alias.resolve(document)
      const offset = alias.range?.[0] ?? 0
      if (!target) flaws.push({ offset, message: `there is no &${alias.source} before this` })
      else if (ancestors.includes(target)) flaws.push({ offset, message: `*${alias.source} stands within itself` })
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

const stepInto = (node: Node | null, step: PropertyKey): Found | null => {
  if (isSeq<ParsedNode>(node)) {
    const item = node.items[Number(step)]
    return item ? { key: item, value: item } : null
  }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return null
  const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step))
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

const positionIn = (text: string, offset: number): Position => {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

/** Reads YAML without trusting it: anything may stand in `text`. */
export const readYaml = (text: string): YamlSource => {
  const tooDeep = tooDeepAt(text)
  if (tooDeep !== null) return unreadable(positionIn(text, tooDeep), 'nested too deeply')
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' })
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const aliases = aliasFlaws(document)
  const isReadable = aliases.length === 0 && document.errors.every(({ code }) => HARMLESS.has(code))
  const value = isReadable ? plainValue(document) : undefined
  const isBomb = isReadable && value === undefined
  const flaws = [
    ...syntaxFlaws(document),
    ...aliases,
    ...(isBomb ? [{ offset: 0, message: 'its aliases multiply too often' }] : []),
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
