import { NOTE_MAX_LENGTH } from '../../shared/note'
import { fitLines } from './fit-lines'
import { escapeMarkdown, isolate, oneLine } from './markdown'
import type { RenderedNote } from './note'

/** What a teammate is told of one conversation. */
export interface ReminderLine {
  subject: string | null
  /** Of the conversation in Missive. */
  url: string
  sentence: string
  /** Where it is explained. */
  link: string
}

const LONGEST_SUBJECT = 120

const nameOf = ({ subject }: ReminderLine): string => oneLine(subject ?? '', LONGEST_SUBJECT) || 'No subject'

const sayLine = (line: ReminderLine): string =>
  `[${escapeMarkdown(isolate(nameOf(line)))}](${line.url}): ${escapeMarkdown(oneLine(line.sentence, 1000))} [Why](${line.link})`

/** One post of at most 8,000 characters for all that a teammate is told at once. */
export const renderReminder = (lines: readonly [ReminderLine, ...ReminderLine[]]): RenderedNote => {
  const [first] = lines
  const what = lines.length === 1 ? nameOf(first) : `${lines.length} conversations wait`
  return {
    markdown: fitLines(lines.map(sayLine), NOTE_MAX_LENGTH),
    notification: { title: oneLine(`Reminder: ${what}`), body: oneLine(first.sentence) },
  }
}
