/** What our notes are made of: bold words, links, and characters that are meant as they stand. */
const PIECES = /\*\*(.+?)\*\*|\[([^\]]+)\]\([^)]*\)|\\([^\w\s])/g

const pieces = (line: string) => {
  const parts = []
  let from = 0
  for (const match of line.matchAll(PIECES)) {
    const [whole, bold, link, escaped] = match
    parts.push(line.slice(from, match.index))
    if (bold) parts.push(<b key={match.index}>{plain(bold)}</b>)
    else if (link) parts.push(<u key={match.index}>{link}</u>)
    else parts.push(escaped)
    from = match.index + whole.length
  }
  return [...parts, line.slice(from)]
}

const plain = (text: string) => text.replace(/\\([^\w\s])/g, '$1')

/** A note as Missive shows it. */
export const Posted = ({ markdown }: { markdown: string }) => (
  <div class="posted">
    {markdown.split('\n').map((line, index) => (
      <p key={`${index} ${line}`} dir="auto">
        {pieces(line)}
      </p>
    ))}
  </div>
)
