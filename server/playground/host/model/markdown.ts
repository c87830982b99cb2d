import MarkdownIt from 'markdown-it'

const renderer = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable('image')

renderer.renderer.rules.link_open = (tokens, index, options, _, self) => {
  tokens[index]?.attrSet('target', '_blank')
  tokens[index]?.attrSet('rel', 'noopener noreferrer')
  return self.renderToken(tokens, index, options)
}

/** HTML that is safe to put in a page: no HTML of the author passes, nor images, nor links that run scripts. */
export const renderMarkdown = (markdown: string): string => renderer.render(markdown)
