import { configFlaws, parseConfig, VARIABLES } from '../../config'
import { sayNearest } from '../../rules/nearest'
import { bad, type Finding, good, warning } from '../finding'
import { sayAddress } from '../look/reach'

type Variables = Record<string, string | undefined>

const NAME = 'configuration'
const AS_ALLOWED = 'Set it to what is allowed, or unset it for its default.'

/** A line of the server's start tells after a colon what to do. */
const sayFlaw = (line: string): Finding => {
  const [sentence = line, mend] = line.split(/: (.*)/s)
  if (!mend) return bad(NAME, line, AS_ALLOWED)
  return bad(NAME, `${sentence}.`, `${mend.slice(0, 1).toUpperCase()}${mend.slice(1)}`)
}

const misspelt = (variables: Variables): Finding[] =>
  Object.keys(variables)
    .filter((name) => name.startsWith('MISSIVE_') && variables[name] && !VARIABLES.includes(name))
    .map((name) =>
      warning(NAME, `${name} is none of Baton’s variables${sayNearest(name, VARIABLES)}.`, 'Rename it, or unset it.'),
    )

/** Every variable, read as the server reads it. */
export const checkConfiguration = (variables: Variables): Finding[] => {
  const flaws = configFlaws(variables)
  if (flaws.length > 0) return [...flaws.map(sayFlaw), ...misspelt(variables)]
  const { missive } = parseConfig(variables)
  if (!missive)
    return [
      bad(
        NAME,
        'No MISSIVE_ variable is set, so Baton would start the playground.',
        'Set at least MISSIVE_API_TOKEN and MISSIVE_WEBHOOK_SECRET in this shell; the README tells how to get them.',
      ),
    ]
  return [
    good(NAME, `Every variable can be read; Missive is asked at ${sayAddress(missive.apiUrl)}.`),
    ...misspelt(variables),
  ]
}
