import { join } from 'node:path'
import type { Clock } from '../clock'
import { parseConfig } from '../config'
import { type Options, readArguments, USAGE } from './arguments'
import { checks } from './checks'
import type { Check } from './checks/check'
import { checkConfiguration } from './checks/configuration'
import { type Context, createContext } from './context'
import { type Finding, unknown } from './finding'
import { createJsonRenderer, createTextRenderer, isGoodEnough, type Renderer } from './render'
import { createHide, hideIn } from './secrets'

export interface Surroundings {
  variables: Record<string, string | undefined>
  clock: Clock
  buildId: string
  /** Folder of the project. */
  root: string
  print: (text: string) => void
  printError: (text: string) => void
  isColored: boolean
}

/** 0: nothing is bad · 1: something must be mended · 2: it was not understood. */
export type Code = 0 | 1 | 2

const openContext = ({ variables, clock, buildId, root }: Surroundings, options: Options, tell: Context['tell']) => {
  const config = parseConfig(variables)
  if (!config.missive) throw new Error('The configuration was found good without Missive')
  const migrationsFolder = join(root, 'server/store/migrations')
  return createContext({ config, missive: config.missive, options, clock, buildId, migrationsFolder, tell })
}

/** What goes wrong in one check must not keep the others from looking. */
const look = async (name: string, check: Check, context: Context): Promise<Finding[]> => {
  try {
    return await check(context)
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown'
    return [unknown(name, `Not known: the doctor itself failed here (${kind}).`)]
  }
}

const examine = async (surroundings: Surroundings, options: Options, renderer: Renderer): Promise<Finding[]> => {
  const { variables } = surroundings
  const hide = createHide(variables)
  const found: Finding[] = []
  const add = (findings: Finding[]) => {
    for (const finding of findings.map((each) => hideIn(hide, each))) {
      renderer.find(finding)
      found.push(finding)
    }
  }
  add(checkConfiguration(variables))
  if (!isGoodEnough(found)) return found
  const context = openContext(surroundings, options, (line) => renderer.tell(hide(line)))
  try {
    for (const { name, check } of checks) add(await look(name, check, context))
  } finally {
    await context.close()
  }
  return found
}

/** Runs the doctor with the arguments of a terminal. */
export const runDoctor = async (args: readonly string[], surroundings: Surroundings): Promise<Code> => {
  const { print, printError, isColored } = surroundings
  const options = readArguments(args)
  if (options === 'help') {
    print(USAGE)
    return 0
  }
  if ('problem' in options) {
    printError(`${options.problem}\n\n${USAGE}`)
    return 2
  }
  const renderer = options.isJson ? createJsonRenderer(print) : createTextRenderer(print, isColored)
  const findings = await examine(surroundings, options, renderer)
  renderer.end(findings)
  return isGoodEnough(findings) ? 0 : 1
}
