import { readFileSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../clock'
import { StartError } from '../errors'

/** What stands so long unchanged is not being written any more. */
const SETTLED_AFTER_MS = SECOND / 10
/** What changes longer than that is taken as it is. */
const SETTLED_AT_LATEST_MS = 5 * SECOND

export type Look = { kind: 'same' } | { kind: 'changed'; text: string } | { kind: 'unreadable'; reason: string }

/** The rules document as a file that somebody edits, however their editor saves. */
export interface RulesFile {
  /** Its path, as problems and people name it. */
  name: string
  /** What it holds now, compared with `known`; waits until nobody is writing it. */
  look: (known: string | null) => Promise<Look>
  /** `onChange` is called when something may have happened to it, never for certain. Gives what stops that. */
  watch: (onChange: () => void) => () => void
}

type Content = { text: string } | { reason: string }

const read = (path: string): Content => {
  try {
    return { text: readFileSync(path, 'utf8') }
  } catch (error) {
    return { reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' }
  }
}

const isSame = (a: Content, b: Content) => JSON.stringify(a) === JSON.stringify(b)

/** Half a document can be a valid one: only what is found twice has been written to its end. */
const readSettled = async (path: string, first: Content): Promise<Content> => {
  let content = first
  for (let waitedMs = 0; waitedMs < SETTLED_AT_LATEST_MS; waitedMs += SETTLED_AFTER_MS) {
    await sleep(SETTLED_AFTER_MS)
    const again = read(path)
    if (isSame(again, content)) break
    content = again
  }
  return content
}

/** The folder is watched, since editors put a new file in the place of the old. Where that fails, looking has to do. */
const watchFolder = (path: string, onChange: () => void): (() => void) => {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_, name) => {
      if (name === null || name === basename(path)) onChange()
    })
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => {}
  }
}

/** Throws `StartError` when it cannot be read now. */
export const openRulesFile = (path: string): { file: RulesFile; text: string } => {
  const content = read(path)
  if ('reason' in content)
    throw new StartError(
      `RULES_FILE ${path} cannot be read (${content.reason}): set it to a rules document, or unset it.`,
    )
  const file: RulesFile = {
    name: path,
    look: async (known) => {
      const found = read(path)
      if ('text' in found && found.text === known) return { kind: 'same' }
      const settled = await readSettled(path, found)
      if ('reason' in settled) return { kind: 'unreadable', reason: settled.reason }
      return settled.text === known ? { kind: 'same' } : { kind: 'changed', text: settled.text }
    },
    watch: (onChange) => watchFolder(path, onChange),
  }
  return { file, text: content.text }
}
