import type { Match, Rules, Teammate, Topic } from '../../routing/facts'
import { membersOf } from '../../routing/roster'
import { sayList } from '../../routing/spoken'
import { didYouMean } from '../nearest'
import { takesAll } from './reach'

const neverMatching = ({ topics }: Rules): string[] =>
  topics.flatMap(({ name, match }, index) => {
    const earlier = topics.slice(0, index)
    if (
      !takesAll(
        earlier.map((topic) => topic.match),
        match,
      )
    )
      return []
    const taker = earlier.find((topic) => takesAll([topic.match], match))
    return [`topics.${name}.match: can never match, since ${taker?.name ?? 'topics before it'} takes all of it first`]
  })

/** Who may get it as one of a team; everybody where the topic names none. */
const peopleFor = (topic: Topic, rules: Rules): readonly Teammate[] =>
  topic.teams.length === 0
    ? rules.teammates
    : rules.teams.filter(({ name }) => topic.teams.includes(name)).flatMap((team) => membersOf(rules, team))

const sayWhere = ({ teams }: Topic): string => (teams.length === 0 ? 'nobody' : `nobody in ${sayList(teams)}`)

const unknownSkills = (rules: Rules): string[] => {
  const skills = [...new Set(rules.teammates.flatMap((teammate) => teammate.skills))]
  return rules.topics.flatMap((topic) => {
    const { name, skill, owner } = topic
    if (skill === null || owner !== null || peopleFor(topic, rules).some((one) => one.skills.includes(skill))) return []
    const hint = skills.includes(skill) ? '' : didYouMean(skill, skills)
    return [`topics.${name}.skill: ${sayWhere(topic)} has the skill ${skill}${hint}`]
  })
}

const languagesIn = ({ language = [], any = [], all = [] }: Match): string[] => [
  ...language,
  ...[...any, ...all].flatMap(languagesIn),
]

const unspokenLanguages = (rules: Rules): string[] =>
  rules.topics.flatMap((topic) => {
    if (topic.owner !== null) return []
    const people = peopleFor(topic, rules)
    return [...new Set(languagesIn(topic.match))]
      .filter((code) => people.every(({ languages }) => languages !== null && !languages.includes(code)))
      .map((code) => `topics.${topic.name}.match: ${sayWhere(topic)} writes ${code}`)
  })

/** Topics that nothing comes to, or that ask for what nobody has. */
export const checkTopics = (rules: Rules): string[] => [
  ...neverMatching(rules),
  ...unknownSkills(rules),
  ...unspokenLanguages(rules),
]
