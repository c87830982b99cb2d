import { NOTE_HEADINGS, NOTE_MAX_LENGTH } from '../../shared/note'
import { cutAt, escapeMarkdown, isolate, oneLine } from './markdown'

/** What happened, as the first line of a post says it. `name` is who has it now, `by` who did it; null: Baton. */
export type Headline =
  | { kind: 'routed' | 'handed' | 'given_back' | 'escalated'; name: string; by: string | null }
  | { kind: 'everyone' | 'taken' | 'corrected' | 'note'; name: string }
  | { kind: 'queued'; by: string }

export interface NoteText {
  headline: Headline
  /** For the notification; null: it has none. */
  subject: string | null
  why: string
  /** Empty: left out. */
  whatsNeeded: string
  /** In words and in the new owner's zone: "today 17:00 (high)". Empty: left out. */
  byWhen: string
  context: string
  /** Where the handoff is explained; its id marks the post. */
  link: string
  /** `line`: only who has it, what is needed and the link. */
  form: 'full' | 'line'
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
  }
}

const linkLabel = (headline: Headline): string =>
  headline.kind === 'queued' || headline.kind === 'everyone' ? 'Why?' : `Why ${nameIn(firstName(headline.name))}?`

export const firstName = (name: string): string => oneLine(name).split(' ')[0] || oneLine(name)

const field = (heading: string, text: string) => (text === '' ? [] : [`${bold(heading)} ${text}`])

const assemble = (note: NoteText, context: string): string =>
  [
    say(note.headline),
    [
      ...(note.form === 'line' ? [] : field(NOTE_HEADINGS.why, escapeMarkdown(note.why))),
      ...field(NOTE_HEADINGS.whatsNeeded, escapeMarkdown(note.whatsNeeded)),
      ...(note.form === 'line' ? [] : field(NOTE_HEADINGS.byWhen, escapeMarkdown(note.byWhen))),
      ...(note.form === 'line' ? [] : field(NOTE_HEADINGS.context, context)),
    ].join('\n'),
    `[${linkLabel(note.headline)}](${note.link})`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

/** How many characters *Why* and *What's needed* are too long for one post, however short the context; 0: it fits. */
export const charactersOver = (note: NoteText): number => Math.max(0, assemble(note, '').length - NOTE_MAX_LENGTH)

/**
 * A post of at most 8,000 characters: what does not fit is left out of *Context*. Throws when the rest alone is longer,
 * which `charactersOver` tells before.
 */
export const renderNote = (note: NoteText): RenderedNote => {
  if (charactersOver(note) > 0) throw new RangeError('The note is too long without its context')
  const title = [headlineName(note.headline), note.subject].filter(Boolean).join(': ')
  const body = firstLine(note.whatsNeeded) || firstLine(note.why)
  return { markdown: fit(note), notification: { title: oneLine(title), body: oneLine(body) } }
}

const fit = (note: NoteText): string => {
  const whole = assemble(note, escapeMarkdown(note.context))
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

const headlineName = (headline: Headline): string => (headline.kind === 'queued' ? 'Back in the queue' : headline.name)

const firstLine = (text: string): string => text.trim().split(/\r?\n/)[0] ?? ''
