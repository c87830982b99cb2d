import { escapeMarkdown, isolate, oneLine } from './markdown'
import type { RenderedNote } from './note'

const LONGEST_SUBJECT = 120

/** What an owner is asked who got a conversation in Missive without a note; `link` explains it, and its id marks the post. */
export const renderNoteRequest = (subject: string | null, url: string, link: string): RenderedNote => {
  const name = oneLine(subject ?? '', LONGEST_SUBJECT) || 'No subject'
  return {
    markdown: [
      `**A note, please**: [${escapeMarkdown(isolate(name))}](${url}) was assigned to you in Missive without one.`,
      'Open it, and say in Baton’s panel why it is yours and what is needed. Once you answer the customer, no note is needed.',
      `[What Baton knows of it](${link})`,
    ].join('\n\n'),
    notification: { title: oneLine(`A note, please: ${name}`), body: 'It was assigned to you without one.' },
  }
}
