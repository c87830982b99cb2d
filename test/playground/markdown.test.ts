import { expect, it } from 'vitest'
import { renderMarkdown } from '../../server/playground/host/model/markdown'

it.each([
  ['<script>alert(1)</script>', '<script'],
  ['<img src=x onerror=alert(1)>', '<img'],
  ['![track](https://evil.example/pixel.png)', '<img'],
  ['[click](javascript:alert(1))', 'href'],
])('lets nothing of %s into the page', (markdown, forbidden) => {
  expect(renderMarkdown(markdown)).not.toContain(forbidden)
})

it('opens links in another tab that knows nothing of this one', () => {
  expect(renderMarkdown('[Why Imani?](https://baton.example/why/1)')).toContain(
    '<a href="https://baton.example/why/1" target="_blank" rel="noopener noreferrer">',
  )
})

it('shows a note as it was meant', () => {
  expect(renderMarkdown('**Handed to Imani** by Baton\n\n**Why** Billing\n**By when** today')).toBe(
    '<p><strong>Handed to Imani</strong> by Baton</p>\n<p><strong>Why</strong> Billing<br>\n<strong>By when</strong> today</p>\n',
  )
})
