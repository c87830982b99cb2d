const hueOf = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word))
    .slice(0, 2)
    .map((word) => [...word].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? '')
    .join('')
    .toUpperCase()

/** A round patch with initials; the name stands beside it, so it says nothing of its own. */
export const Avatar = ({ name, isSmall = false }: { name: string; isSmall?: boolean }) => (
  <span class={isSmall ? 'avatar avatar-small' : 'avatar'} style={{ '--hue': String(hueOf(name)) }} aria-hidden="true">
    {initialsOf(name) || '?'}
  </span>
)
