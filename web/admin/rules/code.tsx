/** As rules.css has it. */
const LINE_PX = 20
/** Lines that stay visible above the one that is jumped to. */
const LINES_ABOVE = 4

interface Props {
  id: string
  label: string
  text: string
  /** Lines with something wrong, from 1. */
  marked: readonly number[]
  /** Left out: it can only be read. */
  onInput?: (text: string) => void
}

const numbersTo = (count: number): string => Array.from({ length: count }, (_, index) => index + 1).join('\n')

/** A text with its line numbers. */
export const Code = ({ id, label, text, marked, onInput }: Props) => {
  const shown = text.replace(/\r\n?/g, '\n')
  const count = shown.split('\n').length
  return (
    <div class="code">
      <div class="numbers" aria-hidden="true">
        {numbersTo(count)}
        {[...new Set(marked)].map((line) => (
          <span key={line} class="mark" style={{ top: `${(line - 1) * LINE_PX}px` }}>
            {line}
          </span>
        ))}
      </div>
      <textarea
        id={id}
        aria-label={label}
        wrap="off"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        rows={count}
        readOnly={!onInput}
        value={shown}
        onInput={(event) => onInput?.(event.currentTarget.value)}
      />
    </div>
  )
}

/** Puts the cursor on a line of the text with this id, and the line into sight. */
export const jumpTo = (id: string, line: number, column: number): void => {
  const area = document.getElementById(id)
  if (!(area instanceof HTMLTextAreaElement)) return
  const before = area.value
    .split('\n')
    .slice(0, line - 1)
    .join('\n').length
  const lineStart = line === 1 ? 0 : before + 1
  const lineEnd = area.value.indexOf('\n', lineStart)
  area.focus({ preventScroll: true })
  area.setSelectionRange(lineStart + column - 1, lineEnd === -1 ? area.value.length : lineEnd)
  const frame = area.parentElement
  if (!frame) return
  frame.scrollTop = (line - 1 - LINES_ABOVE) * LINE_PX
  frame.scrollIntoView({ block: 'nearest' })
}
