import { NOTE_MAX_LENGTH } from '../../shared/note'
import { escapeMarkdown, isolate, oneLine } from './markdown'
import type { RenderedNote } from './note'

/** What a team's channel is told of one conversation. */
export interface NoticeLine {
  subject: string | null
  sentence: string
  link: string
}

const LONGEST_SUBJECT = 120

const nameOf = ({ subject }: NoticeLine): string => oneLine(subject ?? '', LONGEST_SUBJECT) || 'No subject'

const sayLine = (line: NoticeLine): string =>
  `[${escapeMarkdown(isolate(nameOf(line)))}](${line.link}): ${escapeMarkdown(oneLine(line.sentence, 1000))}`

const sayRest = (count: number): string => `And ${count} more.`

/** As many lines as fit into one post; how many more there are is said. */
const fit = (lines: readonly string[]): string => {
  const room = NOTE_MAX_LENGTH - sayRest(lines.length).length - 1
  let length = 0
  const kept = lines.filter((line) => {
    length += line.length + 1
    return length <= room
  })
  return [...kept, ...(kept.length < lines.length ? [sayRest(lines.length - kept.length)] : [])].join('\n')
}

/** One post of at most 8,000 characters for all that a channel is told at once. */
export const renderNotice = (team: string, lines: readonly [NoticeLine, ...NoticeLine[]]): RenderedNote => {
  const [first] = lines
  const what = lines.length === 1 ? nameOf(first) : `${lines.length} conversations`
  return {
    markdown: fit(lines.map(sayLine)),
    notification: { title: oneLine(`${team}: ${what}`), body: oneLine(first.sentence) },
  }
}
