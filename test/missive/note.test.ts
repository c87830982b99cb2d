import markdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { escapeMarkdown, oneLine } from '../../server/missive/markdown'
import { charactersOver, type NoteText, renderNote } from '../../server/missive/note'

const LINK = 'https://baton.example/why/7Q2MkS0uYwE3mA1pRr9x0A'

const FIELDS = {
  why: "Billing question; Imani handled Dana's last two.",
  whatsNeeded: 'Refund the second charge and confirm.',
  byWhen: 'today 17:00 (high)',
  context: 'Order 4411, charged twice on 3 Nov.',
}

const note = (rest: Partial<typeof FIELDS & Pick<NoteText, 'headline'>> = {}): NoteText => {
  const { why, whatsNeeded, byWhen, context } = { ...FIELDS, ...rest }
  return {
    headline: rest.headline ?? { kind: 'handed', name: 'Imani Okafor', by: 'Lukas Brandt' },
    subject: 'Charged twice',
    sections: [
      { heading: 'Why', text: why },
      { heading: "What's needed", text: whatsNeeded },
      { heading: 'By when', text: byWhen },
    ],
    context,
    gist: whatsNeeded || why,
    link: LINK,
  }
}

describe('a note', () => {
  it('reads as the contract says', () => {
    expect(renderNote(note())).toEqual({
      markdown: [
        '**Handed to Imani Okafor** by Lukas Brandt',
        '',
        "**Why** Billing question; Imani handled Dana's last two.",
        "**What's needed** Refund the second charge and confirm.",
        '**By when** today 17:00 (high)',
        '**Context** Order 4411, charged twice on 3 Nov.',
        '',
        `[Why Imani?](${LINK})`,
      ].join('\n'),
      notification: { title: 'Imani Okafor: Charged twice', body: 'Refund the second charge and confirm.' },
    })
  })

  it.each([
    [{ kind: 'routed', name: 'Imani Okafor', by: null } as const, '**Handed to Imani Okafor** by Baton'],
    [{ kind: 'taken', name: 'Lukas Brandt' } as const, '**Taken by Lukas Brandt**'],
    [
      { kind: 'given_back', name: 'Imani Okafor', by: 'Lukas Brandt' } as const,
      '**Given back to Imani Okafor** by Lukas Brandt',
    ],
    [{ kind: 'queued', by: 'Lukas Brandt' } as const, '**Back in the queue** by Lukas Brandt'],
  ])('starts with what happened: %o', (headline, line) => {
    expect(renderNote(note({ headline })).markdown.split('\n')[0]).toBe(line)
  })

  it('keeps a name of another direction to itself', () => {
    const line = renderNote(note({ headline: { kind: 'taken', name: 'ليلى حداد' } })).markdown.split('\n')[0]
    expect(line).toBe('**Taken by \u2068ليلى حداد\u2069**')
  })

  it('leaves out what is empty, and notifies with the why when nothing is needed', () => {
    const { markdown, notification } = renderNote(note({ whatsNeeded: '', byWhen: '', context: '' }))
    expect(markdown).not.toMatch(/What's needed|By when|Context/)
    expect(notification.body).toBe("Billing question; Imani handled Dana's last two.")
  })

  it('is shortened in its context, never in the link, when it is longer than a post may be', () => {
    const { markdown } = renderNote(note({ context: '😀*'.repeat(6000) }))
    expect(markdown.length).toBeLessThanOrEqual(8000)
    expect(markdown.length).toBeGreaterThan(7990)
    expect(markdown.endsWith(`…\n\n[Why Imani?](${LINK})`)).toBe(true)
    expect(markdown.isWellFormed()).toBe(true)
  })

  it('says by how much it is too long when even no context would help', () => {
    const tooLong = note({ why: 'x'.repeat(8000) })
    expect(charactersOver(tooLong)).toBeGreaterThan(0)
    expect(charactersOver(note({ why: 'x'.repeat(8000 - charactersOver(tooLong)) }))).toBe(0)
    expect(() => renderNote(tooLong)).toThrow(RangeError)
  })
})

describe('text of a customer in a note', () => {
  const renderer = markdownIt({ html: true, linkify: true, breaks: true })
  const text = (markdown: string) =>
    renderer
      .render(markdown)
      .replace(/<\/?(p|br)>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll('\u2060', '')
      .trim()

  it.each([
    '**bold** and _emphasis_ and ~~gone~~ and `code`',
    '# Heading',
    '> quote',
    '- item\n+ item\n* item\n1. item\n12) item',
    '    indented code',
    '```\nfence\n```',
    'Title\n=====\nTitle\n-----',
    '| a | b |\n|---|---|\n| c | d |',
    '[link](https://evil.example) ![img](https://evil.example/x.png) [ref]: https://evil.example',
    '<https://evil.example> <b onclick=x>html</b> <!-- c -->',
    'https://evil.example www.evil.example http://a.b/c?d=e&f=g mail me@evil.example mailto:me@evil.example',
    '&lt;b&gt; &#35; &amp;',
    'a\\*b \\ \\\\',
    '- [ ] task',
    '***',
    '[^1]: note',
  ])('stays what it was: %j', (raw) => {
    const html = renderer.render(escapeMarkdown(raw))
    expect(html).not.toMatch(/<(?!\/?p>|br>)/)
    expect(text(escapeMarkdown(raw))).toBe(
      raw
        .split('\n')
        .map((line) => line.trim())
        .join('\n'),
    )
  })

  it('cannot turn the reading direction of what follows, nor hide behind controls', () => {
    expect(escapeMarkdown('a\u202eb\u0007c')).toBe('abc')
    expect(oneLine(' a\n\u202e b\t\u2067 c ')).toBe('a b c')
  })

  it('keeps every script and emoji whole', () => {
    expect(escapeMarkdown('ليلى حداد 田中 👩‍👩‍👧 José')).toBe('ليلى حداد 田中 👩‍👩‍👧 José')
    expect(oneLine('👩'.repeat(200), 10).isWellFormed()).toBe(true)
  })
})
