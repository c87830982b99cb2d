import { NOTE_MAX_LENGTH } from '../../shared/note'
import { fitLines } from './fit-lines'
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

/** One post of at most 8,000 characters for all that a channel is told at once. */
export const renderNotice = (team: string, lines: readonly [NoticeLine, ...NoticeLine[]]): RenderedNote => {
  const [first] = lines
  const what = lines.length === 1 ? nameOf(first) : `${lines.length} conversations`
  return {
    markdown: fitLines(lines.map(sayLine), NOTE_MAX_LENGTH),
    notification: { title: oneLine(`${team}: ${what}`), body: oneLine(first.sentence) },
  }
}
