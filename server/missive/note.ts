import { NOTE_HEADINGS, NOTE_MAX_LENGTH } from '../../shared/note'
import { cutAt, escapeMarkdown, isolate, oneLine } from './markdown'

/** What happened, as the first line of a post says it. `name` is who has it now or is asked, `by` who did it; null: Baton. */
export type Headline =
  | { kind: 'routed' | 'handed' | 'given_back' | 'escalated'; name: string; by: string | null }
  | { kind: 'asked'; name: string; by: string }
  | { kind: 'everyone' | 'taken' | 'corrected' | 'note'; name: string }
  | { kind: 'queued' | 'no owner' | 'escalated to nobody'; by: string }

/** One heading with its text as it was written; empty: left out. */
export interface Section {
  /** Null: the text stands alone. */
  heading: string | null
  text: string
}

export interface NoteText {
  headline: Headline
  /** For the notification; null: it has none. */
  subject: string | null
  /** In their order. */
  sections: readonly Section[]
  /** Comes last, and is shortened where the whole is too long for one post. */
  context: string
  /** Its first line is what the notification says. */
  gist: string
  /** Where the handoff is explained; its id marks the post. */
  link: string
}

export interface RenderedNote {
  markdown: string
  notification: { title: string; body: string }
}

const bold = (text: string) => `**${text}**`

const nameIn = (name: string) => escapeMarkdown(isolate(oneLine(name)))

const say = (headline: Headline): string => {
  switch (headline.kind) {
    case 'routed':
    case 'handed':
      return `${bold(`Handed to ${nameIn(headline.name)}`)} by ${nameIn(headline.by ?? 'Baton')}`
    case 'given_back':
      return `${bold(`Given back to ${nameIn(headline.name)}`)} by ${nameIn(headline.by ?? 'Baton')}`
    case 'escalated':
      return `${bold(`Escalated to ${nameIn(headline.name)}`)} by ${nameIn(headline.by ?? 'Baton')}`
    case 'asked':
      return `${bold(`Question for ${nameIn(headline.name)}`)} from ${nameIn(headline.by)}`
    case 'everyone':
      return `${bold(`Handed to ${nameIn(headline.name)}`)} by Baton`
    case 'corrected':
      return bold(`Owner is ${nameIn(headline.name)}`)
    case 'taken':
      return bold(`Taken by ${nameIn(headline.name)}`)
    case 'note':
      return bold(`Note from ${nameIn(headline.name)}`)
    case 'queued':
      return `${bold('Back in the queue')} by ${nameIn(headline.by)}`
    case 'no owner':
      return `${bold('No owner needed')}, says ${nameIn(headline.by)}`
    case 'escalated to nobody':
      return `${bold('Escalated')} by ${nameIn(headline.by)}, and nobody who may decide is there`
  }
}

/** Where the link asks why this one has it. */
const asksForName = (headline: Headline): headline is Extract<Headline, { name: string }> =>
  'name' in headline && headline.kind !== 'everyone' && headline.kind !== 'asked'

const linkLabel = (headline: Headline): string =>
  asksForName(headline) ? `Why ${nameIn(firstName(headline.name))}?` : 'Why?'

export const firstName = (name: string): string => oneLine(name).split(' ')[0] || oneLine(name)

const sayField = (heading: string | null, text: string): string[] => {
  if (text === '') return []
  return [heading === null ? text : `${bold(heading)} ${text}`]
}

const assemble = ({ headline, sections, link }: NoteText, context: string): string =>
  [
    say(headline),
    [
      ...sections.flatMap(({ heading, text }) => sayField(heading, escapeMarkdown(text))),
      ...sayField(NOTE_HEADINGS.context, context),
    ].join('\n'),
    `[${linkLabel(headline)}](${link})`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

const over = (markdown: string): number => Math.max(0, markdown.length - NOTE_MAX_LENGTH)

/** How many characters must go for one post, however short the context; 0: it fits. */
export const charactersOver = (note: NoteText): number => over(assemble(note, ''))

/** All of it, however long: for who writes it. */
export const wholeMarkdown = (note: NoteText): string => assemble(note, escapeMarkdown(note.context))

/** How many characters must go when nothing of the context is to be left out; 0: it fits. */
export const charactersOverWhole = (note: NoteText): number => over(wholeMarkdown(note))

/**
 * A post of at most 8,000 characters: what does not fit is left out of *Context*. Throws when the rest alone is longer,
 * which `charactersOver` tells before.
 */
export const renderNote = (note: NoteText): RenderedNote => {
  if (charactersOver(note) > 0) throw new RangeError('The note is too long without its context')
  const title = [headlineName(note.headline), note.subject].filter(Boolean).join(': ')
  return { markdown: fit(note), notification: { title: oneLine(title), body: oneLine(firstLine(note.gist)) } }
}

const fit = (note: NoteText): string => {
  const whole = wholeMarkdown(note)
  if (whole.length <= NOTE_MAX_LENGTH) return whole
  const shortened = (length: number) => assemble(note, escapeMarkdown(`${cutAt(note.context, length).trimEnd()}…`))
  let fits = 0
  let tooLong = note.context.length
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (shortened(middle).length <= NOTE_MAX_LENGTH) fits = middle
    else tooLong = middle
  }
  return fits === 0 ? assemble(note, '') : shortened(fits)
}

const headlineName = (headline: Headline): string => {
  switch (headline.kind) {
    case 'queued':
      return 'Back in the queue'
    case 'no owner':
      return 'No owner needed'
    case 'escalated to nobody':
      return 'Escalated'
    case 'asked':
      return `Question from ${headline.by}`
    default:
      return headline.name
  }
}

const firstLine = (text: string): string => text.trim().split(/\r?\n/)[0] ?? ''
