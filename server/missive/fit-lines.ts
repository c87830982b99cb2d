const sayRest = (count: number): string => `And ${count} more.`

/** As many lines as fit into so many characters; how many more there are is said. */
export const fitLines = (lines: readonly string[], characters: number): string => {
  const room = characters - sayRest(lines.length).length - 1
  let length = 0
  const kept = lines.filter((line) => {
    length += line.length + 1
    return length <= room
  })
  return [...kept, ...(kept.length < lines.length ? [sayRest(lines.length - kept.length)] : [])].join('\n')
}
